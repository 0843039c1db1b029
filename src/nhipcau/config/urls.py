"""The root of all addresses."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from nhipcau.accounts import urls as accounts_urls
from nhipcau.accounts.views import closed
from nhipcau.config.views import OwnAccountView
from nhipcau.delivery.views.feed import feed
from nhipcau.organisations import urls as organisations_urls
from nhipcau.reporting.views.api import api as reports_api
from nhipcau.workbench.views import HomeScreen

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home"), name="front"),
    path("suc-khoe/", lambda request: HttpResponse("ok", content_type="text/plain"), name="health"),
    # Calendar programs ask without a sign-in: the secret in the address is the key.
    path("lich/<str:secret>.ics", feed, name="calendar-feed"),
    path("api/v1/", reports_api.urls),
    path("tai-khoan/", include(accounts_urls)),
    path("tai-khoan/", include("allauth.urls")),
    path("loi-moi/", include((organisations_urls.invitations, "invitations"))),
    # Wagtail's own sign-in and reset know neither throttle nor second factor: there is one door.
    re_path(
        r"^lam-viec/(?:login|password_reset)/",
        RedirectView.as_view(pattern_name="accounts:enter", query_string=True),
    ),
    # The library alone takes files in: Wagtail's uploads would pass its guard against secrecy marks.
    re_path(r"^lam-viec/(?:documents|images)/", closed),
    # Wagtail shows its history to everybody in the shell: the one log asks for the right to read it.
    re_path(r"^lam-viec/reports/site-history/", RedirectView.as_view(pattern_name="audit_log")),
    path("lam-viec/account/", require_admin_access(OwnAccountView.as_view())),
    path("lam-viec/", require_admin_access(HomeScreen.as_view())),
    path("lam-viec/", include(wagtailadmin_urls)),
]
