"""The office's own machine: `nhipcau run` and every command without other settings."""

from __future__ import annotations

import os

from nhipcau.config import env
from nhipcau.config.keys import kept_key
from nhipcau.config.settings.base import *  # noqa: F403
from nhipcau.config.settings.base import VAR, WAGTAILADMIN_BASE_URL

DEBUG = env.flag(os.environ, "NHIPCAU_DEBUG", False)
SECRET_KEY = env.secret(os.environ, "NHIPCAU_SECRET_KEY", "") or kept_key(VAR / "secret_key")
ALLOWED_HOSTS = env.listed(os.environ, "NHIPCAU_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
# Passkeys need https, save on one's own machine.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = WAGTAILADMIN_BASE_URL.startswith(
    ("http://127.0.0.1", "http://localhost")
)
