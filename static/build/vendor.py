"""Regenerate static/vendor and tests/vendor from the npm registry's packages.

Run ``python static/build/vendor.py`` with npm on the PATH. Every file is copied as published; only
``sourceMappingURL`` lines are taken out, because hashed static files refuse a map that is not there.
What was copied, from which version, under which licence and with which SHA-256 is written beside it.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE_MAP = re.compile(rb"\n?(?://|/\*)# sourceMappingURL=[^\n]*")
TEXT_SUFFIXES = {".js", ".css"}
FONT_WEIGHTS = {400: "Regular", 600: "SemiBold"}
FONT_RULE = re.compile(r"@font-face \{.*?\n\}", re.DOTALL)


@dataclass(frozen=True)
class Package:
    """One npm package, pinned, and the files wanted of it (path inside the package, name here)."""

    name: str
    version: str
    licence: str
    used_for: str
    files: tuple[tuple[str, str], ...]


LEAFLET = Package(
    "leaflet",
    "1.9.4",
    "BSD-2-Clause",
    "the map",
    (
        ("dist/leaflet.js", "leaflet/leaflet.js"),
        ("dist/leaflet.css", "leaflet/leaflet.css"),
        # leaflet.css names these three; hashed static files want them to exist.
        ("dist/images/layers.png", "leaflet/images/layers.png"),
        ("dist/images/layers-2x.png", "leaflet/images/layers-2x.png"),
        ("dist/images/marker-icon.png", "leaflet/images/marker-icon.png"),
        ("LICENSE", "leaflet/LICENSE.txt"),
    ),
)
PROTOMAPS = Package(
    "protomaps-leaflet",
    "5.1.0",
    "BSD-3-Clause",
    "reads the basemap file and draws it on canvas",
    (
        ("dist/protomaps-leaflet.js", "protomaps-leaflet/protomaps-leaflet.js"),
        ("LICENSE", "protomaps-leaflet/LICENSE.txt"),
    ),
)
FONT = Package(
    "pretendard-gov",
    "1.3.9",
    "OFL-1.1",
    "the typeface, weights 400 and 600, in its published dynamic subsets",
    (("dist/LICENSE.txt", "pretendard-gov/LICENSE.txt"),),
)
AXE = Package(
    "axe-core",
    "4.14.1",
    "MPL-2.0",
    "accessibility checks of the browser tests",
    (("axe.min.js", "axe.min.js"), ("LICENSE", "axe-LICENSE.txt")),
)


def main() -> None:
    vendor(ROOT / "static/vendor", (LEAFLET, PROTOMAPS, FONT))
    vendor(ROOT / "tests/vendor", (AXE,))


def vendor(target: Path, packages: tuple[Package, ...]) -> None:
    """Empty `target` and fill it anew from the packages."""
    shutil.rmtree(target, ignore_errors=True)
    files: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        for package in packages:
            tree = _unpack(package, Path(scratch))
            for source, name in _wanted(package, tree):
                files[name] = _copy(package, tree, source, target / name)
            if package is FONT:
                files["pretendard-gov/pretendard-gov.css"] = _write_font_css(tree, target)
    _write_manifest(target, files)
    _write_third_party(target, packages)


def _unpack(package: Package, scratch: Path) -> Path:
    # npm itself compares the archive with the registry's integrity value.
    spec = f"{package.name}@{package.version}"
    packed = subprocess.run(
        ["npm", "pack", "--silent", spec], cwd=scratch, check=True, capture_output=True, text=True
    )
    tree = scratch / package.name
    with tarfile.open(scratch / packed.stdout.split()[-1]) as archive:
        archive.extractall(tree, filter="data")
    return tree / "package"


def _wanted(package: Package, tree: Path) -> list[tuple[str, str]]:
    if package is not FONT:
        return list(package.files)
    subsets = sorted((tree / "dist/web/static/woff2-dynamic-subset").glob("*.woff2"))
    cuts = tuple(f"PretendardGOV-{cut}.subset." for cut in FONT_WEIGHTS.values())
    fonts = [
        (f"dist/web/static/woff2-dynamic-subset/{path.name}", f"pretendard-gov/{path.name}")
        for path in subsets
        if path.name.startswith(cuts)
    ]
    return [*package.files, *fonts]


def _copy(package: Package, tree: Path, source: str, target: Path) -> dict[str, object]:
    content = (tree / source).read_bytes()
    if target.suffix in TEXT_SUFFIXES:
        content = SOURCE_MAP.sub(b"", content)
    return _write(package, source, target, content)


def _write_font_css(tree: Path, target: Path) -> dict[str, object]:
    """Keep the published rules of two weights and point them at the files beside the sheet."""
    source = "dist/web/static/pretendard-gov-dynamic-subset.css"
    rules = FONT_RULE.findall((tree / source).read_text())
    kept = [rule for rule in rules if _weight(rule) in FONT_WEIGHTS]
    located = [
        re.sub(r"url\(\./woff2-dynamic-subset/([^)]+)\)[^;]*;", r'url("\1") format("woff2");', rule)
        for rule in kept
    ]
    css = "/* Pretendard GOV, SIL Open Font License 1.1: see LICENSE.txt. */\n" + "\n".join(located) + "\n"
    return _write(FONT, source, target / "pretendard-gov/pretendard-gov.css", css.encode())


def _weight(rule: str) -> int:
    found = re.search(r"font-weight: (\d+)", rule)
    return int(found.group(1)) if found else 0


def _write(package: Package, source: str, target: Path, content: bytes) -> dict[str, object]:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return {
        "package": package.name,
        "version": package.version,
        "licence": package.licence,
        "source": source,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _write_manifest(target: Path, files: dict[str, dict[str, object]]) -> None:
    ordered = {name: files[name] for name in sorted(files)}
    (target / "MANIFEST.json").write_text(json.dumps({"files": ordered}, indent=1) + "\n")


def _write_third_party(target: Path, packages: tuple[Package, ...]) -> None:
    rows = [f"| {p.name} | {p.version} | {p.licence} | {p.used_for} | {_licence_path(p)} |" for p in packages]
    text = (
        "# Third-party files\n\n"
        "Copied from npm packages by `static/build/vendor.py`. Source map lines are taken out, and the font's sheet keeps\n"
        "two of its nine weights; nothing else is changed. `MANIFEST.json` lists every file with its package, version,\n"
        "licence and SHA-256.\n\n"
        "| package | version | licence | used for | licence text |\n| --- | --- | --- | --- | --- |\n"
    )
    (target / "THIRD_PARTY.md").write_text(text + "\n".join(rows) + "\n")


def _licence_path(package: Package) -> str:
    return next(name for source, name in package.files if "LICENSE" in source)


if __name__ == "__main__":
    main()
