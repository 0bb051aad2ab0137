"""`manage.py reset_password NAME`: a new random password, shown once; no mail is involved."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.models import Account
from incidents.services.accounts import reset_password


class Command(BaseCommand):
    help = "Give an account a new random password and print it once. Its sessions end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument(
            "--second-factors", action="store_true", help="remove lost second factors as well"
        )

    def handle(self, *, username: str, second_factors: bool, **_options: Any) -> None:
        account = Account.objects.filter(username=username).first()
        if account is None:
            raise CommandError(f"“{username}” is not an account.")
        if not account.is_active:
            raise CommandError(f"“{username}” is closed.")
        password = reset_password(account=account, second_factors=second_factors)
        if second_factors:
            self.stdout.write("Second factors are removed.")
        self.stdout.write(f"Password of {username}, shown only now: {password}")
