"""The root of all addresses."""

from __future__ import annotations

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home"), name="front"),
    path("tai-khoan/", include("allauth.urls")),
    path("lam-viec/", include(wagtailadmin_urls)),
]
