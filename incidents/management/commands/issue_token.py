"""Issue a token for a program and print it once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.enums import Tlp
from incidents.errors import IncidentError
from incidents.models import Account
from incidents.services.tokens import issue_token


class Command(BaseCommand):
    help = "Issue a token that reads released records over REST, and print it once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for whatever the register of exports must know."""
        parser.add_argument("--by", required=True, help="user name of the releaser who issues it")
        parser.add_argument(
            "--owner", required=True, help="user name of the analyst or releaser it belongs to"
        )
        parser.add_argument("--name", required=True, help="what the token is for, such as “nightly brief”")
        parser.add_argument("--purpose", required=True)
        parser.add_argument("--legal-ground", required=True)
        parser.add_argument("--recipient", required=True, help="the office that receives the records")
        parser.add_argument(
            "--tier", default=Tlp.CLEAR.value, choices=Tlp.values, help="highest TLP label it may read"
        )
        parser.add_argument("--days", type=int, default=90, help="days until it ends (1 to 366)")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Call the service and print the token alone on standard output."""
        try:
            token, plain = issue_token(
                by=_account(options["by"]),
                owner=_account(options["owner"]),
                **{
                    name: options[name]
                    for name in ("name", "purpose", "legal_ground", "recipient", "tier", "days")
                },
            )
        except IncidentError as error:
            raise CommandError(str(error)) from error
        self.stderr.write(
            f"Token {token.prefix}, label up to TLP:{token.tier}, ends {token.expires_at:%Y-%m-%d}."
        )
        self.stderr.write("It is shown this once; keep it where passwords are kept.")
        self.stdout.write(plain)


def _account(username: str) -> Account:
    account = Account.objects.filter(username=username).first()
    if account is None:
        raise CommandError(f"account: “{username}” is unknown.")
    return account
