"""Screens: parse, authorise, call one function, answer."""
