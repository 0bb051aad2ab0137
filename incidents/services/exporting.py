"""The register of everything that leaves: written before the first row goes, completed after the last."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from incidents.access import Action, Reader
from incidents.enums import AuditAction
from incidents.errors import ExportRefused, NotAllowed
from incidents.models import Account, ApiToken, Dissemination
from incidents.services.audit import record_event
from incidents.services.text_scan import scan_text

# What the register can hold.
LONGEST = {"purpose": 200, "legal_ground": 200, "recipient": 120}


@dataclass(frozen=True, slots=True)
class Ground:
    """Why something may leave, and to whom it goes."""

    purpose: str
    legal_ground: str
    recipient: str


@dataclass(frozen=True, slots=True)
class Cut:
    """What one answer is cut from: enough to cut it again."""

    resource: str
    format: str
    query: str
    fields_set: str
    tlp: str
    dataset_version: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a finished body amounts to."""

    n_rows: int
    sha256: str


def ground_of(token: ApiToken) -> Ground:
    """Return the ground that was fixed when the token was issued."""
    return Ground(purpose=token.purpose, legal_ground=token.legal_ground, recipient=token.recipient)


def require_export(reader: Reader) -> None:
    """Refuse a reader whose roles do not cover taking anything out."""
    if not reader.may(Action.EXPORT):
        raise NotAllowed(
            _("Only analysts, releasers and their tokens take records out. Your roles do not cover this.")
        )


def check_ground(ground: Ground) -> None:
    """Refuse a ground with a blank, an overlong or a revealing part."""
    problems = {}
    for name in LONGEST:
        text, most = getattr(ground, name), LONGEST[name]
        if not text.strip():
            problems[name] = _("%(field)s is missing. An export is registered with it.") % {"field": name}
        elif len(text) > most:
            problems[name] = _("%(field)s is longer than %(most)d characters.") % {
                "field": name,
                "most": most,
            }
    if problems:
        raise ExportRefused(problems)
    for name in LONGEST:
        scan_text(name, getattr(ground, name))


@transaction.atomic
def register_export(
    *,
    by: Account,
    reader: Reader,
    ground: Ground,
    cut: Cut,
    key: UUID | None = None,
    sealed: Sealed | None = None,
) -> Dissemination:
    """Register an export with its audit event; `sealed` is given when the whole body is known already."""
    require_export(reader)
    check_ground(ground)
    for words in parse_qs(cut.query).get("q", ()):
        scan_text("q", words)
    export = Dissemination.objects.create(
        uuid=key or uuid4(), by=by, token_id=reader.token_id,
        purpose=ground.purpose, legal_ground=ground.legal_ground, recipient=ground.recipient,
        resource=cut.resource, format=cut.format, query=cut.query, fields_set=cut.fields_set, tlp=cut.tlp,
        dataset_version=cut.dataset_version, is_complete=sealed is not None,
        n_rows=sealed.n_rows if sealed else None, sha256=sealed.sha256 if sealed else "",
    )  # fmt: skip
    record_event(
        by=by, action=AuditAction.EXPORT_MADE, object_type="export", object_key=str(export.uuid),
        detail={"resource": cut.resource, "format": cut.format, "tlp": cut.tlp, "dataset_version": cut.dataset_version},
    )  # fmt: skip
    return export


def seal(body: bytes, n_rows: int) -> Sealed:
    """Return count and hash of a body that lies in memory."""
    return Sealed(n_rows=n_rows, sha256=hashlib.sha256(body).hexdigest())


def counted(export: Dissemination, parts: Iterable[tuple[bytes, int]]) -> Iterator[bytes]:
    """Pass a streamed body on and complete its register row after the end.

    `parts` are pairs of bytes and the number of rows in them. A stream that broke off keeps `is_complete` false
    beside the rows that had gone by then.
    """
    digest, n_rows, is_complete = hashlib.sha256(), 0, False
    try:
        for part, rows in parts:
            digest.update(part)
            n_rows += rows
            yield part
        is_complete = True
    finally:
        Dissemination.objects.filter(pk=export.pk).update(
            n_rows=n_rows, sha256=digest.hexdigest() if is_complete else "", is_complete=is_complete
        )
