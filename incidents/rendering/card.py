"""What the phone card says back: how a place was understood, and which reports may be of the same event."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.records import IncidentRecord
from incidents.rendering.comparing import HowNear, near_words
from incidents.rendering.dates import when_words
from incidents.rendering.figures import distance_words, length_words
from incidents.rendering.labels import label, summary_of
from sites.geometry import Point, distance_m

# Braces are filled in by the page.
_WORDS = {
    "saved": gettext_lazy("Saved {time}."),
    "saved_here": gettext_lazy("Saved {time} on this device."),
    "saved_but": gettext_lazy("Saved {time}, but for what is marked below."),
    "saving": gettext_lazy("Saving …"),
    "sending": gettext_lazy("Sending …"),
    "sent": gettext_lazy("Sent {time} as {number}."),
    "not_sent": gettext_lazy("Not sent: no connection. It will be sent when the link is back."),
    "not_saved": gettext_lazy("Not saved: no connection. Keep this page open; it will be saved when the link is back."),
    "kept_here": gettext_lazy("Saved {time} on this device. No connection; it will go out by itself."),
    "signed_out": gettext_lazy("You are signed out. What you typed is kept here. Sign in and it goes out by itself."),
    "other_person": gettext_lazy("Somebody else is signed in now. Sign in as yourself; what you typed is kept here."),
    "failed": gettext_lazy("The server could not take it just now. What you typed is kept; it is tried again."),
    "refused": gettext_lazy("Not sent. Look at what is marked."),
    "check": gettext_lazy("Not sent yet. Answer the question below."),
    "sent_before": gettext_lazy(
        "Sent {time} as {number}, without your last words. They stay here as a new draft: take {number} back to add"
        " them, or send them as a report of their own."
    ),
    "kept_apart": gettext_lazy(
        "This draft was changed on another page or device. What stands here goes on as a draft of its own; the other"
        " one is under your reports."
    ),
    "beside": gettext_lazy("Beside this card"),
    "this_card": gettext_lazy("This card"),
    "field": gettext_lazy("Field"),
    "same": gettext_lazy("It is this one"),
    "sent_elsewhere": gettext_lazy("This report was sent already as {number}."),
    "now": gettext_lazy("Today, now. The date is checked over midnight."),
    "today": gettext_lazy("Today, {day}, {ago}."),
    "yesterday": gettext_lazy("Yesterday, {day}, {ago}."),
    "that_day": gettext_lazy("{day}."),
    "ahead": gettext_lazy("{time} has not come yet. Was it yesterday, {time}?"),
    "ahead_day": gettext_lazy("That day has not come yet. Check the date."),
    "unknown": gettext_lazy("The time is not known. That is an answer, too."),
    "minutes_ago": gettext_lazy("{n} min ago"),
    "hours_ago": gettext_lazy("{n} h ago"),
    "day_only": gettext_lazy("time of day not known"),
    "last_used": gettext_lazy("From your last report"),
    "away": gettext_lazy("{km} km away"),
    "not_open": gettext_lazy("did not stand on that day"),
    "no_site": gettext_lazy("No site has this name. Try another spelling, or send with a point."),
    "position_wait": gettext_lazy("Asking this phone where it is …"),
    "position_failed": gettext_lazy("This phone does not say where it is. Words are enough."),
    "read_as": gettext_lazy("Read as {position}"),
    "words_kept": gettext_lazy("Kept as told. No point is guessed from it."),
}  # fmt: skip


def card_words() -> dict[str, str]:
    """Return the sentences of the card in the page's language."""
    return {key: str(words) for key, words in _WORDS.items()}


def place_words(
    *,
    site_point: Point | None,
    site_name: str,
    point: Point,
    distance: float | None,
    uncertainty_m: float | None,
    relation: str,
    is_approximate: bool,
) -> list[str]:
    """Return how far a point lies from the zone line and on which side, or from the site where no zone is drawn."""
    if distance is not None:
        return _zone_words(distance, uncertainty_m, relation, is_approximate)
    if site_point is None:
        return [_("No site is chosen or near; the point is kept.")]
    away = length_words(distance_m(point, site_point))
    said = _("%(distance)s from the public reference point of %(site)s") % {
        "distance": away,
        "site": site_name,
    }
    return [said, _("No zone is drawn there: zone relation unknown.")]


def _zone_words(
    distance: float, uncertainty_m: float | None, relation: str, is_approximate: bool
) -> list[str]:
    said = _("%(distance)s from the zone line; zone relation: %(relation)s") % {
        "distance": distance_words(distance, uncertainty_m),
        "relation": label("zone_relation", relation or "UNKNOWN"),
    }
    notes = []
    if uncertainty_m is None:
        notes.append(_("Say how exact the point is, and the side of the line can be told."))
    elif relation == "UNKNOWN":
        notes.append(_("The uncertainty reaches across the line."))
    if is_approximate:
        notes.append(_("Zone approximate: no legal conclusion."))
    return [said, *notes]


def same_event_words(record: IncidentRecord, near: HowNear) -> list[str]:
    """Return another report in a few lines: which and when, how near it lies, and what it says."""
    first = f"{record.number}, {when_words(record)}, {label('status', record.status)}"
    return [first, "; ".join(near_words(near)), summary_of(record)]
