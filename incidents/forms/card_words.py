"""The big buttons of the phone card: what a duty officer would call it, and the code that is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from incidents.enums import ActionType, Behaviour, EquipmentCategory, Media, PhotoIndicator


@dataclass(frozen=True, slots=True)
class Seen:
    """One button of the third question: a behaviour, and the medium if the button says which."""

    words: Any
    behaviour: str
    medium: str = ""


SEEN: dict[str, Seen] = {
    "PHOTOGRAPHS": Seen(pgettext_lazy("seen", "Photographs"), Behaviour.PHOTO, Media.STILL),
    "FILMS": Seen(pgettext_lazy("seen", "Films"), Behaviour.PHOTO, Media.VIDEO),
    "FLIES_DRONE": Seen(pgettext_lazy("seen", "Flies a drone"), Behaviour.AVIATION),
    "OBSERVES": Seen(pgettext_lazy("seen", "Observes"), Behaviour.SURVL),
    "TRIES_TO_ENTER": Seen(pgettext_lazy("seen", "Enters or tries to"), Behaviour.INTRSN),
    "TESTS_SECURITY": Seen(pgettext_lazy("seen", "Tests our security"), Behaviour.TESTSEC),
    "ASKS": Seen(pgettext_lazy("seen", "Asks about the site"), Behaviour.ELICIT),
}
_FIRST_INDICATORS = {
    PhotoIndicator.AIRCRAFT_VESSEL_MOVEMENT: _("Of aircraft or ships moving"),
    PhotoIndicator.RESTRICTED_VIEW: _("Of fence, camera or post"),
    PhotoIndicator.ACCESS_POINT: _("Of an entrance"),
    PhotoIndicator.SECURITY_PERSONNEL: _("Of our staff"),
    PhotoIndicator.CONCEALED: _("Hidden"),
    PhotoIndicator.NONE_OBSERVED: _("None of these"),
}
_FIRST_EQUIPMENT = {
    EquipmentCategory.PHONE: pgettext_lazy("equipment", "Phone"),
    EquipmentCategory.UNKNOWN: _("Camera"),
    EquipmentCategory.TELEPHOTO: _("Long lens"),
    EquipmentCategory.TRIPOD: _("Tripod"),
    EquipmentCategory.UAS: _("Drone"),
    EquipmentCategory.VIDEO_CAMERA: _("Video camera"),
    EquipmentCategory.BINOCULAR_SCOPE: _("Binoculars"),
    EquipmentCategory.TWO_WAY_RADIO: _("Radio"),
}
_FIRST_ACTIONS = {
    ActionType.ASKED_TO_LEAVE: _("Asked to leave"),
    ActionType.POLICE_CALLED: _("Police called"),
    ActionType.ID_CHECK: _("Identity checked"),
    ActionType.RELEASED: _("Let go"),
}
Options = list[tuple[str, Any]]


def seen_first() -> Options:
    """Return the buttons of the third question."""
    return [(code, seen.words) for code, seen in SEEN.items()]


def behaviours_more() -> Options:
    """Return the behaviours that no button stands for."""
    return _rest(Behaviour, {seen.behaviour for seen in SEEN.values()})


def indicators_first() -> Options:
    """Return the indicators asked about at once."""
    return list(_FIRST_INDICATORS.items())


def indicators_more() -> Options:
    """Return the other indicators."""
    return _rest(PhotoIndicator, _FIRST_INDICATORS)


def equipment_first() -> Options:
    """Return the equipment seen most often."""
    return list(_FIRST_EQUIPMENT.items())


def equipment_more() -> Options:
    """Return the other equipment."""
    return _rest(EquipmentCategory, _FIRST_EQUIPMENT)


def actions_first() -> Options:
    """Return what is done most often."""
    return list(_FIRST_ACTIONS.items())


def actions_more() -> Options:
    """Return what else can have been done."""
    return _rest(ActionType, _FIRST_ACTIONS)


def _rest(codes: type[TextChoices], shown: Iterable[str]) -> Options:
    known = set(shown)
    return [(code, words) for code, words in codes.choices if code not in known]
