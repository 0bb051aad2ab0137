"""Every stored field has a privacy class; nothing in the registry is invented; no column profiles a person."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

from incidents.access import FIELD_CLASSES

OWN_MODELS = [
    model for label in ("incidents", "protected_sites") for model in apps.get_app_config(label).get_models()
]
# Rows of many-to-many links hold two keys and nothing else.
STORED = [model for model in OWN_MODELS if not model._meta.auto_created]


@pytest.mark.parametrize("model", STORED, ids=lambda model: model._meta.label)
def test_every_field_has_one_privacy_class(model: type) -> None:
    fields = {field.name for field in model._meta.get_fields() if field.concrete}
    assert set(FIELD_CLASSES[model._meta.label]) == fields


@pytest.mark.parametrize("model", STORED, ids=lambda model: model._meta.label)
def test_no_column_holds_who_somebody_is(model: type) -> None:
    forbidden = re.compile(
        r"nationalit|ethnic|religion|race\b|passport|birth|gender|first_name|last_name|phone|resident_number|suspect"
    )
    assert [f.name for f in model._meta.get_fields() if f.concrete and forbidden.search(f.name)] == []
