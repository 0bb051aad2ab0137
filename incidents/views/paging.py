"""Pages of a long table: numbered, never silently capped, and a wrong number is said to be wrong."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

PAGE_SIZE = 50


@dataclass(frozen=True)
class Page:
    """One page of `n_pages`, counted from 1, and the addresses of its neighbours."""

    number: int
    n_rows: int
    previous_url: str
    next_url: str
    error: str = ""

    @property
    def n_pages(self) -> int:
        """How many pages there are; an empty table has one."""
        return max(1, -(-self.n_rows // PAGE_SIZE))

    @property
    def rows(self) -> slice:
        """The rows of this page."""
        return slice((self.number - 1) * PAGE_SIZE, self.number * PAGE_SIZE)

    @property
    def first(self) -> int:
        """Position of the first row, counted from 1."""
        return min(self.n_rows, (self.number - 1) * PAGE_SIZE + 1)

    @property
    def last(self) -> int:
        """Position of the last row."""
        return min(self.n_rows, self.number * PAGE_SIZE)


def page_of(query: QueryDict, n_rows: int) -> Page:
    """Read `page` from the address."""
    typed = query.get("page", "1")
    n_pages = max(1, -(-n_rows // PAGE_SIZE))
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    if not 1 <= number <= n_pages:
        message = _("page: “%(value)s” is not a page from 1 to %(last)d. Choose one of these.")
        return Page(
            1,
            n_rows,
            "",
            _url(query, 2) if n_pages > 1 else "",
            message % {"value": typed[:20], "last": n_pages},
        )
    return Page(
        number,
        n_rows,
        _url(query, number - 1) if number > 1 else "",
        _url(query, number + 1) if number < n_pages else "",
    )


def _url(query: QueryDict, number: int) -> str:
    changed = query.copy()
    changed["page"] = str(number)
    return f"?{changed.urlencode()}"
