"""XML without what makes XML dangerous: no document types, so no entities; nothing deep, nothing endless."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.parsers import expat

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused
from incidents.services.importing.files.archive import damaged
from incidents.services.importing.files.limits import MAX_MARKUP_BYTES

Attributes = dict[str, str]
_DEEPEST = 64
# An encoding that expat does not know, or that it knows and cannot use, is no ExpatError.
_NO_XML = (expat.ExpatError, LookupError, ValueError)


def parser() -> expat.XMLParserType:
    """Return a parser that refuses a document type the moment one begins."""
    made = expat.ParserCreate()
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _refuse_doctype
    made.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    return made


def _refuse_doctype(*_declaration: object) -> None:
    raise ImportRefused(
        _(
            "The workbook holds XML declarations that no spreadsheet program writes. Save it again and hand that over."
        )
    )


class Feeder:
    """Hands pieces to a parser and says so if they are no XML."""

    def __init__(self, to: expat.XMLParserType) -> None:
        self._parser, self._n_fed = to, 0

    def feed(self, piece: bytes) -> None:
        """Parse a piece; a single tag longer than a limit is refused, because reading it takes ever longer."""
        try:
            self._parser.Parse(piece, False)
        except _NO_XML as error:
            raise damaged() from error
        self._n_fed += len(piece)
        if self._n_fed - self._parser.CurrentByteIndex > MAX_MARKUP_BYTES + len(piece):
            raise damaged()

    def end(self) -> None:
        """Check that nothing is missing at the end."""
        try:
            self._parser.Parse(b"", True)
        except _NO_XML as error:
            raise damaged() from error


def walk(
    pieces: Iterable[bytes],
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
) -> None:
    """Call back for each element of a small part, by its name without prefix."""
    depth = 0

    def started(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise damaged()
        start(_local(name), {_local(key): value for key, value in attributes.items()})

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end:
            end(_local(name))

    to = parser()
    to.StartElementHandler, to.EndElementHandler = started, ended
    feeder = Feeder(to)
    for piece in pieces:
        feeder.feed(piece)
    feeder.end()


def _local(name: str) -> str:
    return name.rpartition(":")[2]
