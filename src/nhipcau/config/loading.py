"""The application as servers answer from it."""

from __future__ import annotations

import gc

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver


def loaded_application() -> WSGIHandler:
    """The application with all its addresses and screens loaded.

    What was loaded stays to the end: taken out of the rounds of the garbage collector, which would go through half a million
    objects every few requests and hold one request up for a fifth of a second.
    """
    handler = get_wsgi_application()
    _ = get_resolver().url_patterns
    gc.collect()
    gc.freeze()
    return handler
