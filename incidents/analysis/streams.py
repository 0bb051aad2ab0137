"""Counter-based random streams: one stream per (seed, replicate), whatever computes it, in any order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from incidents.analysis.compiled import inline_kernel, kernel

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S32 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_ONE = np.uint64(1)


@inline_kernel
def mix(word):  # type: ignore[no-untyped-def]
    """Scramble one 64-bit word (the finaliser of SplitMix64, Steele, Lea and Flood 2014)."""
    word = (word ^ (word >> _S30)) * _MIX_1
    word = (word ^ (word >> _S27)) * _MIX_2
    return word ^ (word >> _S31)


def mix_words(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Scramble many words; the same as `mix`, without compiling anything."""
    words = (words ^ (words >> _S30)) * _MIX_1
    words = (words ^ (words >> _S27)) * _MIX_2
    return words ^ (words >> _S31)


@inline_kernel
def stream_key(seed, replicate):  # type: ignore[no-untyped-def]
    """Give the key of one replicate; neighbouring seeds and replicates share nothing."""
    return mix(mix(np.uint64(seed) * _GOLDEN + _GOLDEN) ^ (np.uint64(replicate) * _MIX_1 + _ONE))


@inline_kernel
def bounded(key, counter, bound):  # type: ignore[no-untyped-def]
    """Draw a whole number below `bound`; return it and the counter after the draw."""
    wide = np.uint64(bound)
    while True:
        counter += 1
        product = (mix(key + np.uint64(counter) * _GOLDEN) >> _S32) * wide
        low = product & _LOW
        if low >= wide or low >= (np.uint64(0x100000000) - wide) % wide:
            return np.int64(product >> _S32), counter


@inline_kernel
def two_bounded(key, counter, bound):  # type: ignore[no-untyped-def]
    """Draw two whole numbers below `bound` from one word; return them and the counter after the draw."""
    wide = np.uint64(bound)
    while True:
        counter += 1
        word = mix(key + np.uint64(counter) * _GOLDEN)
        first, second = (word >> _S32) * wide, (word & _LOW) * wide
        low = min(first & _LOW, second & _LOW)
        if low >= wide or low >= (np.uint64(0x100000000) - wide) % wide:
            return np.int64(first >> _S32), np.int64(second >> _S32), counter


@inline_kernel
def shuffle_segment(values, start, stop, key, counter):  # type: ignore[no-untyped-def]
    """Shuffle values[start:stop] in place (Fisher and Yates); return the counter after the last draw.

    Draws are bounded by multiplication with rejection (Lemire 2019), so no permutation is favoured.
    """
    for i in range(stop - start - 1, 0, -1):
        bound = np.uint64(i + 1)
        counter += _ONE
        product = (mix(key + counter * _GOLDEN) >> _S32) * bound
        low = product & _LOW
        if low < bound:
            threshold = (np.uint64(0x100000000) - bound) % bound
            while low < threshold:
                counter += _ONE
                product = (mix(key + counter * _GOLDEN) >> _S32) * bound
                low = product & _LOW
        j = start + np.int64(product >> _S32)
        held = values[start + i]
        values[start + i] = values[j]
        values[j] = held
    return counter


@kernel
def shuffled(values, segments, seed, replicate):  # type: ignore[no-untyped-def]
    """Return a copy of `values` shuffled inside each segment by the stream of one replicate."""
    out = values.copy()
    key = stream_key(seed, replicate)
    counter = np.uint64(0)
    for s in range(len(segments) - 1):
        counter = shuffle_segment(out, segments[s], segments[s + 1], key, counter)
    return out


@kernel
def whole_below(seed, stream, bound):  # type: ignore[no-untyped-def]
    """Draw one whole number below `bound` from a stream of its own."""
    return bounded(stream_key(seed, stream), 0, bound)[0]
