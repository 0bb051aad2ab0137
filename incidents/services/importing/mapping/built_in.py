"""Mappings that come with the product."""

from __future__ import annotations

from incidents.services.importing.mapping.shape import Mapping

BUILT_IN: dict[str, Mapping] = {}
