"""A person's own data as a file."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from nhipcau.kernel import clock
from nhipcau.organisations.selectors import personal_data


@never_cache
def my_data(request: HttpRequest) -> JsonResponse:
    """Everything kept about whoever asks, as JSON; nobody gets another person's."""
    data = personal_data(request.user, now=clock.now())  # type: ignore[arg-type]
    answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="du-lieu-cua-toi-{clock.today():%Y-%m-%d}.json"'
    )
    return answer
