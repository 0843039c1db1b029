"""Addresses of reports, below /lam-viec/bao-cao/."""

from __future__ import annotations

from django.urls import path

from nhipcau.reporting.views import report

urlpatterns = [
    path("", report.IndexScreen.as_view(), name="index"),
]
