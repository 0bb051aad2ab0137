"""What every admin page shares: permissions by role, one service call a save, refusals shown in the form."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet
from django.forms import BaseModelFormSet
from django.http import HttpRequest, HttpResponse

from incidents.access import Action, Reader, reader_of
from incidents.admin.codes import FIELD_OPTIONS
from incidents.errors import IncidentError, IncompleteReport, PersonalDataFound, shorten
from incidents.models import Account
from sites.errors import InvalidField, InvalidValues, SiteError

NOT_A_FIELD = ""
MAX_SEARCH = 100


class Refused(Exception):
    """A service said no; carries a message for each field, or for the whole form."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems.values()))


def problems_of(error: Exception) -> dict[str, str]:
    """Return what a service's refusal says of which field."""
    if isinstance(error, IncompleteReport):
        return dict(error.problems)
    if isinstance(error, PersonalDataFound):
        return {error.field: error.rule}
    if isinstance(error, InvalidValues):
        return {problem.field: _typed_and_advice(problem) for problem in error.problems}
    if isinstance(error, InvalidField):
        return {error.field: _typed_and_advice(error)}
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        return {name: " ".join(messages) for name, messages in error.message_dict.items()}
    return {NOT_A_FIELD: str(error)}


def _typed_and_advice(problem: InvalidField) -> str:
    return f"{shorten(problem.value)} {problem.advice}" if problem.value not in ("", None) else problem.advice


def actor(request: HttpRequest) -> Account:
    """Return the account behind a request; the admin's door lets nobody else in."""
    return cast(Account, request.user)


class ServiceForm(forms.ModelForm):
    """Checks types only: the service judges values and writes them, and what it refuses is shown here."""

    problems: ClassVar[Mapping[str, str]] = {}

    def clean(self) -> dict[str, Any]:
        """Put the service's refusal where the typed value stands."""
        super().clean()
        for name, message in self.problems.items():
            self.add_error(name if name in self.fields else None, message)
        return self.cleaned_data

    def _post_clean(self) -> None:
        """Leave the row as it is stored; Django would write and judge it here."""


class ByRole:
    """Permissions by what a role may do; Django's own permissions and the superuser mark count for nothing."""

    reads: Sequence[Action] = ()
    adds: Sequence[Action] = ()
    changes: Sequence[Action] = ()

    def reader(self, request: HttpRequest) -> Reader:
        """Return who is looking."""
        return reader_of(actor(request))

    def may(self, request: HttpRequest, actions: Sequence[Action]) -> bool:
        """Whether the reader's roles cover one of the actions."""
        reader = self.reader(request)
        return any(reader.may(action) for action in actions)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may(request, [*self.reads, *self.adds, *self.changes])

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may(request, self.adds)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.may(request, self.changes)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


class ServiceModelAdmin(ByRole, admin.ModelAdmin):
    """A page whose save is one service call; no delete, no bulk actions, no list editing."""

    form = ServiceForm
    formfield_overrides = FIELD_OPTIONS
    actions = None
    list_per_page = 50
    show_full_result_count = False

    def save_with_service(
        self,
        request: HttpRequest,
        form: forms.ModelForm,
        formsets: Sequence[BaseModelFormSet],
        *,
        change: bool,
    ) -> Model:
        """Call the one service and return the stored row."""
        raise NotImplementedError

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:  # fmt: skip
        """Show, or save in one transaction; after a refusal the page is drawn again with all that was typed."""
        extra_context = {"show_save_and_add_another": False, **(extra_context or {})}
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            request.refused = refusal.problems  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **options: Any
    ) -> type[forms.ModelForm]:
        """Return the form, with the service's refusal if there was one."""
        form = super().get_form(request, obj, change, **options)
        form.problems = getattr(request, "refused", {})  # type: ignore[attr-defined]
        return form

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        """Write nothing: the rows of the inlines are not known yet."""

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Sequence[BaseModelFormSet], change: bool
    ) -> None:
        """Hand form and formsets to the service."""
        try:
            stored = self.save_with_service(request, form, formsets, change=change)
        except (IncidentError, SiteError, ValidationError) as error:
            raise Refused(problems_of(error)) from error
        form.instance.pk = stored.pk
        form.instance._state.adding = False
        form.instance.refresh_from_db()

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Name the changed fields; child rows are replaced as a whole and the audit trail says so."""
        return super().construct_change_message(request, form, [], add)

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **options: Any) -> Any:
        return _without_shortcuts(super().formfield_for_foreignkey(db_field, request, **options))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **options)
        return _without_shortcuts(field) if isinstance(db_field, ForeignKey | ManyToManyField) else field

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Answer only for the filters on the page: any other lookup is a way of asking about hidden columns."""
        if self.date_hierarchy and lookup.startswith(f"{self.date_hierarchy}__"):
            return _is_of_hierarchy(lookup.removeprefix(f"{self.date_hierarchy}__"), value)
        entries: Sequence[Any] = self.list_filter
        offered = [entry if isinstance(entry, str) else entry[0] for entry in entries]
        is_offered = any(lookup == name or lookup.startswith(f"{name}__") for name in offered)
        return is_offered and super().lookup_allowed(lookup, value, request)  # type: ignore[arg-type]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search for as much as other searches take: each word is a condition, and SQLite bounds their number."""
        if len(search_term) > MAX_SEARCH:
            raise BadRequest("The search is longer than 100 characters.")
        return super().get_search_results(request, queryset, search_term)


class RegisterAdmin(ServiceModelAdmin):
    """A page to read only."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def _is_of_hierarchy(part: str, value: str) -> bool:
    """Whether a part of a date is one that the page links to, in years that a calendar can count on from."""
    if part == "year":
        return re.fullmatch(r"(?:19|20|21)[0-9]{2}", str(value), re.ASCII) is not None
    return part in ("month", "day")


def _without_shortcuts(field: Any) -> Any:
    """Take the pencil, plus and eye off a reference: each record is changed on its own page."""
    for mark in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
        if field is not None and hasattr(field.widget, mark):
            setattr(field.widget, mark, False)
    return field
