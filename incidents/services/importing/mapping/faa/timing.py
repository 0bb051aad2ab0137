"""When a report says it was: a time and the letter of its zone, and the state whose clocks they are."""

from __future__ import annotations

import re
from dataclasses import replace
from zoneinfo import ZoneInfo

from incidents.services.importing.mapping.dates import Clock, Told
from incidents.services.importing.mapping.states import State, state_named

_TIME = re.compile(
    r"/[^/]{0,30}?\b(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s?(?P<letter>[A-Z])\b(?=[^/]{0,25}[/,])"
)
_ZONES = {
    "E": "America/New_York", "C": "America/Chicago", "M": "America/Denver", "P": "America/Los_Angeles",
    "A": "America/Anchorage", "H": "Pacific/Honolulu", "Z": "UTC",
}  # fmt: skip
# States whose clocks differ from what the letter says, or that write L for their own.
_ZONES_OF_STATES = {
    "PR": "America/Puerto_Rico", "VI": "America/Puerto_Rico", "HI": "Pacific/Honolulu", "AK": "America/Anchorage",
    "GU": "Pacific/Guam", "MP": "Pacific/Guam", "AS": "Pacific/Pago_Pago",
}  # fmt: skip
_LONGEST_STATE = 80
_PLACE_IN_TEXT = re.compile(
    r"(?:^|:)\s*(?P<city>[A-Z][A-Z .'/-]{1,40}),\s*(?P<state>[A-Z]{2,20}(?: [A-Z]{2,20})?)\s*[/(:]"
)


def place_told(text: str) -> tuple[str, str]:
    """Return city and state that a text opens with, "ATLANTA, GA/"; blank where it opens otherwise."""
    match = _PLACE_IN_TEXT.search(text[:200])
    return (match["city"].strip(), match["state"]) if match else ("", "")


def state_of(cell: str, text: str) -> State | None:
    """Return the state that the column names, alone or behind a city, or that the text opens with."""
    cell = cell[:_LONGEST_STATE]
    return state_named(cell) or state_named(re.split(r"[,/]", cell)[-1]) or state_named(place_told(text)[1])


def time_in_text(text: str, state: State | None) -> tuple[Clock | None, ZoneInfo | None]:
    """Return the time that the text opens with, and the zone of its letter; no time where the zone is not sure."""
    match = _TIME.search(text[:250])
    if match is None:
        return None, None
    zone = _zone_of(match["letter"], state)
    if zone is None:
        return None, None
    return Clock(int(match["hour"]) * 60 + int(match["minute"])), zone


def without_clock(told: Told) -> Told:
    """Return a day without the time of its cell: some years' tables round it, and none says its zone."""
    return replace(told, clock=None) if told.clock is not None else told


def _zone_of(letter: str, state: State | None) -> ZoneInfo | None:
    if state is not None and letter in "LAH" and state.code in _ZONES_OF_STATES:
        return ZoneInfo(_ZONES_OF_STATES[state.code])
    if state is not None and state.code == "AZ" and letter == "M":
        return ZoneInfo("America/Phoenix")
    name = _ZONES.get(letter)
    return ZoneInfo(name) if name else None
