"""Accounts of staff, kept by the operator: a user name, roles, a password; never one's own roles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.password_validation import validate_password
from django.db.models import Model, QuerySet
from django.forms import BaseModelFormSet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from incidents.access import Action
from incidents.admin.base import ServiceForm, ServiceModelAdmin, actor
from incidents.admin.office import office
from incidents.enums import Role
from incidents.models import Account
from incidents.rendering.labels import label
from incidents.services.accounts import PERSON_ROLES, change_account, open_account

_NEW_PASSWORD = {"autocomplete": "new-password"}


class AccountForm(ServiceForm):
    """Roles and whether the account may sign in."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(role, Role(role).label) for role in PERSON_ROLES],
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is not None:
            self.initial["roles"] = sorted(self.instance.role_codes)


class NewAccountForm(AccountForm):
    """A password is typed twice, or made here and shown once."""

    password = forms.CharField(
        label=_("Password"), required=False, strip=False, widget=forms.PasswordInput(attrs=_NEW_PASSWORD),
        help_text=_("Leave both blank: a random password is made and shown once."),
    )  # fmt: skip
    password_again = forms.CharField(
        label=_("Password again"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs=_NEW_PASSWORD),
    )

    def clean(self) -> dict[str, Any]:
        """Compare the two and hold them to the rules for passwords."""
        values = super().clean()
        password = values.get("password", "")
        if password != values.get("password_again", ""):
            self.add_error("password_again", _("The two passwords differ. Type both again."))
        elif password:
            try:
                validate_password(password, Account(username=values.get("username", "")))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return values


@admin.register(Account, site=office)
class AccountAdmin(ServiceModelAdmin):
    """Opened and closed by the operator; no names, no addresses."""

    adds = (Action.MANAGE_ACCOUNTS,)
    changes = (Action.MANAGE_ACCOUNTS,)
    list_display = ("username", "roles_held", "is_active", "is_demo", "last_login")
    list_filter = ("is_active", "groups")
    search_fields = ("username",)
    ordering = ("username",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Account]:
        """Fetch the roles with the rows."""
        return super().get_queryset(request).prefetch_related("groups")

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **options: Any
    ) -> type[forms.ModelForm]:
        """Ask for a password only when an account is opened."""
        return super().get_form(request, obj, change, form=AccountForm if obj else NewAccountForm, **options)

    def get_fields(self, request: HttpRequest, obj: Account | None = None) -> tuple[str, ...]:
        """Name the fields of opening, or of changing."""
        return (
            ("username", "roles", "is_active") if obj else ("username", "roles", "password", "password_again")
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Account | None = None) -> tuple[str, ...]:
        """Keep the user name: records and the trail refer to it."""
        return ("username",) if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Whether the account may be changed here; one's own is read."""
        is_own = obj is not None and obj.pk == request.user.pk
        return super().has_change_permission(request, obj) and not is_own

    @admin.display(description=_("roles"))
    def roles_held(self, obj: Account) -> str:
        return ", ".join(label("role", group.name) for group in obj.groups.all()) or str(_("none"))

    def save_with_service(
        self,
        request: HttpRequest,
        form: forms.ModelForm,
        formsets: Sequence[BaseModelFormSet],
        *,
        change: bool,
    ) -> Account:
        """Open the account, or change its roles and whether it may sign in."""
        values = form.cleaned_data
        if change:
            return change_account(
                by=actor(request), account=form.instance, roles=values["roles"], is_active=values["is_active"]
            )
        account, request.password_made = open_account(  # type: ignore[attr-defined]
            by=actor(request), username=values["username"], roles=values["roles"], password=values["password"] or None,
        )  # fmt: skip
        if values["password"]:
            request.password_made = ""  # type: ignore[attr-defined]
        return account

    def response_add(
        self, request: HttpRequest, obj: Account, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show a password made here in this one answer; a message would lie in a cookie."""
        password = getattr(request, "password_made", "")
        if not password:
            return super().response_add(request, obj, post_url_continue)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts, "title": _("Account opened"), "account": obj, "password": password,
        }  # fmt: skip
        return TemplateResponse(request, "admin/incidents/account/opened.html", context)
