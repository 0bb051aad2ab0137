"""The sentences of this package, in English, marked for translation without knowing a framework."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def gettext_noop(message: str) -> str:
    """Mark a message for the catalogues; whoever shows it translates it."""
    return message


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence as code, template and values, so that an edge can say it in the reader's language."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """The English template, which is the message of the catalogues."""
        return TEMPLATES[self.code]

    @property
    def text(self) -> str:
        """The English sentence."""
        return self.render(lambda message: message)

    def render(self, translate: Callable[[str], str]) -> str:
        """Say it through `translate`, such as Django's gettext; directions and field names are words too."""
        values = {
            name: translate(str(value)) if name in _WORDS else value for name, value in self.values.items()
        }
        return translate(self.template) % values


# Values that are themselves words of the catalogues.
_WORDS = {"direction", "what"}

TEMPLATES = {
    # how a position was read
    "DECIMAL": gettext_noop("decimal degrees: %(lat)s, %(lon)s"),
    "DEGREES_MINUTES": gettext_noop("degrees and minutes: %(lat)s, %(lon)s"),
    "DEGREES_MINUTES_SECONDS": gettext_noop("degrees, minutes and seconds: %(lat)s, %(lon)s"),
    "ISO_6709": gettext_noop("ISO 6709: %(lat)s, %(lon)s"),
    "GEO_URI": gettext_noop("map link: %(lat)s, %(lon)s"),
    "WKT": gettext_noop("WKT point, longitude first: %(lat)s, %(lon)s"),
    "MGRS": gettext_noop("MGRS %(reference)s: middle of a square of %(cell_m)s m"),
    "UTM": gettext_noop("metres on the grid %(reference)s"),
    "PLUS_CODE": gettext_noop("plus code %(reference)s: middle of its cell"),
    "NATIONAL_POINT": gettext_noop("national point number %(reference)s: middle of a square of %(cell_m)s m"),
    "DISTANCE_BEARING": gettext_noop("%(distance)s %(unit)s %(direction)s of %(reference)s"),
    "DISTANCE_DEGREES": gettext_noop("%(distance)s %(unit)s at %(bearing)s° from %(reference)s"),
    "DISTANCE_BEARING_HERE": gettext_noop("%(distance)s %(unit)s to the %(direction)s"),
    "DISTANCE_DEGREES_HERE": gettext_noop("%(distance)s %(unit)s at %(bearing)s°"),
    "DISTANCE_ONLY": gettext_noop("%(distance)s %(unit)s from %(reference)s, in no direction said"),
    "VICINITY": gettext_noop("near %(reference)s"),
    # what deserves a second look
    "COARSE": gettext_noop("Written so coarsely that the place may be %(uncertainty_m)s m away."),
    "LOOKS_SWAPPED": gettext_noop("Far from here; with latitude and longitude swapped it would be near."),
    "FAR_AWAY": gettext_noop("%(distance_km)s km from here."),
    "ALTITUDE_IGNORED": gettext_noop("The height was left out."),
    "TRUE_NORTH": gettext_noop("The bearing was taken from true north; a compass may show 8° more in Korea."),
    "NAUTICAL_MILES_ASSUMED": gettext_noop("No unit was written; nautical miles were taken."),
    "SEPARATOR_GUESSED": gettext_noop("A comma could be read in two ways."),
    "FROM_SITE": gettext_noop(
        "Counted from the public reference point of %(site)s; the site reaches about %(reach_m)s m."
    ),
    "FROM_SITE_POINT": gettext_noop(
        "No gate is recorded there: counted from the public reference point of %(site)s; the site reaches about %(reach_m)s m."
    ),
    "WITHIN_WORDS": gettext_noop("Taken from within the words; what else they say is kept as told."),
    "ZONE_OF_AREA": gettext_noop("No grid zone was written; %(zone)s of the area of the registry was taken."),
    "TENTHS_TAKEN": gettext_noop(
        "Read as minutes and tenths; it could also be seconds, or decimals of a degree."
    ),
    "DECIMALS_TAKEN": gettext_noop("Read as decimals of a degree, because there are no 60 minutes."),
    # what went wrong
    "UNREADABLE": gettext_noop("%(text)s is not a position in any of the notations known here."),
    "EMPTY": gettext_noop("Nothing was written."),
    "TOO_LONG": gettext_noop("Longer than %(limit)s characters. Paste the position alone."),
    "OUT_OF_RANGE": gettext_noop("%(what)s %(value)s is outside %(low)s to %(high)s."),
    "SWAPPED": gettext_noop("%(what)s %(value)s is outside %(low)s to %(high)s. Check for swapped values."),
    "SIGN_AND_LETTER": gettext_noop(
        "A sign and a letter of direction do not go together: write one of them."
    ),
    "SAME_AXIS": gettext_noop("Both values are %(what)s. One latitude and one longitude are needed."),
    "TOO_FEW_DIGITS": gettext_noop("%(text)s names an area too large. Write at least %(least)s digits."),
    "ODD_DIGITS": gettext_noop("%(text)s needs as many digits to the east as to the north."),
    "NOT_ON_GRID": gettext_noop("%(text)s: there is no such square."),
    "POLAR_GRID": gettext_noop("%(text)s lies in a polar zone, which is not read here."),
    "NO_SUCH_CODE": gettext_noop("%(text)s is not a complete plus code."),
    "SHORT_CODE": gettext_noop("%(text)s is a short code. Add the name of the place it belongs to."),
    "UNKNOWN_REFERENCE": gettext_noop(
        "%(reference)s is not a place known here. Choose the place it is measured from."
    ),
    "NO_REFERENCE": gettext_noop("No place to count from was written. Choose the place it is measured from."),
    "THREE_WORDS": gettext_noop(
        "%(text)s: addresses of three words are not read here. Copy the coordinates instead."
    ),
    "SHORT_LINK": gettext_noop(
        "%(text)s: a short link holds no position, and no link is opened here. Copy the coordinates."
    ),
    "UNNAMED_GRID": gettext_noop(
        "Which grid are these metres on? Write EPSG:5186, EPSG:5181 or UTM-K before them."
    ),
    "NO_GRID_ZONE": gettext_noop("Which grid zone is %(text)s in? Write it before the letters, such as 52S."),
    "NO_UTM_ZONE": gettext_noop("Which UTM zone are these metres in? Write it with them, such as 52N."),
    "CLOCK_DIRECTION": gettext_noop(
        "A direction by the clock depends on which way one looked. Write a compass direction, such as north-east 300 m."
    ),
    "NO_UNIT": gettext_noop("Which unit is %(value)s? Write m, km or NM."),
    # words that stand in the sentences above
    "latitude": gettext_noop("latitude"),
    "longitude": gettext_noop("longitude"),
    "minutes": gettext_noop("minutes"),
    "seconds": gettext_noop("seconds"),
    "distance": gettext_noop("distance"),
    "bearing": gettext_noop("bearing"),
    "north": gettext_noop("north"),
    "north-north-east": gettext_noop("north-north-east"),
    "north-east": gettext_noop("north-east"),
    "east-north-east": gettext_noop("east-north-east"),
    "east": gettext_noop("east"),
    "east-south-east": gettext_noop("east-south-east"),
    "south-east": gettext_noop("south-east"),
    "south-south-east": gettext_noop("south-south-east"),
    "south": gettext_noop("south"),
    "south-south-west": gettext_noop("south-south-west"),
    "south-west": gettext_noop("south-west"),
    "west-south-west": gettext_noop("west-south-west"),
    "west": gettext_noop("west"),
    "west-north-west": gettext_noop("west-north-west"),
    "north-west": gettext_noop("north-west"),
    "north-north-west": gettext_noop("north-north-west"),
}
