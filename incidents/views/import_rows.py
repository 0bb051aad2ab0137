"""The preview's page: counts by verdict, the rows of one kind, what may enter, and where they lie."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from incidents.access import Reader, reader_of
from incidents.forms.imports import ChoicesForm, PreviewFilter
from incidents.models import StagedImport
from incidents.records import IncidentRecord
from incidents.rendering.import_words import FLAGS, VERDICTS, kind_words
from incidents.rendering.maps import BasemapConfig, Bounds, draw_map
from incidents.selectors.imports import matched
from incidents.selectors.staged_files import ALL, Preview, PreviewRow
from incidents.services.importing import Choices, Verdict
from incidents.services.importing.mapping import Mapping
from incidents.services.staging import choices_of, n_ticked, preview_of, table_of
from incidents.views.paging import PAGE_SIZE, Page, page_of
from sites.geometry import Point
from sites.models import ProtectedSite
from sites.selectors import all_sites

CENTRE, ZOOM = Point(lat=36.0, lon=127.8), 6
WORLD = Bounds(Point(lat=-85.0, lon=-180.0), Point(lat=85.0, lon=180.0))
# "row 12" in any language; the number of a report has more than one number in it
_ROW_OF_THE_FILE = re.compile(r"\D*(\d+)\D*", re.ASCII)


def preview_page(
    request: HttpRequest, staged: StagedImport, form: ChoicesForm, *, status: int = 200
) -> HttpResponse:
    """Compose the preview."""
    preview = preview_of(staged)
    counts = preview.counts()
    asked = PreviewFilter(request.GET)
    wanted = asked.cleaned_data if asked.is_valid() else {}
    known = wanted.get("kind") in counts or wanted.get("kind") in VERDICTS or wanted.get("kind") in FLAGS
    kind = wanted.get("kind") if known else ALL
    page = _page(request, preview, str(kind), counts, wanted.get("row"))
    rows = preview.page(str(kind), page.rows)
    choices = choices_of(staged)
    context = {
        "staged": staged,
        "counts": counts,
        "facets": _facets(counts, VERDICTS, always=True),
        "marks": _facets(counts, FLAGS, always=False),
        "kind": kind,
        "kind_words": kind_words(str(kind)),
        "page": page,
        "rows": _shown(rows, reader_of(request.user), choices),  # type: ignore[arg-type]
        "chosen_row": wanted.get("row"),
        "form": form,
        "place": {"kind": kind, "page": page.number},
        "n_ticked": n_ticked(staged, choices),
        "n_enter": counts.get("new", 0),
        "mapping_name": Mapping.from_json(staged.mapping).name,
        "table": table_of(staged),
        "map": _map(request),
        "step": 3,
    }
    return render(request, "incidents/import_preview.html", context, status=400 if page.error else status)


def _page(
    request: HttpRequest, preview: Preview, kind: str, counts: dict[str, int], row_number: int | None
) -> Page:
    """Read the page from the address, or turn to the one that holds a row."""
    query = request.GET.copy()
    query.pop("row", None)
    position = preview.position_of(kind, row_number) if row_number else None
    if position is not None:
        query["page"] = str(position // PAGE_SIZE + 1)
    return page_of(query, counts.get(kind, 0))


def _facets(counts: dict[str, int], words: Any, *, always: bool) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "words": str(text), "n": counts.get(kind, 0)}
        for kind, text in words.items()
        if always or counts.get(kind)
    ]


def _shown(rows: list[PreviewRow], reader: Reader, choices: Choices) -> list[dict[str, Any]]:
    """Put beside each row its site, its marks in words, and the report it likely repeats."""
    sites = {site.code: site for site in all_sites()}
    reports = matched([number for row in rows for number in (row.match, row.number) if number], reader=reader)
    return [_row(row, sites.get(row.site_code), reports, choices) for row in rows]


def _row(
    row: PreviewRow, site: ProtectedSite | None, reports: dict[str, IncidentRecord], choices: Choices
) -> dict[str, Any]:
    told = row.told or {}
    same_file = _ROW_OF_THE_FILE.fullmatch(row.match)
    return {
        "row": row,
        "told": told,
        "until": told.get("date", "").partition("/")[2],
        "is_likely_known": row.verdict == Verdict.DUPLICATE,
        "is_ticked": choices.enters(row.row_number),
        "words": kind_words(row.verdict),
        "flags": [kind_words(flag) for flag in row.flags],
        "site": site,
        "report": reports.get(row.match) or reports.get(row.number),
        "match_row": int(same_file.group(1)) if same_file else None,
    }


def _map(request: HttpRequest) -> Any:
    return draw_map(
        centre=CENTRE, zoom=ZOOM, bounds=WORLD, basemap=BasemapConfig(), nonce=str(request.csp_nonce),  # type: ignore[attr-defined]
        language=translation.get_language() or "en",
    )  # fmt: skip
