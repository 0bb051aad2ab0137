"""Why a text is not a position; each error can be said in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sites.errors import SiteError, shorten
from sites.notations.wording import Phrase

if TYPE_CHECKING:
    from sites.notations.readings import Notation, Reading


class PositionError(SiteError):
    """A text cannot be taken as a position."""

    def __init__(self, phrase: Phrase) -> None:
        self.phrase = phrase
        super().__init__(phrase.text)


class UnreadablePosition(PositionError):
    """No notation fits; `tried` names those that were tried."""

    def __init__(self, code: str, text: str = "", tried: tuple[Notation, ...] = (), **values: object) -> None:
        self.tried = tried
        super().__init__(Phrase(code, {"text": shorten(text), **values}))


class InvalidPosition(PositionError):
    """The notation is plain but a value in it is impossible."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(Phrase(code, values))


class LooksSwapped(PositionError):
    """Impossible as written, possible with latitude and longitude swapped: `offer` is that reading."""

    def __init__(self, offer: Reading, latitude: float) -> None:
        self.offer = offer
        values = {"what": "latitude", "value": f"{latitude:g}", "low": -90, "high": 90}
        super().__init__(Phrase("SWAPPED", values))


class UnknownReference(PositionError):
    """Distance and direction are plain, the place they start from is not known."""

    def __init__(self, reference: str, distance_m: float, bearing_deg: float) -> None:
        self.reference, self.distance_m, self.bearing_deg = reference, distance_m, bearing_deg
        code = "UNKNOWN_REFERENCE" if reference else "NO_REFERENCE"
        super().__init__(Phrase(code, {"reference": shorten(reference)} if reference else {}))
