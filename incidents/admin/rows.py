"""From typed formsets to the child rows that a service takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.forms import BaseModelForm, BaseModelFormSet

from incidents.models import ActionTaken, Claim, Disposition, Equipment, Incident, Source
from incidents.services.children import Children

_CLAIM_FIELDS = ("field", "value", "is_chosen", "reason")


def children_from(incident: Incident, formsets: Sequence[BaseModelFormSet]) -> Children:
    """Return the row sets that were changed; the others stay as they are stored."""
    by_model = {formset.model: formset for formset in formsets}
    sources, outcomes = by_model[Source], by_model[Disposition]
    sources_changed = sources.has_changed()
    positions = _positions(sources)
    return Children(
        equipment=_rows(by_model[Equipment]),
        actions=_rows(by_model[ActionTaken]),
        sources=_rows(sources),
        # What names a source does so by its place in the list, so it is written anew when the list is.
        dispositions=_outcome_rows(outcomes, positions)
        if sources_changed or outcomes.has_changed()
        else None,
        claims=_claim_rows(incident, positions) if sources_changed and incident.pk else None,
    )


def _kept(formset: BaseModelFormSet) -> list[BaseModelForm]:
    return [
        form
        for form in formset.forms
        if not form.cleaned_data.get("DELETE") and (form.instance.pk or form.has_changed())
    ]


def _rows(formset: BaseModelFormSet) -> list[dict[str, Any]] | None:
    return [_values(form) for form in _kept(formset)] if formset.has_changed() else None


def _values(form: BaseModelForm) -> dict[str, Any]:
    return {
        name: value for name, value in form.cleaned_data.items() if name not in ("id", "incident", "DELETE")
    }


def _positions(sources: BaseModelFormSet) -> dict[int, int]:
    """Return where each stored source stands in the list to be written, counted from 1."""
    return {form.instance.pk: place for place, form in enumerate(_kept(sources), 1) if form.instance.pk}


def _outcome_rows(outcomes: BaseModelFormSet, positions: dict[int, int]) -> list[dict[str, Any]]:
    rows = []
    for form in _kept(outcomes):
        values = _values(form)
        values["legal_bases"] = [basis.code for basis in values["legal_bases"]]
        rows.append(values | {"source": positions.get(form.instance.source_id or 0)})
    return rows


def _claim_rows(incident: Incident, positions: dict[int, int]) -> list[dict[str, Any]]:
    return [
        {name: getattr(claim, name) for name in _CLAIM_FIELDS}
        | {"source": positions.get(claim.source_id or 0)}
        for claim in Claim.objects.filter(incident=incident)
    ]
