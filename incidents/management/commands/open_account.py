"""`manage.py open_account NAME --role reporter`: a new account, its password shown once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.services.accounts import PERSON_ROLES, open_account


class Command(BaseCommand):
    help = "Open an account and print its random password once. Use a function, not a person's name, as user name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--role", action="append", required=True, choices=PERSON_ROLES, dest="roles",
                            help="may be given several times")  # fmt: skip

    def handle(self, *, username: str, roles: list[str], **_options: Any) -> None:
        try:
            account, password = open_account(username=username, roles=roles)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"Opened {account.username} ({', '.join(sorted(set(roles)))}).")
        self.stdout.write(f"Password, shown only now: {password}")
