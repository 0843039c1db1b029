"""An installation with its own web server, PostgreSQL and https: everything that matters must be given."""

from __future__ import annotations

import os

from nhipcau.config import env
from nhipcau.config.settings.base import *  # noqa: F403
from nhipcau.config.settings.base import VAR

DEBUG = False
SECRET_KEY = env.secret(os.environ, "NHIPCAU_SECRET_KEY")
WAGTAILADMIN_BASE_URL = env.text(os.environ, "NHIPCAU_ADDRESS")
ALLOWED_HOSTS = env.listed(os.environ, "NHIPCAU_HOSTS")
if not ALLOWED_HOSTS:
    raise env.SettingsError("NHIPCAU_HOSTS is not set: name the hosts people use, separated by commas.")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if not host.startswith("*")]

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.flag(os.environ, "NHIPCAU_HTTPS_REDIRECT", True)
SECURE_HSTS_SECONDS = env.integer(os.environ, "NHIPCAU_HSTS_SECONDS", 31_536_000)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "nhipcau_cache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
STATIC_ROOT = VAR / "static"
