"""Settings of the test suite: the same rooms, quick passwords, files in a folder of their own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from nhipcau.config.settings.base import *  # noqa: F403
from nhipcau.config.settings.base import DATABASES

SECRET_KEY = "for tests only"  # noqa: S105
DEBUG = False
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
VAR = Path(tempfile.gettempdir()) / "nhipcau-tests"
MEDIA_ROOT = VAR / "media"
NHIPCAU_MAIL_FOLDER = VAR / "mail"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
ACCOUNT_RATE_LIMITS = {"login": "1000/m/ip", "login_failed": "1000/m/ip,5/5m/key"}
# A file given by address is the test database itself, so that threads meet each other as in real life.
if os.environ.get("DATABASE_URL", "").startswith("sqlite:"):
    DATABASES["default"]["TEST"] = {"NAME": f"{DATABASES['default']['NAME']}.test"}
