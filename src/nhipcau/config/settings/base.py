"""What is so in every installation. Values come from the environment through `nhipcau.config.env`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from nhipcau.config import env
from nhipcau.config.databases import databases

PACKAGE = Path(__file__).resolve().parents[2]
_checkout = PACKAGE.parents[1]
ROOT = _checkout if (_checkout / "pyproject.toml").is_file() else Path.cwd()
VAR = env.folder(os.environ, "NHIPCAU_VAR", ROOT / "var")

ROOMS = [
    "nhipcau.workbench",
    "nhipcau.reporting",
    "nhipcau.budget",
    "nhipcau.delivery",
    "nhipcau.plans",
    "nhipcau.library",
    "nhipcau.organisations",
    "nhipcau.notices",
    "nhipcau.audit",
    "nhipcau.accounts",
]
INSTALLED_APPS = [
    "nhipcau.config",
    "nhipcau.kernel",
    *ROOMS,
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "treebeard",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "nhipcau.config.middleware.language",
    "nhipcau.config.middleware.no_nul",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "nhipcau.config.middleware.content_security",
]
ROOT_URLCONF = "nhipcau.config.urls"
WSGI_APPLICATION = "nhipcau.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = databases(os.environ, var=VAR)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
# Counts of failed sign-ins stand here; several web processes share one in the database (`production`).
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "nhipcau.organisations.backends.RoleBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}}
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "account_login"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

# Accounts are opened by administrators: no public sign-up, addresses of e-mail are not confirmed by letter.
ACCOUNT_ADAPTER = "nhipcau.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_SESSION_COOKIE_AGE = 14 * 86400  # for those who ask to stay signed in
# A key is a name at an address: nobody locks a name for others, and an office behind one address stays at work.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "100/m/ip,5/5m/key"}
# One name, from whatever addresses; right passwords do not count.
NHIPCAU_FAILED_SIGN_INS_OF_A_NAME = "50/h/key"
NHIPCAU_INVITATIONS_TRIED = "60/m/ip"  # links opened and passwords set from one address
ALLAUTH_TRUSTED_PROXY_COUNT = env.integer(os.environ, "NHIPCAU_PROXIES", 0, most=5)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Nhịp Cầu"
MFA_TOTP_TOLERANCE = 1

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale", PACKAGE / "locale_upstream"]
FORMAT_MODULE_PATH = ["nhipcau.config.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = None  # files are served from where they are; `production` collects them
STATICFILES_DIRS = [PACKAGE / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"

# One uploaded document may be this large; the guard of the library looks inside before anything is kept.
NHIPCAU_UPLOAD_LIMIT = env.integer(os.environ, "NHIPCAU_UPLOAD_LIMIT_MB", 30, least=1, most=500) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# Uploads stay in memory until the guard has looked at them, also where several come in one request.
FILE_UPLOAD_HANDLERS = ["nhipcau.config.uploads.InMemory"]
FILE_UPLOAD_PERMISSIONS = 0o640

# Without a server for e-mail nobody can reset a password by letter; administrators set new ones.
EMAIL_HOST = env.text(os.environ, "NHIPCAU_EMAIL_HOST", "")
EMAIL_PORT = env.integer(os.environ, "NHIPCAU_EMAIL_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = env.text(os.environ, "NHIPCAU_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env.secret(os.environ, "NHIPCAU_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = env.flag(os.environ, "NHIPCAU_EMAIL_TLS", True)
EMAIL_TIMEOUT = 20
# Without a server letters are kept here, a file each, so that none is lost.
NHIPCAU_MAIL_FOLDER = VAR / "mail"
DEFAULT_FROM_EMAIL = env.text(os.environ, "NHIPCAU_EMAIL_FROM", "nhipcau@localhost")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"

WAGTAIL_SITE_NAME = "Nhịp Cầu"
WAGTAILADMIN_BASE_URL = env.text(os.environ, "NHIPCAU_ADDRESS", "http://127.0.0.1:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_I18N_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "accounts:enter"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.text(os.environ, "NHIPCAU_LOG_LEVEL", "WARNING").upper()},
}

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
