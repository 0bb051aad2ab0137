"""What grids of squares have in common: as many digits to the east as to the north, and a middle."""

from __future__ import annotations

import math

from sites.errors import shorten
from sites.notations.errors import InvalidPosition
from sites.notations.readings import FINEST_M

# Three digits each way are a square of 100 m; fewer name an area, not a place.
LEAST_DIGITS, MOST_DIGITS = 6, 10


def split_digits(first: str, second: str | None, text: str) -> tuple[str, str]:
    """Return easting and northing, written apart or together; refuse uneven or too few digits."""
    if second is None:
        half, odd = divmod(len(first), 2)
        east, north = first[:half], first[half:]
    else:
        east, north, odd = first, second, len(first) != len(second)
    if odd or 2 * len(east) > MOST_DIGITS:
        raise InvalidPosition("ODD_DIGITS", text=shorten(text))
    if 2 * len(east) < LEAST_DIGITS:
        raise InvalidPosition("TOO_FEW_DIGITS", text=shorten(text), least=LEAST_DIGITS)
    return east, north


def square_uncertainty_m(side_m: float) -> float:
    """Return how far the middle of a square is from its corners."""
    return max(FINEST_M, round(side_m / math.sqrt(2), 1))
