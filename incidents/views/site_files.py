"""Taking sites and zones in from an office's own file: looked at first, stored when a person says so."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from incidents.access import Action
from incidents.rendering.map_words import map_words
from incidents.views.gate import needs
from incidents.views.site_map import map_content, map_round
from sites.errors import FileRefused
from sites.geometry import Point
from sites.models import ProtectedSite, Zone
from sites.services import ImportOutcome, RowVerdict, import_sites, unsaved_of

MAX_BYTES = 3_000_000
# What is carried in the page must fit into one request with its form.
MAX_CARRIED = 900_000
MAX_AGE_S = 3600
# Rows are tried one by one in one transaction, for which other writers wait: a few seconds.
# Looking through a file holds the one writer of SQLite; a thousand rows take some three seconds.
MOST_ROWS = 1_000
ROWS_SHOWN = 1_000
MIDDLE = Point(lat=36.0, lon=127.8)


class SmallFileHandler(FileUploadHandler):
    """Keep one small file in memory; nothing is written to the disk before its sender has looked at it."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.received = bytearray()
        self.is_too_large = False

    def new_file(self, *arguments: Any, **options: Any) -> None:
        """Begin anew: of several files the last one counts."""
        super().new_file(*arguments, **options)
        self.received = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Collect until it is too much."""
        self.is_too_large = self.is_too_large or start + len(raw_data) > MAX_BYTES
        if not self.is_too_large:
            self.received += raw_data
        return None

    def file_complete(self, file_size: int) -> SimpleUploadedFile | None:
        """Hand the file over."""
        return SimpleUploadedFile(self.file_name or "file", bytes(self.received))


@csrf_exempt  # the form token is checked below, once the upload has a place to go to
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.EDIT_SITES)
def registry_file(request: HttpRequest) -> HttpResponseBase:
    """Show the form; a file is answered with a verdict for each row, and stored on the second word."""
    if request.method != "POST":
        return _page(request)
    handler = SmallFileHandler(request)
    request.upload_handlers = [handler]
    return _posted(request, handler)


@csrf_protect
def _posted(request: HttpRequest, handler: SmallFileHandler) -> HttpResponse:
    try:
        file, carried = request.FILES.get("file"), request.POST.get("carried", "")
    except (MultiPartParserError, RequestDataTooBig, OSError):
        return _page(request, problem=_("The file did not arrive whole. Send it again."), status=400)
    if handler.is_too_large:
        return _page(request, problem=_too_large(), status=413)
    if file is not None:
        return _preview(request, file.read(), file.name or "")
    if carried:
        return _confirm(request, carried)
    return _page(request, problem=_("No file came with the form. Choose one."), status=400)


def _preview(request: HttpRequest, content: bytes, name: str) -> HttpResponse:
    by: Any = request.user
    try:
        outcome = import_sites(
            sites=content, by=by, file_name=name, dry_run=True, table_of_sites=None, most_rows=MOST_ROWS
        )
    except FileRefused as error:
        return _page(request, problem=str(error), status=400)
    carried = _pack(by.pk, content, name)
    if len(carried) > MAX_CARRIED:
        return _page(request, problem=_too_large(), status=413)
    return _page(request, outcome=outcome, carried=carried, name=name)


def _confirm(request: HttpRequest, carried: str) -> HttpResponse:
    by: Any = request.user
    try:
        content, name = _unpack(by.pk, carried)
    except (signing.BadSignature, ValueError, zlib.error, binascii.Error):
        words = _("The preview is older than an hour or belongs to another account. Choose the file again.")
        return _page(request, problem=words, status=400)
    is_strict = "strict" in request.POST
    outcome = import_sites(sites=content, by=by, file_name=name, strict=is_strict, table_of_sites=None)
    if not outcome.is_stored:
        return _page(request, outcome=outcome, carried=carried, name=name, is_strict=True, status=409)
    messages.success(
        request,
        _("%(sites)d sites and %(zones)d zones were stored or changed; %(refused)d rows stayed outside.")
        % {
            "sites": outcome.sites.new + outcome.sites.changed,
            "zones": outcome.zones.new + outcome.zones.changed,
            "refused": sum(row.verdict == "refused" for row in outcome.rows),
        },
    )
    return redirect("incidents:site-list")


def _page(
    request: HttpRequest,
    *,
    outcome: ImportOutcome | None = None,
    carried: str = "",
    name: str = "",
    problem: str = "",
    is_strict: bool = False,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"problem": problem, "name": name, "carried": carried, "is_strict": is_strict}
    if outcome is not None:
        context |= _outcome(request, outcome)
    return render(request, "sites/registry_file.html", context, status=status)


def _outcome(request: HttpRequest, outcome: ImportOutcome) -> dict[str, Any]:
    # What needs a look comes first.
    order = {"refused": 0, "changed": 1, "new": 2, "unchanged": 3}
    rows = sorted(outcome.rows, key=lambda row: order[row.verdict])
    drawn = [thing for row in rows[:ROWS_SHOWN] if (thing := unsaved_of(row)) is not None]
    sites = [thing for thing in drawn if isinstance(thing, ProtectedSite)]
    zones = [(thing.site.code, thing) for thing in drawn if isinstance(thing, Zone)]
    return {
        "outcome": outcome,
        "rows": [_row(row) for row in rows[:ROWS_SHOWN]],
        "n_more": max(0, len(rows) - ROWS_SHOWN),
        "n_refused": sum(row.verdict == "refused" for row in rows),
        "n_to_store": sum(row.verdict in ("new", "changed") for row in rows),
        "map": map_round(request, sites[0].point if sites else MIDDLE, zoom=7) if drawn else None,
        "map_content": map_content(sites, zones, []),
        "map_words": map_words(),
    }


def _row(row: RowVerdict) -> dict[str, Any]:
    values = row.values
    return {
        "number": row.number,
        "is_zone": row.table == "zones",
        "verdict": row.verdict,
        "fields": row.fields,
        "code": values.get("site") or values.get("code") or "",
        "name": values.get("name_ko") or values.get("name_en") or values.get("kind") or "",
        "reasons": [f"{refusal.field}: {refusal.value} {refusal.advice}" for refusal in row.refusals],
    }


def _signer(account_id: int) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"incidents.registry-file.{account_id}")


def _pack(account_id: int, content: bytes, name: str) -> str:
    packed = base64.urlsafe_b64encode(
        zlib.compress(name[-80:].encode("utf-8", "replace") + b"\n" + content, 9)
    )
    return _signer(account_id).sign(packed.decode())


def _unpack(account_id: int, carried: str) -> tuple[bytes, str]:
    packed = _signer(account_id).unsign(carried, max_age=MAX_AGE_S)
    name, content = zlib.decompress(base64.urlsafe_b64decode(packed)).split(b"\n", 1)
    return content, name.decode("utf-8", "replace")


def _too_large() -> str:
    return _(
        "The file is too large for this page (about 3 MB). Ask the operator for import_sites, or split it."
    )
