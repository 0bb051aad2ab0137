#!/usr/bin/env python
"""Entry point for every command of the product."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - Django may be missing; the message below helps then

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
