"""From rows to an answer: register, then send; in one piece if bounded, as a stream if it is a whole log."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import orjson
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import parse_etags

from incidents.access import Reader
from incidents.api.negotiation import MEDIA_TYPES
from incidents.api.pagination import next_address, write_cursor
from incidents.api.params import Shape
from incidents.api.resources import Resource
from incidents.models import Account
from incidents.rendering import geojson, tables
from incidents.selectors.editions import registry_edition
from incidents.selectors.labels import highest_label, labels_up_to
from incidents.selectors.releases import Row, in_chunks
from incidents.services.exporting import Cut, Ground, counted, register_export, seal

# Changes whenever rows are shaped differently, so that no client keeps an answer of an older shape.
SHAPE_EDITION = "1"


@dataclass(frozen=True, slots=True)
class Asking:
    """One request, read and checked."""

    request: HttpRequest
    account: Account
    reader: Reader
    ground: Ground
    resource: Resource
    shape: Shape
    filters: dict[str, list[str]]
    query: str
    ceiling: str
    dataset_version: str
    as_of: dt.datetime

    def cut(self, label: str) -> Cut:
        """Return what the register keeps of the answer."""
        return Cut(
            resource=self.resource.name, format=self.shape.format, query=self.query,
            fields_set=f"{self.resource.name}-v1", tlp=label, dataset_version=self.dataset_version,
        )  # fmt: skip

    def meta(self, label: str, export: UUID) -> dict[str, Any]:
        """Return what an answer says of itself."""
        return {
            "resource": self.resource.name,
            "label": f"TLP:{label}",
            "ceiling": f"TLP:{self.ceiling}",
            "as_of": moment(self.as_of),
            "dataset_version": self.dataset_version,
            "filters": self.filters,
            "export": str(export),
        }


def moment(at: dt.datetime) -> str:
    """Return a moment in UTC to the second."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def answer_page(asking: Asking, rows: QuerySet[Any]) -> HttpResponse:
    """Answer one bounded part of a list; its register row is complete before it leaves."""
    limit = asking.shape.limit or 1
    read = asking.resource.begin(asking.reader, asking.ceiling)
    found = [row for _key, row in read(rows.filter(pk__gt=asking.shape.after).order_by("pk")[: limit + 1])]
    has_more, found = len(found) > limit, found[:limit]
    links = {"self": asking.request.build_absolute_uri()}
    if has_more:
        cursor = write_cursor(asking.resource, found[-1][asking.resource.key])
        links["next"] = next_address(asking.request, cursor)
    return _answer_rows(asking, found, links)


def answer_one(asking: Asking, row: Row) -> HttpResponse:
    """Answer a single record."""
    return _answer_rows(asking, [row], {"self": asking.request.build_absolute_uri()}, is_one=True)


def _answer_rows(
    asking: Asking, rows: list[Row], links: dict[str, str], *, is_one: bool = False
) -> HttpResponse:
    label = highest_label(row["tlp"] for row in rows if "tlp" in row)
    export = uuid4()
    about = {"meta": asking.meta(label, export) | {"number_returned": len(rows)}, "links": links}
    if asking.shape.format == "json":
        body = orjson.dumps(about | ({"item": rows[0]} if is_one else {"items": rows}))
    elif is_one:
        one = geojson.feature(rows[0], key=asking.resource.key, fields=asking.resource.flat_fields)
        body = orjson.dumps(one | about)
    else:
        body = b"".join(part for part, _n in _parts(asking, about, [rows]))
    register_export(
        by=asking.account, reader=asking.reader, ground=asking.ground, cut=asking.cut(label), key=export,
        sealed=seal(body, len(rows)),
    )  # fmt: skip
    response = HttpResponse(body, content_type=MEDIA_TYPES[asking.shape.format])
    response["Repr-Digest"] = f"sha-256=:{_base64_sha256(body)}:"
    _describe(response, asking, label, export, links)
    return response


def answer_whole(asking: Asking, rows: QuerySet[Any]) -> StreamingHttpResponse:
    """Stream everything that fits; registered before the first row, completed after the last."""
    label = highest_label(asking.resource.labels(rows))
    rows = asking.resource.up_to(rows, labels_up_to(label))
    export = register_export(
        by=asking.account, reader=asking.reader, ground=asking.ground, cut=asking.cut(label)
    )
    links = {"self": asking.request.build_absolute_uri()}
    about = {"meta": asking.meta(label, export.uuid), "links": links}
    read = asking.resource.begin(asking.reader, asking.ceiling)
    parts = _parts(asking, about, in_chunks(read, rows, after=asking.shape.after))
    response = StreamingHttpResponse(counted(export, parts), content_type=MEDIA_TYPES[asking.shape.format])
    _describe(response, asking, label, export.uuid, links)
    return response


def _parts(asking: Asking, about: dict[str, Any], chunks: Iterable[list[Row]]) -> Iterator[tuple[bytes, int]]:
    """Yield a GeoJSON or CSV body with the number of rows in each part."""
    fields, is_first = asking.resource.flat_fields, True
    if asking.shape.format == "csv":
        yield tables.csv_header(fields, bom=asking.shape.bom), 0
    else:
        yield geojson.begin_collection(about), 0
    for rows in chunks:
        if asking.shape.format == "csv":
            yield tables.csv_rows(fields, rows), len(rows)
        else:
            yield geojson.features(rows, key=asking.resource.key, fields=fields, is_first=is_first), len(rows)
        is_first = is_first and not rows
    if asking.shape.format == "geojson":
        yield geojson.END, 0


def answer_head(asking: Asking) -> StreamingHttpResponse:
    """Answer HEAD without a row, so without a register row; a stream, because a length of 0 would be read as "empty"."""
    return StreamingHttpResponse((), content_type=MEDIA_TYPES[asking.shape.format])


def edition_of(asking: Asking) -> str:
    """Return a weak ETag: the same while neither the data nor the question changes."""
    parts = (
        SHAPE_EDITION, asking.dataset_version, registry_edition(), asking.request.path, asking.query, asking.ceiling,
        asking.shape.format, str(asking.account.pk), str(asking.reader.token_id),
    )  # fmt: skip
    return f'W/"{hashlib.sha256(chr(10).join(parts).encode()).hexdigest()[:32]}"'


def is_unchanged(request: HttpRequest, edition: str) -> bool:
    """Whether the client holds this edition already."""
    return edition in parse_etags(request.headers.get("If-None-Match", ""))


def _describe(
    response: HttpResponseBase, asking: Asking, label: str, export: UUID, links: dict[str, str]
) -> None:
    """Name label, version, filters and time where a format has no room for them."""
    response["X-Label"] = f"TLP:{label}"
    response["X-As-Of"] = moment(asking.as_of)
    response["X-Dataset-Version"] = asking.dataset_version
    response["X-Export"] = str(export)
    response["X-Query"] = quote(asking.query, safe="=&+%")
    if "next" in links:
        response["Link"] = f'<{links["next"]}>; rel="next"'
    if asking.shape.format != "json":
        name = file_name(asking, label)
        response["Content-Disposition"] = f'attachment; filename="{name}"'


def file_name(asking: Asking, label: str) -> str:
    """Return a name that tells resource, day, version and label."""
    version = re.sub(r"[^A-Za-z0-9]+", "-", asking.dataset_version).strip("-")
    label = label.replace("+", "-")
    return f"{asking.resource.name}_{asking.as_of:%Y-%m-%d}_{version}_TLP-{label}.{asking.shape.format}"


def _base64_sha256(body: bytes) -> str:
    return base64.b64encode(hashlib.sha256(body).digest()).decode()
