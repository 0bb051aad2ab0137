"""Verbs of the registry: each is one transaction with its audit row; the caller has authorised it."""

from sites.services.importing import ImportOutcome, Refusal, Tally, import_sites
from sites.services.registry import (
    change_site,
    change_zone,
    draw_zone,
    register_site,
    retire_site,
)

__all__ = [
    "ImportOutcome",
    "Refusal",
    "Tally",
    "change_site",
    "change_zone",
    "draw_zone",
    "import_sites",
    "register_site",
    "retire_site",
]
