"""Importing the registry: twice is once, and each refused row has its reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import override
from hypothesis import given
from hypothesis import settings as search
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from incidents.models import Account, AuditEvent
from sites.enums import SiteType
from sites.errors import FileRefused
from sites.geometry import Point, zone_relation
from sites.models import ProtectedSite, Zone
from sites.services import ImportOutcome, Tally, import_sites

DEMO = Path(settings.BASE_DIR) / "sites" / "demo"
HEADER = "code,name_en,name_ko,site_type,lat,lon,valid_from,aliases"
OSAN = "osan,Osan Air Base,오산 공군기지,MIL_BASE,37.0906,127.03,,K-55|Osan"
ZONE_HEADER = "site,kind,accuracy,lat,lon,radius_m,polygon,valid_from,valid_to,source_title,source_url,note"
SQUARE = [[127.0, 37.0], [127.1, 37.0], [127.1, 37.1], [127.0, 37.1], [127.0, 37.0]]


def table(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *lines]).encode()


def import_row(line: str) -> list[str]:
    outcome = import_sites(sites=table(line))
    assert ProtectedSite.objects.count() == 0
    return [str(refusal) for refusal in outcome.refusals]


def collection(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def feature(geometry: dict[str, Any] | None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


POINT = {"type": "Point", "coordinates": [127.03, 37.0906]}
OUTLINE = {"type": "Polygon", "coordinates": [SQUARE]}
NAMES = {"code": "osan", "name_en": "Osan Air Base", "name_ko": "오산 공군기지", "site_type": "MIL_BASE"}


def test_demo_registry_enters_once(reviewer: Account) -> None:
    files = {
        "sites": (DEMO / "sites.csv").read_bytes(),
        "zones": (DEMO / "zones.csv").read_bytes(),
        "by": reviewer,
    }

    assert import_sites(**files) == ImportOutcome(Tally(new=20), Tally(new=12), (), is_stored=True)
    n_events = AuditEvent.objects.exclude(object_type="account").count()
    assert import_sites(**files) == ImportOutcome(
        Tally(unchanged=20), Tally(unchanged=12), (), is_stored=True
    )
    assert (ProtectedSite.objects.count(), Zone.objects.count()) == (20, 12)
    assert (n_events, AuditEvent.objects.exclude(object_type="account").count()) == (33, 33)


def test_dry_run_says_the_same_and_stores_nothing(db: None) -> None:
    outcome = import_sites(sites=table(OSAN, "bad,,,,91,1,,"), dry_run=True)
    assert (outcome.sites, outcome.is_stored) == (Tally(new=1), False)
    assert (ProtectedSite.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_good_rows_enter_beside_bad_ones_unless_strict(db: None) -> None:
    content = table(OSAN, OSAN.replace("osan,", "north,").replace("37.0906", "91"))

    assert import_sites(sites=content, strict=True).is_stored is False
    assert ProtectedSite.objects.count() == 0
    assert import_sites(sites=content).sites == Tally(new=1)
    assert list(ProtectedSite.objects.values_list("code", flat=True)) == ["osan"]


def test_changed_row_changes_only_what_it_names(db: None) -> None:
    import_sites(sites=table(OSAN))
    outcome = import_sites(sites=table("osan,Osan AB,오산 공군기지,MIL_BASE,37.0906,127.03,2020-01-01,"))
    site = ProtectedSite.objects.get()
    assert outcome.sites == Tally(changed=1)
    assert (site.name_en, str(site.valid_from), site.aliases) == ("Osan AB", "2020-01-01", [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_korean_is_read_from_either_encoding(db: None, encoding: str) -> None:
    assert import_sites(sites=table(OSAN).decode().encode(encoding)).sites == Tally(new=1)
    site = ProtectedSite.objects.get()
    assert (site.name_ko, site.aliases) == ("오산 공군기지", ["K-55", "Osan"])


@pytest.mark.parametrize(
    ("line", "reasons"),
    [
        ("osan,Osan,오산,CASTLE,37.1,127,,", ["sites, row 2, site_type: “CASTLE” is not in the list. Use one of: MIL_BASE, AIRPORT, PORT, AGENCY_BUILDING, OTHER_NIF."]),
        ("osan,Osan,오산,PORT,127.0,37.1,,", ["sites, row 2, lat: “127.0” is outside -90 to 90. Latitude and longitude look swapped: write latitude 37.1 and longitude 127.0."]),
        ("osan,Osan,오산,PORT,NaN,1e999,,", ["sites, row 2, lat: “NaN” is not a number. Write degrees such as 37.0906.", "sites, row 2, lon: “1e999” is not a number. Write degrees such as 37.0906."]),
        ("osan,Osan,오산,PORT,37.1,,,", ["sites, row 2, lon: “” is missing. Write degrees such as 37.0906."]),
        ("osan,Os\x00an,오산,PORT,37.1,127,,", ["sites, row 2, name_en: “Os\\x00an” holds a character that cannot be stored. Type it again."]),
        ("osan,Osan,오산,PORT,37.1,127", ["sites, row 2, row: “6” cells, but the header has 8. Check commas and quotes."]),
        ("osan,Osan,오산,PORT,37.1,127,yesterday,", ["sites, row 2, valid_from: “yesterday” “yesterday” value has an invalid date format. It must be in YYYY-MM-DD format."]),
    ],
)  # fmt: skip
def test_refused_row_says_where_what_and_what_to_do(db: None, line: str, reasons: list[str]) -> None:
    assert import_row(line) == reasons


def test_code_twice_in_a_file_is_refused_the_second_time(db: None) -> None:
    outcome = import_sites(sites=table(OSAN, OSAN))
    assert [str(refusal) for refusal in outcome.refusals] == [
        "sites, row 3, code: “osan” stands already in row 2. Keep one of them."
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Column “code” is missing"),
        (b"code,name_en\nosan,Osan", "Column “site_type” is missing"),
        (table(OSAN, header=HEADER + ",nationality"), "Column “nationality” is unknown or stands twice"),
        (table(OSAN, header=HEADER + ",code"), "Column “code” is unknown or stands twice"),
        (table('osan,"Osan'), "Line 2 cannot be read"),
        (table(f'osan,"{"x" * 140_000}"'), "Line 2 cannot be read"),
        (b"PK\x03\x04rest of a workbook", "is a workbook"),
        (b"\xff\xfe\x00\xd8", "neither UTF-8 nor CP949"),
        (
            b'{"type": "FeatureCollection", "crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::5179"}}, "features": []}',
            "EPSG::5179”. Save it in WGS 84",
        ),
        (b'{"type": "FeatureCollection", "crs": 5, "features": []}', "coordinate system “5”"),
        (b"code,\xff\xff\xff", "neither UTF-8 nor CP949"),
        (b"[" * 5000 + b"]" * 5000, "nested too deep"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "nested too deep"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "“NaN” is not a number in JSON"),
        (b'{"type": "Feature"}', "not a GeoJSON FeatureCollection"),
        (b"{", "The JSON cannot be read"),
    ],
)
def test_unreadable_file_is_refused_whole(db: None, content: bytes, words: str) -> None:
    with pytest.raises(FileRefused) as refused:
        import_sites(sites=content)
    assert words in str(refused.value)
    assert (ProtectedSite.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_geojson_carries_sites_and_zones_together(db: None) -> None:
    content = collection(
        feature(OUTLINE, site="osan", kind="CONTROL", accuracy="SURVEYED"),
        feature(POINT, **NAMES, aliases="K-55|Osan"),
        feature(POINT, site="osan", kind="PERIMETER", radius_m=1500),
    )

    assert import_sites(sites=content) == ImportOutcome(Tally(new=1), Tally(new=2), (), is_stored=True)
    assert import_sites(sites=content) == ImportOutcome(
        Tally(unchanged=1), Tally(unchanged=2), (), is_stored=True
    )
    site = ProtectedSite.objects.get()
    assert (site.lat, site.lon, site.aliases) == (37.0906, 127.03, ["K-55", "Osan"])
    assert list(site.zones.values_list("kind", "radius_m")) == [("CONTROL", None), ("PERIMETER", 1500)]


@pytest.mark.parametrize(
    ("bad", "field", "words"),
    [
        (feature(POINT, **NAMES | {"code": "x"}, guard_name="a"), "properties", "is not a property of the registry"),
        (feature(None, **NAMES), "feature", "lacks properties or geometry"),
        (feature({"type": "LineString", "coordinates": []}, **NAMES), "geometry", "Give a Point for a site"),
        (feature({"type": "Point", "coordinates": [37.0906, 127.03]}, **NAMES | {"code": "x"}), "lat", "look swapped"),
        (feature({"type": "Point", "coordinates": [[[1]], {}]}, **NAMES | {"code": "x"}), "lat", "is not a number"),
        (feature(POINT, **NAMES | {"code": "x", "name_en": {"a": 1}}), "name_en", "is not plain text"),
        (feature(POINT, **NAMES | {"code": "x", "name_en": "\ud800"}), "name_en", "cannot be stored"),
        (feature(POINT, **NAMES | {"code": "x", "valid_from": 20251301}), "valid_from", "20251301"),
        (feature(OUTLINE, site="nowhere", kind="CONTROL"), "site", "is not in the registry"),
        (feature(OUTLINE, site="osan", kind="CONTROL", radius_m=5), "polygon", "not both"),
        (feature({"type": "Polygon", "coordinates": "x"}, site="osan", kind="CONTROL"), "polygon", "must have an outline"),
    ],
)  # fmt: skip
def test_unfit_feature_is_refused_beside_good_ones(
    db: None, bad: dict[str, Any], field: str, words: str
) -> None:
    outcome = import_sites(sites=collection(feature(POINT, **NAMES), bad))

    assert [(refusal.row, refusal.field) for refusal in outcome.refusals][:1] == [(2, field)]
    assert words in outcome.refusals[0].advice
    assert (outcome.sites, outcome.zones) == (Tally(new=1), Tally())


def test_moved_line_changes_its_zone_and_leaves_its_neighbour(db: None) -> None:
    import_sites(sites=table(OSAN))
    rows = ["osan,CONTROL,,37.0,127.0,500,,,,,,", "osan,CONTROL,,37.2,127.2,500,,,,,,"]
    import_sites(zones=table(*rows, header=ZONE_HEADER))

    outcome = import_sites(zones=table(rows[0].replace("500", "600"), rows[1], header=ZONE_HEADER))

    assert outcome.zones == Tally(changed=1, unchanged=1)
    assert list(Zone.objects.order_by("lat").values_list("lat", "radius_m")) == [(37.0, 600), (37.2, 500)]


OFFICE = """시설코드;시설명;시설 유형;위도;경도;시도;유효시작일;별칭
osan;오산 공군기지;군사기지;37°05'26.2"N;127°01'48.0"E;경기도;2020.1.1.;K-55|오산
gimpo;김포국제공항;공항;37,5583;126,791;서울특별시;;
"""


def test_offices_own_table_is_read_as_it_is(db: None) -> None:
    assert import_sites(sites=OFFICE.encode("cp949")).sites == Tally(new=2)
    osan, gimpo = ProtectedSite.objects.order_by("-code")
    assert (osan.name_en, osan.name_ko, osan.site_type) == ("오산 공군기지", "오산 공군기지", "MIL_BASE")
    assert (round(osan.lat, 4), round(osan.lon, 4), str(osan.valid_from)) == (37.0906, 127.03, "2020-01-01")
    assert (gimpo.site_type, gimpo.lat, gimpo.lon) == ("AIRPORT", 37.5583, 126.791)


def test_one_column_may_hold_the_whole_position(db: None) -> None:
    text = "코드\t이름\t유형\t좌표\nosan\t오산\t기지\t52S CG 24915 06738\nbad\t오산\t기지\t정문 앞\n"
    outcome = import_sites(sites=text.encode())
    assert outcome.sites == Tally(new=1)
    assert (outcome.refusals[0].row, outcome.refusals[0].value) == (3, "“정문 앞”")
    assert round(ProtectedSite.objects.get().lat, 3) == 37.091


def test_columns_say_that_a_table_holds_zones(db: None) -> None:
    import_sites(sites=table(OSAN))
    zones = "시설,구역종류,정확도,위도,경도,반경(m),지정일\nosan,제한보호구역,개략,37.09,127.03,500,2024년 3월 1일\n"
    assert import_sites(sites=zones.encode("cp949"), table_of_sites=None).zones == Tally(new=1)
    zone = Zone.objects.get()
    assert (zone.kind, zone.accuracy, zone.radius_m, str(zone.valid_from)) == (
        "RESTRICTED", "APPROXIMATE", 500, "2024-03-01",
    )  # fmt: skip


def test_every_row_has_a_verdict(db: None) -> None:
    import_sites(sites=table(OSAN))
    outcome = import_sites(sites=table(OSAN, "north,North,북,PORT,91,1,,", "south,South,남,PORT,35,129,,"))
    assert [(row.number, row.verdict, row.values["code"]) for row in outcome.rows] == [
        (2, "unchanged", "osan"), (3, "refused", "north"), (4, "new", "south"),
    ]  # fmt: skip
    assert [refusal.field for refusal in outcome.rows[1].refusals] == ["lat"]
    moved = import_sites(sites=table(OSAN.replace("127.03", "127.04").replace("|Osan", "")))
    assert moved.rows[0].fields == ("aliases", "lon")


def zone_feature(kind: str, coordinates: Any, **properties: Any) -> bytes:
    geometry = {"type": kind, "coordinates": coordinates}
    return collection(feature(POINT, **NAMES), feature(geometry, site="osan", kind="CONTROL", **properties))


HOLE = [[127.02, 37.02], [127.02, 37.03], [127.03, 37.03], [127.03, 37.02], [127.02, 37.02]]
FAR_SQUARE = [[lon + 1, lat] for lon, lat in SQUARE]


def test_parts_of_a_multipolygon_become_zones_of_their_own(db: None) -> None:
    content = zone_feature("MultiPolygon", [[SQUARE], [FAR_SQUARE]])
    assert import_sites(sites=content).zones == Tally(new=2)
    assert import_sites(sites=content).zones == Tally(unchanged=2)


def test_holes_of_an_outline_are_kept(db: None) -> None:
    content = zone_feature("Polygon", [SQUARE, HOLE])
    assert import_sites(sites=content).zones == Tally(new=1)
    assert import_sites(sites=content).zones == Tally(unchanged=1)
    [zone] = Zone.objects.all()
    in_the_hole, beside_it = (Point(lat=lat, lon=127.021) for lat in (37.021, 37.05))
    assert [zone_relation(point, 5, zone.shape) for point in (in_the_hole, beside_it)] == [
        "OUTSIDE",
        "INSIDE",
    ]


def test_height_and_winding_of_an_outline_do_not_matter(db: None) -> None:
    import_sites(sites=zone_feature("Polygon", [SQUARE]))
    with_height = [[lon, lat, 31.5] for lon, lat in SQUARE]
    assert import_sites(sites=zone_feature("Polygon", [with_height])).zones == Tally(unchanged=1)
    assert import_sites(sites=zone_feature("Polygon", [SQUARE[::-1]])).zones == Tally(unchanged=1)


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"])
def test_older_files_may_name_the_one_system(db: None, name: str) -> None:
    document = json.loads(collection(feature(POINT, **NAMES)))
    document["crs"] = {"type": "name", "properties": {"name": name}}
    assert import_sites(sites=json.dumps(document).encode()).sites == Tally(new=1)


@pytest.mark.parametrize(
    ("kind", "coordinates", "words"),
    [
        ("Polygon", [SQUARE, FAR_SQUARE], "a hole leaves the outline"),
        ("Polygon", [[[953898.4, 1952036.0]]], "metres of another coordinate system"),
        ("MultiPolygon", [], "is not usable here"),
        ("MultiPolygon", [5], "must have an outline"),
        ("GeometryCollection", None, "is not usable here"),
    ],
)  # fmt: skip
def test_unfit_outline_is_refused_beside_its_site(db: None, kind: str, coordinates: Any, words: str) -> None:
    outcome = import_sites(sites=zone_feature(kind, coordinates))
    assert (outcome.sites, outcome.zones) == (Tally(new=1), Tally())
    assert words in outcome.refusals[0].advice


def test_korean_properties_are_read_too(db: None) -> None:
    site = {"코드": "osan", "시설명": "오산", "유형": "기지"}
    zone = {"시설코드": "osan", "구역종류": "통제보호구역", "지정일": "2024.3.1"}
    assert import_sites(sites=collection(feature(POINT, **site), feature(OUTLINE, **zone))) == ImportOutcome(
        Tally(new=1), Tally(new=1), (), is_stored=True
    )


class ArbitraryBytes(TestCase):
    @given(
        content=st.binary(max_size=300)
        | st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore"))
    )
    @search(max_examples=150, deadline=None)
    def test_nothing_but_a_refusal_comes_of_them(self, content: bytes) -> None:
        for file in (content, HEADER.encode() + b"\n" + content):
            try:
                outcome = import_sites(sites=file)
            except FileRefused:
                continue
            assert outcome.zones == Tally()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("kind", list(SiteType))
def test_the_words_that_the_screens_use_are_read_in_files(kind: SiteType, language: str) -> None:
    with override(language):
        words = str(kind.label)
    file = f"code,name_en,site_type,lat,lon\none,One,{words},37.09,127.03\n"
    outcome = import_sites(sites=file.encode())
    assert outcome.refusals == ()
    assert ProtectedSite.objects.get().site_type == kind
