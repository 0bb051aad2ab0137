"""How the parts of a workbook find each other, and how other documents in a ZIP are told from one."""

from __future__ import annotations

import posixpath

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused
from incidents.services.importing.files.archive import Archive, damaged
from incidents.services.importing.files.limits import MAX_SMALL_PART_BYTES
from incidents.services.importing.files.markup import Attributes, walk

_MOST_RELATIONS = 10_000
Relations = dict[str, tuple[str, str]]


def check_is_workbook(archive: Archive) -> None:
    """Refuse a ZIP that holds something else, by what it holds."""
    names = archive.names()
    kinds = (
        ("contents/content.hpf", _("a document of Hangul (.hwpx)")),
        ("mimetype", _("an OpenDocument file (.ods)")),
        ("xl/workbook.bin", _("a binary workbook (.xlsb)")),
        ("index/document.iwa", _("a file of Apple Numbers")),
        ("word/document.xml", _("a text document (.docx)")),
        ("ppt/presentation.xml", _("a presentation (.pptx)")),
    )
    for name, kind in kinds:
        if name in names:
            raise ImportRefused(
                _(
                    "The file is %(kind)s. Save the table as “Excel workbook (.xlsx)” or “CSV UTF-8” and hand that over."
                )
                % {"kind": kind}
            )
    if "[content_types].xml" not in names:
        raise ImportRefused(
            _("The file is a ZIP archive without a workbook. Unpack it and hand over the table itself.")
        )


def main_part(archive: Archive) -> str:
    """Return the part that lists the sheets."""
    if archive.has("_rels/.rels"):
        for kind, target in relations(archive, "").values():
            if kind == "officeDocument" and archive.has(target):
                return target
    if archive.has("xl/workbook.xml"):
        return "xl/workbook.xml"
    raise damaged()


def relations(archive: Archive, part: str) -> Relations:
    """Return what a part refers to inside the file, as kind and part by identifier; links outward are left out."""
    folder, name = posixpath.split(part)
    found: Relations = {}

    def take(element: str, attributes: Attributes) -> None:
        if element != "Relationship" or attributes.get("TargetMode") == "External":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
        found[attributes.get("Id", "")] = (kind, target)
        if len(found) > _MOST_RELATIONS:
            raise damaged()

    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if archive.has(listing):
        walk(archive.pieces(listing, MAX_SMALL_PART_BYTES), take)
    return found
