"""Outlines of the states of the USA, to see whether a position read from a text can be meant."""

from incidents.services.importing.mapping.states.outlines import State, state_named

__all__ = ["State", "state_named"]
