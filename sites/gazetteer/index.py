"""Finding by beginnings: folded keys in order, each with the places it stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from sites.gazetteer.folding import keys_of

_LAST = "\U0010ffff"


class NameIndex:
    """Folded names of numbered places; a smaller number is the more important place."""

    def __init__(self, names: Iterable[Iterable[str]]) -> None:
        whole: dict[str, list[int]] = {}
        short: dict[str, list[int]] = {}
        for place, own in enumerate(names):
            for key, is_whole in keys_of(own):
                if key:
                    places = (whole if is_whole else short).setdefault(key, [])
                    if not places or places[-1] != place:
                        places.append(place)
        self._whole = {key: tuple(places) for key, places in whole.items()}
        self._short = {key: tuple(places) for key, places in short.items()}
        self._keys = sorted({*whole, *short})

    def exact(self, key: str) -> tuple[int, ...]:
        """Return the places with this very name."""
        return self._whole.get(key, ())

    def nearly(self, key: str) -> tuple[int, ...]:
        """Return the places whose name without its ending, or whose later words, are this."""
        return self._short.get(key, ())

    def beginning(self, key: str) -> Iterator[int]:
        """Yield the places with a name that begins so, in no order, perhaps more than once."""
        for position in range(bisect_left(self._keys, key), bisect_left(self._keys, key + _LAST)):
            found = self._keys[position]
            yield from self._whole.get(found, ())
            yield from self._short.get(found, ())
