"""A token is shown once, kept as a hash, and ends by date, by revocation or with its owner's role."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from incidents.errors import IncompleteReport, NotAllowed, PersonalDataFound, TokenRefused, WrongState
from incidents.models import Account, ApiToken, AuditEvent
from incidents.services.accounts import give_roles
from incidents.services.tokens import issue_token, revoke_token, token_behind

GROUND = {"purpose": "Quarterly brief", "legal_ground": "Site protection duty", "recipient": "Policy office"}


def issue(releaser: Account, analyst: Account, **values: object) -> tuple[ApiToken, str]:
    return issue_token(**({"by": releaser, "owner": analyst, "name": "brief"} | GROUND | values))


def test_token_is_kept_as_a_hash_only(releaser: Account, analyst: Account) -> None:
    token, plain = issue(releaser, analyst)

    secret = plain.split("_", 2)[2]
    stored = ApiToken.objects.filter(pk=token.pk).values().get()
    assert len(secret) >= 43
    assert not [name for name, value in stored.items() if secret in str(value)]
    assert token_behind(plain) == token


def test_issuing_and_revoking_leave_their_events(releaser: Account, analyst: Account) -> None:
    token, _plain = issue(releaser, analyst)
    revoke_token(by=analyst, token=token)

    events = AuditEvent.objects.filter(object_type="token", object_key=token.prefix).order_by("id")
    assert [(event.action, event.actor) for event in events] == [
        ("token.issued", releaser),
        ("token.revoked", analyst),
    ]


def test_only_a_releaser_issues(reviewer: Account, analyst: Account) -> None:
    with pytest.raises(NotAllowed, match="Only a releaser"):
        issue(reviewer, analyst)


def test_owner_must_be_able_to_export(releaser: Account, reviewer: Account) -> None:
    with pytest.raises(NotAllowed, match="do not cover exports"):
        issue(releaser, reviewer)


@pytest.mark.parametrize("name", ["name", "purpose", "legal_ground", "recipient"])
def test_blank_texts_are_refused_by_name(releaser: Account, analyst: Account, name: str) -> None:
    with pytest.raises(IncompleteReport) as refused:
        issue(releaser, analyst, **{name: "  "})
    assert set(refused.value.problems) == {name}


@pytest.mark.parametrize(
    ("name", "value"), [("tier", "PURPLE"), ("days", 0), ("days", 367), ("purpose", "x" * 201)]
)
def test_values_that_do_not_fit_are_refused_by_name(
    releaser: Account, analyst: Account, name: str, value: object
) -> None:
    with pytest.raises(IncompleteReport) as refused:
        issue(releaser, analyst, **{name: value})
    assert set(refused.value.problems) == {name}


def test_recipient_is_an_office_and_not_a_mail_address(releaser: Account, analyst: Account) -> None:
    with pytest.raises(PersonalDataFound):
        issue(releaser, analyst, recipient="someone@example.org")


def test_other_texts_open_nothing(releaser: Account, analyst: Account) -> None:
    _token, plain = issue(releaser, analyst)
    mark, prefix, secret = plain.split("_", 2)
    others = [
        "", "slt", f"{mark}_{prefix}_", f"{mark}_{prefix}_{secret}x", f"{mark}_{prefix}_{secret[:-1]}",
        f"xxx_{prefix}_{secret}", f"{mark}__{secret}", plain.upper(), f"{plain}\x00",
    ]  # fmt: skip
    for other in others:
        with pytest.raises(TokenRefused, match="not known"):
            token_behind(other)


def test_expired_token_opens_nothing(releaser: Account, analyst: Account) -> None:
    token, plain = issue(releaser, analyst)
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now() - dt.timedelta(seconds=1))

    with pytest.raises(TokenRefused, match="expired"):
        token_behind(plain)


def test_revoked_token_opens_nothing_and_is_not_revoked_twice(releaser: Account, analyst: Account) -> None:
    token, plain = issue(releaser, analyst)
    revoke_token(by=releaser, token=token)

    with pytest.raises(TokenRefused, match="revoked"):
        token_behind(plain)
    with pytest.raises(WrongState):
        revoke_token(by=releaser, token=token)


def test_stranger_does_not_revoke(releaser: Account, analyst: Account, reviewer: Account) -> None:
    token, plain = issue(releaser, analyst)
    with pytest.raises(NotAllowed):
        revoke_token(by=reviewer, token=token)
    assert token_behind(plain) == token


def test_token_ends_with_its_owners_role(releaser: Account, analyst: Account) -> None:
    _token, plain = issue(releaser, analyst)
    give_roles(analyst, ["reviewer"])

    with pytest.raises(TokenRefused, match="may no longer export"):
        token_behind(plain)


def test_token_ends_when_its_owners_account_is_closed(releaser: Account, analyst: Account) -> None:
    _token, plain = issue(releaser, analyst)
    Account.objects.filter(pk=analyst.pk).update(is_active=False)

    with pytest.raises(TokenRefused, match="may no longer export"):
        token_behind(plain)


def test_last_use_is_written_once_a_minute(releaser: Account, analyst: Account) -> None:
    token, plain = issue(releaser, analyst)
    token_behind(plain)
    first = ApiToken.objects.get(pk=token.pk).last_used_at
    token_behind(plain)
    assert ApiToken.objects.get(pk=token.pk).last_used_at == first

    long_ago = timezone.now() - dt.timedelta(minutes=2)
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=long_ago)
    token_behind(plain)
    assert ApiToken.objects.get(pk=token.pk).last_used_at > long_ago


def test_command_prints_the_token_alone_on_standard_output(
    releaser: Account, analyst: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command(
        "issue_token", "--by", "releaser", "--owner", "analyst", "--name", "brief", "--purpose", "Brief",
        "--legal-ground", "Duty", "--recipient", "Policy office", "--tier", "GREEN", "--days", "7",
    )  # fmt: skip
    token = token_behind(capsys.readouterr().out.strip())
    assert (token.tier, token.owner, token.recipient) == ("GREEN", analyst, "Policy office")

    call_command("revoke_token", token.prefix, "--by", "releaser")
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_command_says_which_account_is_unknown(releaser: Account) -> None:
    with pytest.raises(CommandError, match="“nobody” is unknown"):
        call_command(
            "issue_token", "--by", "releaser", "--owner", "nobody", "--name", "b", "--purpose", "b",
            "--legal-ground", "b", "--recipient", "b",
        )  # fmt: skip
