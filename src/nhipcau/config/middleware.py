"""What is done to every request: the language of the person, the headers that protect the page."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]

# Nothing is loaded from elsewhere. Wagtail's own editors start their widgets with inline scripts; our screens do not.
_COMMON = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "frame-ancestors 'self'; base-uri 'self'; form-action 'self'; object-src 'none'; script-src 'self'"
)
_EDITOR = f"{_COMMON} 'unsafe-inline'"


def language(answer: Answer) -> Answer:
    """Vietnamese first: the choice kept in the account, then that in the cookie; never the browser's guess."""
    known = dict(settings.LANGUAGES)

    def with_language(request: HttpRequest) -> HttpResponse:
        profile = (
            getattr(request.user, "wagtail_userprofile", None) if request.user.is_authenticated else None
        )
        chosen = getattr(profile, "preferred_language", "") or request.COOKIES.get(
            settings.LANGUAGE_COOKIE_NAME, ""
        )
        code = chosen if chosen in known else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = answer(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        response.headers.setdefault("Content-Language", code)
        return response

    return with_language


def no_nul(answer: Answer) -> Answer:
    """An address with a NUL is nobody's question, and PostgreSQL keeps no such text; forms refuse it by themselves."""

    def without_nul(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "\0" in unquote(request.META.get("QUERY_STRING", "")):
            raise BadRequest
        return answer(request)

    return without_nul


def content_security(answer: Answer) -> Answer:
    """Browsers run only what this server serves."""

    def with_policy(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        view = getattr(request.resolver_match, "func", None)
        own = not getattr(view, "__module__", "").startswith("wagtail.")
        response.headers.setdefault("Content-Security-Policy", _COMMON if own else _EDITOR)
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
        return response

    return with_policy
