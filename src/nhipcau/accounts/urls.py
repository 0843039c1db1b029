"""Addresses of signing in; those not named here are django-allauth's."""

from __future__ import annotations

from django.urls import path, re_path

from nhipcau.accounts import views

app_name = "accounts"
urlpatterns = [
    path("vao/", views.Enter.as_view(), name="enter"),
    path("ngon-ngu/", views.choose_language, name="language"),
    # Nobody signs up or changes the office's contact of an account by himself.
    re_path(r"^(?:signup|email|confirm-email|2fa/webauthn/signup|login/code)/", views.closed),
]
