"""Revoke a token at once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.errors import IncidentError
from incidents.models import Account, ApiToken
from incidents.services.tokens import revoke_token


class Command(BaseCommand):
    help = "Revoke a token at once; the next request with it is refused."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask which token, and who ends it."""
        parser.add_argument("prefix", help="the middle part of the token: slt_PREFIX_…")
        parser.add_argument("--by", required=True, help="user name of a releaser or of the token's owner")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Call the service."""
        account = Account.objects.filter(username=options["by"]).first()
        token = ApiToken.objects.filter(prefix=options["prefix"]).first()
        if account is None or token is None:
            raise CommandError("account or token is unknown. Check the user name and the prefix.")
        try:
            revoke_token(by=account, token=token)
        except IncidentError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Token {token.prefix} is revoked.")
