"""Filing, finding and reading reports, and deciding on them."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import F, Model, QuerySet
from django.forms import BaseModelFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _

from incidents.access import Action, sees_exact_points, visible
from incidents.admin.asking import CONFIRMED, Asked, answers_in, questions_about, remember
from incidents.admin.base import ServiceModelAdmin, actor
from incidents.admin.columns import IncidentColumns, steps_so_far
from incidents.admin.decisions import DecisionForm
from incidents.admin.inlines import ActionInline, DispositionInline, EquipmentInline, SourceInline, may_write
from incidents.admin.office import office
from incidents.admin.report_form import SECTIONS, ReportForm
from incidents.admin.rows import children_from
from incidents.admin.where import where_page
from incidents.enums import SourceType, Status
from incidents.models import Incident
from incidents.selectors.duplicates import rows_to_group
from incidents.selectors.incidents import dossier_of
from incidents.services.children import Children
from incidents.services.reading import record_reading
from incidents.services.reporting import change_incident, file_incident, submit_incident

HAND_IN = "_hand_in"


@admin.register(Incident, site=office)
class IncidentAdmin(IncidentColumns, ServiceModelAdmin):
    """The reader's own view of the log: authors write drafts, reviewers and releasers decide."""

    adds = (Action.FILE,)
    changes = (Action.FILE,)
    reads = (Action.REVIEW, Action.RELEASE, Action.WITHDRAW)
    form = ReportForm
    inlines = (EquipmentInline, ActionInline, SourceInline, DispositionInline)
    list_display = ("state", "number", "when", "site", "line", "equipment_seen")
    list_display_links = ("number",)
    list_filter = (
        "status", "site__site_type", ("site", admin.RelatedOnlyFieldListFilter), "equipment__category",
        ("log", admin.RelatedOnlyFieldListFilter),
    )  # fmt: skip
    search_fields = ("number", "summary", "summary_ko", "site__name_en", "site__name_ko")
    date_hierarchy = "occurred_from"
    # unknown dates last on either database
    ordering = (F("occurred_from").desc(nulls_last=True), "-id")
    change_form_template = "admin/incidents/incident/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Incident]:
        """Return what the reader may see whole; others' released records are read on their pages, redacted."""
        reader = self.reader(request)
        rows = visible(super().get_queryset(request), reader)
        if not sees_exact_points(reader):
            rows = rows.filter(entered_by_id=reader.account_id)
        return rows.select_related("site", "zone").prefetch_related("equipment")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Only the author changes a report, and only until it is handed in."""
        return may_write(request, obj)

    def get_fieldsets(self, request: HttpRequest, obj: Incident | None = None) -> Any:
        """Return the sections to type in, or to read."""
        return SECTIONS if self.has_change_permission(request, obj) else self.sections_to_read()

    def view_on_site(self, obj: Incident) -> str:
        """Lead to the record's own page."""
        return reverse("incidents:incident", args=[obj.number])

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Incident, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Offer the commonest source on a new report; no report is confirmed without one."""
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, SourceInline) and obj.pk is None:
            options["initial"] = [{"type": SourceType.OWN_OBSERVATION}]
        return options

    def save_with_service(
        self,
        request: HttpRequest,
        form: forms.ModelForm,
        formsets: Sequence[BaseModelFormSet],
        *,
        change: bool,
    ) -> Incident:
        """File or change the report, and hand it in if that button was pressed."""
        assert isinstance(form, ReportForm)
        children = children_from(form.instance, formsets)
        version = form.cleaned_data.get("expected_version")
        if change:
            stored = change_incident(
                by=actor(request), incident=form.instance, fields=form.substance(), children=children,
                expected_version=version,
            )  # fmt: skip
        else:
            stored = file_incident(by=actor(request), fields=form.substance(), children=children)
        is_sent = HAND_IN in request.POST
        handed_in = submit_incident(by=actor(request), incident=stored) if is_sent else stored
        self._ask(request, form, children, handed_in)
        if not is_sent:
            return stored
        words = _("%(number)s is handed in. Another person reviews it.") % {"number": handed_in.number}
        messages.success(request, words)
        return handed_in

    def _ask(self, request: HttpRequest, form: ReportForm, children: Children, stored: Incident) -> None:
        """Ask before anything is kept: the one transaction of this page takes the report back until all is answered."""
        known = form.instance.number if form.instance.pk else ""
        asked = questions_about(
            stored, form=form, children=children, reader=self.reader(request), is_sent=HAND_IN in request.POST
        )
        answers = answers_in(request, known)
        if any(question.key not in answers for question in asked):
            request.asked = asked  # type: ignore[attr-defined]
            raise Asked(asked)
        remember(request, stored.number, answers, asked)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the list with the way to what waits."""
        state = Status.SUBMITTED if self.may(request, [Action.REVIEW]) else Status.RETURNED
        n_waiting = self.get_queryset(request).filter(status=state).order_by().count()
        waiting = {"state": state, "n": n_waiting}
        return super().changelist_view(request, {"waiting": waiting, **(extra_context or {})})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], add: bool = False, change: bool = False,
        form_url: str = "", obj: Incident | None = None,
    ) -> HttpResponse:  # fmt: skip
        """Draw the page with history and decisions, and write down who opened somebody else's report."""
        if obj is not None:
            if request.method == "GET":
                record_reading(by=actor(request), incident=obj)
            context["steps"] = steps_so_far(dossier_of(obj.number, reader=self.reader(request)))
            context.setdefault("decision", DecisionForm(incident=obj, by=actor(request)))
        context["can_hand_in"] = may_write(request, obj)
        if context["can_hand_in"]:
            context |= where_page(request) | self._asked(request)
        if context.get("asked"):
            context["errors"] = None  # a question is no error, and its panel says that nothing is stored yet
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _asked(self, request: HttpRequest) -> dict[str, Any]:
        """Return what the panel of questions shows, and write down whose reports it lays beside the form."""
        asked = getattr(request, "asked", [])
        numbers = [question.number for question in asked if question.number]
        for row in rows_to_group(numbers, reader=self.reader(request)):
            record_reading(by=actor(request), incident=row)
        return {
            "asked": asked, "answers": answers_in(request), "confirmed_name": CONFIRMED,
            "pressed": HAND_IN if HAND_IN in request.POST else "_save",
        }  # fmt: skip

    def get_urls(self) -> list[URLPattern]:
        """Add the address that decisions are sent to."""
        decide = path(
            "<int:pk>/decide/", self.admin_site.admin_view(self.decide_view), name="incidents_incident_decide"
        )
        return [decide, *super().get_urls()]

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take a decision; a refused one is shown in its panel with what was typed."""
        incident = self.get_queryset(request).filter(pk=pk).first()
        if incident is None:
            raise Http404
        if request.method != "POST" or not self.may(request, self.reads):
            raise PermissionDenied
        decision = DecisionForm(request.POST, incident=incident, by=actor(request))
        if decision.decide(request.POST.get("step", "")):
            messages.success(request, _("%(number)s: the decision is kept.") % {"number": incident.number})
            return redirect("admin:incidents_incident_change", pk)
        # The page is drawn as it was read; the decision form carries what was typed.
        shown = copy.copy(request)
        shown.method = "HEAD"
        return self.changeform_view(shown, str(pk), extra_context={"decision": decision})
