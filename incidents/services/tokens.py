"""Keys for programs: issued once, stored as a hash, bound to a purpose, ended by date, revocation or role."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.access import Action, reader_of
from incidents.enums import AuditAction, Tlp
from incidents.errors import IncompleteReport, NotAllowed, TokenRefused, WrongState, shorten
from incidents.models import Account, ApiToken
from incidents.services.audit import record_event
from incidents.services.text_scan import scan_text

MARK = "slt"
MAX_DAYS = 366
LAST_USED_STEP = dt.timedelta(minutes=1)
_TEXTS = ("name", "purpose", "legal_ground", "recipient")
# Compared with when no token has the prefix, so that both answers take the same steps.
_NO_HASH = hashlib.sha256(b"").hexdigest()


@transaction.atomic
def issue_token(
    *,
    by: Account,
    owner: Account,
    name: str,
    purpose: str,
    legal_ground: str,
    recipient: str,
    tier: str = Tlp.CLEAR,
    days: int = 90,
) -> tuple[ApiToken, str]:
    """Store a token and return it with its plain text, which is kept nowhere and shown once."""
    if not reader_of(by).may(Action.ISSUE_TOKEN):
        raise NotAllowed(_("Only a releaser issues tokens."))
    if not reader_of(owner).may(Action.EXPORT):
        raise NotAllowed(
            _("The roles of the token's owner do not cover exports. Give the role of analyst first.")
        )
    if not 1 <= days <= MAX_DAYS:
        raise IncompleteReport(
            {
                "days": _("days: %(value)s is not between 1 and %(most)d.")
                % {"value": shorten(days), "most": MAX_DAYS}
            }
        )
    prefix, secret = secrets.token_hex(5), secrets.token_urlsafe(32)
    plain = f"{MARK}_{prefix}_{secret}"
    token = ApiToken(
        owner=owner, name=name.strip(), purpose=purpose.strip(), legal_ground=legal_ground.strip(),
        recipient=recipient.strip(), tier=tier, prefix=prefix, key_sha256=_hashed(plain),
        expires_at=timezone.now() + dt.timedelta(days=days),
    )  # fmt: skip
    _check(token)
    token.save()
    _record(by, AuditAction.TOKEN_ISSUED, token)
    return token, plain


@transaction.atomic
def revoke_token(*, by: Account, token: ApiToken) -> ApiToken:
    """End a token at once; a releaser or its owner may."""
    if not (reader_of(by).may(Action.ISSUE_TOKEN) or token.owner_id == by.pk):
        raise NotAllowed(_("Only a releaser or the token's owner revokes it."))
    stored = ApiToken.objects.select_for_update().get(pk=token.pk)
    if stored.revoked_at is not None:
        raise WrongState(_("This token was revoked already."))
    stored.revoked_at = timezone.now()
    stored.save(update_fields=["revoked_at"])
    _record(by, AuditAction.TOKEN_REVOKED, stored)
    return stored


def token_behind(plain: str) -> ApiToken:
    """Return the token that this text is, with its owner, or say why it opens nothing."""
    mark, _underscore, rest = plain.partition("_")
    prefix = rest.partition("_")[0]
    token = ApiToken.objects.select_related("owner").filter(prefix=prefix[:12].replace("\x00", "")).first()
    is_same = hmac.compare_digest(_hashed(plain), token.key_sha256 if token else _NO_HASH)
    if token is None or mark != MARK or not is_same:
        raise TokenRefused(_("This token is not known."))
    if token.revoked_at is not None:
        raise TokenRefused(_("This token was revoked. Ask a releaser for a new one."))
    if token.expires_at <= timezone.now():
        raise TokenRefused(_("This token has expired. Ask a releaser for a new one."))
    if not reader_of(token.owner, token).may(Action.EXPORT):
        raise TokenRefused(_("The owner of this token may no longer export."))
    _note_use(token)
    return token


def _hashed(plain: str) -> str:
    """A random secret of 256 bits needs no slow hash."""
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def _check(token: ApiToken) -> None:
    problems = {
        name: _("%(field)s is missing.") % {"field": name} for name in _TEXTS if not getattr(token, name)
    }
    try:
        token.full_clean(exclude=["owner", *problems])
    except ValidationError as error:
        problems |= {name: f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items()}
    if problems:
        raise IncompleteReport(problems)
    for name in _TEXTS:
        scan_text(name, getattr(token, name))


def _note_use(token: ApiToken) -> None:
    """Write at most once a minute, so that reading does not become writing."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= LAST_USED_STEP:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _record(by: Account, action: AuditAction, token: ApiToken) -> None:
    record_event(
        by=by, action=action, object_type="token", object_key=token.prefix,
        detail={"tier": token.tier, "expires_at": token.expires_at.isoformat()},
    )  # fmt: skip
