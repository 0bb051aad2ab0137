"""Where each part is mounted."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.i18n import set_language

from incidents.admin import office
from incidents.api.root import Root

# The admin's own login would walk round rate limits and second factors.
office.login = secure_admin_login(office.login)  # type: ignore[method-assign]


@login_not_required
def no_mail(request: HttpRequest) -> HttpResponse:
    """Answer that there is nothing: no account has an address, no mail leaves, the operator resets passwords."""
    raise Http404


urlpatterns = [
    path("", include("incidents.urls")),
    path("api/v1/", include("incidents.api.urls")),
    path("api/v1", Root.as_view(schema=None)),
    re_path(r"^accounts/(?:email|confirm-email|password/reset|login/code)/", no_mail),
    path("accounts/", include("allauth.urls")),
    path("language/", set_language, name="set_language"),
    path("admin/", office.urls),
]

handler400 = "config.api.bad_request"
handler404 = "config.api.not_found"
handler500 = "config.api.server_error"
