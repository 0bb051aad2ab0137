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
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
