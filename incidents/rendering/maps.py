"""The folium map of a page: rendered inline, from our own files, without a word typed by a person.

folium writes what it is given into script literals, and escaping does not save it. So these macros carry numbers,
codes and addresses of our own; the page's modules fetch the records as JSON and write them with textContent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import folium
from branca.element import Element, Figure
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from folium.elements import JSCSSMixin
from folium.template import Template

from sites.geometry import Point

MAP_ID = "map_sightline"
MIN_ZOOM, MAX_ZOOM = 5, 18
PICKER_ZOOM = 7
# What each folium asset name is served from here; a name that is missing may not be rendered.
VENDORED = {
    "leaflet": "vendor/leaflet/leaflet.js",
    "leaflet_css": "vendor/leaflet/leaflet.css",
    "protomaps_leaflet": "vendor/protomaps-leaflet/protomaps-leaflet.js",
}
_LOADED = re.compile(r"""(?:\ssrc|\shref)\s*=\s*["']?([^"'\s>]+)|url\(\s*["']?([^"')\s]+)""", re.IGNORECASE)
_NEEDS_NONCE = re.compile(r"<(script|style|link)\b", re.IGNORECASE)
_NONCE = re.compile(r"[A-Za-z0-9+/=_-]+")


class ForeignAsset(ValueError):
    """The rendered map would load something that this server does not vendor."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The part of the world a map may be moved over."""

    south_west: Point
    north_east: Point


@dataclass(frozen=True, slots=True)
class BasemapConfig:
    """Where the basemap's file lies (a path under static/) and whom it must name."""

    path: str = "basemap/korea.pmtiles"
    attribution: str = "NGII, Natural Earth, GeoNames"
    max_data_zoom: int = 9


WORLD = Bounds(Point(lat=-85.0, lon=-180.0), Point(lat=85.0, lon=180.0))
KOREA = Bounds(Point(lat=31.0, lon=119.5), Point(lat=42.5, lon=136.5))


@dataclass(frozen=True, slots=True)
class MapParts:
    """What a template puts into its head, its map element and the end of its body."""

    header: SafeString
    body: SafeString
    script: SafeString


def draw_map(
    *,
    centre: Point,
    zoom: int,
    bounds: Bounds,
    basemap: BasemapConfig,
    nonce: str,
    language: str,
) -> MapParts:
    """Render the map with its layers' configuration; records follow as JSON."""
    drawn = SightlineMap(centre=centre, zoom=zoom, bounds=bounds)
    for layer in (
        Basemap(basemap, language=language),
        MapLayer("zones", min_label_zoom=10),
        MapLayer("sites"),
        MapLayer("groups", merge_px=24, docking_px=14),
        MapLayer("findings", min_radius_px=13),
    ):
        layer.add_to(drawn)
    return _parts(drawn.get_root(), nonce)


def draw_picker_map(*, bounds: Bounds, basemap: BasemapConfig, nonce: str, language: str) -> MapParts:
    """Render the map of a form: the ground, sites and zones; it may be moved over the whole world."""
    middle = Point(
        lat=(bounds.south_west.lat + bounds.north_east.lat) / 2,
        lon=(bounds.south_west.lon + bounds.north_east.lon) / 2,
    )
    drawn = SightlineMap(centre=middle, zoom=PICKER_ZOOM, bounds=WORLD)
    layers = (Basemap(basemap, language=language), MapLayer("zones", min_label_zoom=10), MapLayer("sites"))
    for layer in layers:
        layer.add_to(drawn)
    return _parts(drawn.get_root(), nonce)


class SightlineMap(folium.Map):
    """A folium map with our assets only: no page-wide styles, no viewport, no Bootstrap, no tiles."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}<div class="folium-map" id="{{ this.get_name() }}"></div>{% endmacro %}
        {% macro script(this, kwargs) %}
            const {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {{ this.leaflet_options|tojson }});
            {{ this.get_name() }}.attributionControl.setPrefix(false);
            L.DomUtil.get({{ this.get_name()|tojson }}).sightline = {map: {{ this.get_name() }}, layers: []};
        {% endmacro %}
        """
    )

    def __init__(self, *, centre: Point, zoom: int, bounds: Bounds) -> None:
        super().__init__(location=(centre.lat, centre.lon), zoom_start=zoom, tiles=None, zoom_control=False)
        # A fixed name: one map a page, found by its id.
        self._name, self._id = MAP_ID.split("_")
        self.leaflet_options: dict[str, Any] = {
            "center": [centre.lat, centre.lon],
            "zoom": zoom,
            "minZoom": MIN_ZOOM,
            "maxZoom": MAX_ZOOM,
            "maxBounds": [_pair(bounds.south_west), _pair(bounds.north_east)],
            "maxBoundsViscosity": 0.8,
            "zoomControl": False,
        }
        self.default_js = vendored("leaflet")
        self.default_css = vendored("leaflet_css")


class MapLayer(JSCSSMixin):
    """Tells the page's modules to draw one kind of thing, with numbers and codes only."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            L.DomUtil.get({{ this._parent.get_name()|tojson }}).sightline.layers.push({{ this.config|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, kind: str, **numbers: float) -> None:
        super().__init__()
        self._name = kind
        self.config: dict[str, Any] = {"kind": kind, **numbers}


class Basemap(MapLayer):
    """The vector basemap: address of its file, whom it names, the language of its labels."""

    def __init__(self, basemap: BasemapConfig, *, language: str) -> None:
        super().__init__("basemap", max_data_zoom=basemap.max_data_zoom)
        self.config |= {
            "url": static(basemap.path),
            "attribution": basemap.attribution,
            "language": "ko" if language.startswith("ko") else "en",
        }
        self.default_js = vendored("protomaps_leaflet")


def vendored(*names: str) -> list[tuple[str, str]]:
    """Pairs of name and address as folium wants them, resolved when rendered so that hashed names hold."""
    return [(name, static(VENDORED[name])) for name in names]


def refuse_foreign_assets(html: str) -> None:
    """Raise unless everything the text loads is one of our vendored files."""
    ours = {static(path) for path in VENDORED.values()}
    for match in _LOADED.finditer(html):
        address = match.group(1) or match.group(2)
        if address not in ours:
            raise ForeignAsset(f"The map would load {address!r}. Vendor the file and list it in VENDORED.")


def _parts(figure: Element, nonce: str) -> MapParts:
    assert isinstance(figure, Figure)
    if not _NONCE.fullmatch(nonce):
        raise ValueError("The nonce holds characters that do not belong into an attribute.")
    # The figure brings a charset declaration of its own; the page has one.
    figure.header._children.pop("meta_http", None)
    figure.render()
    header, body, code = figure.header.render(), figure.html.render(), figure.script.render()
    script = f"<script>{code}</script>"
    refuse_foreign_assets(header + body + script)
    return MapParts(*(mark_safe(_with_nonce(part, nonce)) for part in (header, body, script)))


def _with_nonce(html: str, nonce: str) -> str:
    return _NEEDS_NONCE.sub(rf'<\1 nonce="{nonce}"', html)


def _pair(point: Point) -> list[float]:
    return [point.lat, point.lon]
