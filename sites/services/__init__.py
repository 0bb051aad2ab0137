"""Verbs of the registry: each is one transaction with its audit row; the caller has authorised it."""

from sites.services.importing import import_sites
from sites.services.outcomes import ImportOutcome, Refusal, RowVerdict, Tally
from sites.services.packaged import LoadOutcome, Offer, Verdict, load_packaged, offers_of
from sites.services.packaged_words import left_out_words, remark_words
from sites.services.previewing import unsaved_of
from sites.services.registry import (
    change_site,
    change_zone,
    draw_zone,
    register_site,
    retire_site,
)
from sites.services.zones import merge_site, redraw_zone

__all__ = [
    "ImportOutcome",
    "LoadOutcome",
    "Offer",
    "Refusal",
    "RowVerdict",
    "Tally",
    "Verdict",
    "change_site",
    "change_zone",
    "draw_zone",
    "import_sites",
    "left_out_words",
    "load_packaged",
    "merge_site",
    "offers_of",
    "redraw_zone",
    "register_site",
    "remark_words",
    "retire_site",
    "unsaved_of",
]
