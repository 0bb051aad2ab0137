#!/usr/bin/env python
"""Entry point for every command of the product."""

import os
import sys

from django.core.management import execute_from_command_line

from config import numba_cache


def main() -> None:
    """Run a command with the settings and the compiled kernels of this installation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    numba_cache.prepare()
    if not all(map(_is_utf8, sys.argv)):
        sys.exit("An argument is not UTF-8. Set the terminal to UTF-8 and type it again.")
    execute_from_command_line(sys.argv)


def _is_utf8(argument: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in argument)


if __name__ == "__main__":
    main()
