"""What the commands that load airports and ports share: options, and telling what would become of each place."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sites.management.accounts import account_named
from sites.packages import PackagedPlace, countries_of
from sites.services import LoadOutcome, Offer, Verdict, left_out_words, load_packaged, offers_of, remark_words


def add_common_arguments(parser: ArgumentParser) -> None:
    """Add what both commands understand."""
    parser.add_argument("--country", required=True, help="two letters, such as KR")
    parser.add_argument("--by", metavar="USERNAME", help="the account that the audit trail names")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen; store nothing")
    parser.add_argument("--only", metavar="CODES", help="only these codes of the list, joined by commas")
    parser.add_argument(
        "--also",
        metavar="CODES",
        default="",
        help="codes that were left out or stand near a site, joined by commas",
    )
    parser.add_argument(
        "--add-aliases", action="store_true", help="give sites that are there the names and codes they lack"
    )


def load(
    command: BaseCommand, places: Sequence[PackagedPlace], options: dict[str, Any], *, stores: bool
) -> LoadOutcome:
    """Tell the verdict of every place, and store what was asked for."""
    wanted = _codes(options["only"] or "")
    places = [place for place in places if not wanted or place.code in wanted]
    also = _codes(options["also"])
    _refuse_unknown(wanted | also, {place.code for place in places})
    _refuse_doubled(also, places)
    offers = offers_of(places)
    for offer in offers:
        _tell(command, offer, is_asked_for=offer.place.code in also)
    chosen = {offer.place.code for offer in offers if offer.verdict == Verdict.NEW} | also
    more = {offer.place.code for offer in offers} if options["add_aliases"] else set()
    outcome = load_packaged(offers=offers, chosen=chosen, name_more=more, by=account_named(options["by"])) if stores \
        else LoadOutcome()  # fmt: skip
    _sum_up(command, offers, outcome, stores=stores)
    return outcome


def country_of(options: dict[str, Any], list_name: str) -> str:
    """Return the country, if the list has it."""
    country = str(options["country"]).upper()
    known = countries_of(list_name)
    if country not in known:
        raise CommandError(
            _("“%(country)s” is not a country of the list. Known are: %(known)s.")
            % {"country": options["country"], "known": ", ".join(known)}
        )
    return country


def _codes(text: str) -> set[str]:
    return {code.strip().upper() for code in text.split(",") if code.strip()}


def _refuse_unknown(asked: set[str], known: set[str]) -> None:
    unknown = sorted(asked - known)
    if unknown:
        raise CommandError(
            _("“%(code)s” is not a code of this list and country. A dry run shows the codes.")
            % {"code": unknown[0]}
        )


def _refuse_doubled(asked: set[str], places: Sequence[PackagedPlace]) -> None:
    doubled = sorted(place.code for place in places if place.code in asked and place.is_doubled)
    if doubled:
        raise CommandError(
            _(
                "“%(code)s” stands twice in the list, and which of the two is right is unknown. Add the site by hand."
            )
            % {"code": doubled[0]}
        )


def _tell(command: BaseCommand, offer: Offer, *, is_asked_for: bool) -> None:
    place = offer.place
    line = f"{place.code}  {place.name_en} / {place.name_ko}  {place.point.lat:.4f}, {place.point.lon:.4f}"
    words = _("asked for") if is_asked_for else _verdict_words(offer)
    remark = remark_words(place.remark)
    command.stdout.write("  ".join(filter(None, [line, words, remark])))
    if offer.missing_aliases:
        command.stdout.write(
            "      " + _("names it lacks: %(names)s") % {"names": ", ".join(offer.missing_aliases)}
        )


def _verdict_words(offer: Offer) -> str:
    if offer.verdict == Verdict.THERE and offer.site is not None:
        return _("already there as %(code)s") % {"code": offer.site.code}
    if offer.verdict == Verdict.NEAR and offer.site is not None:
        return _("near %(code)s, %(metres)d m: not entered unless asked for") % {
            "code": offer.site.code, "metres": round(offer.distance_m or 0),
        }  # fmt: skip
    if offer.verdict == Verdict.LEFT_OUT:
        return _("left out: %(why)s") % {"why": left_out_words(offer.place.left_out)}
    return _("new")


def _sum_up(command: BaseCommand, offers: Sequence[Offer], outcome: LoadOutcome, *, stores: bool) -> None:
    counted = Counter(offer.verdict for offer in offers)
    command.stdout.write(
        _("%(new)d new, %(there)d already there, %(near)d near a site, %(out)d left out.")
        % {
            "new": counted[Verdict.NEW], "there": counted[Verdict.THERE], "near": counted[Verdict.NEAR],
            "out": counted[Verdict.LEFT_OUT],
        }
    )  # fmt: skip
    reasons = Counter(offer.place.left_out for offer in offers if offer.verdict == Verdict.LEFT_OUT)
    for reason, n in reasons.most_common():
        command.stdout.write(f"  {n}: {left_out_words(reason)}")
    for code, problem in outcome.refusals:
        command.stderr.write(f"{code}: {problem}")
    if stores:
        command.stdout.write(
            _("Stored: %(new)d sites, further names for %(renamed)d.")
            % {"new": len(outcome.registered), "renamed": len(outcome.renamed)}
        )
    else:
        command.stdout.write(_("Nothing was stored."))
