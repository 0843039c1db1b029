"""Finding a unit while its name is typed: what the choice of units in forms asks."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

from nhipcau.kernel import clock
from nhipcau.kernel.fields import day_in
from nhipcau.organisations.policies import keepers, roles_of
from nhipcau.organisations.selectors import find_units

LONGEST = 100  # characters of a question


def find(request: HttpRequest) -> JsonResponse:
    """`?q=` the text, `?ngay=` the day (today), `?da-het=1` also units that ended, `?giu=1` only units this person keeps.

    The likeliest units, as JSON.
    """
    today = clock.today()
    on = day_in(request.GET.get("ngay", "")) or today
    kept = roles_of(request.user, on=today).units(keepers()) if request.GET.get("giu") == "1" else None
    found = find_units(
        request.user,
        on=on,
        text=request.GET.get("q", "")[:LONGEST],
        closed=request.GET.get("da-het") == "1",
        within=kept,
    )
    units = [
        {
            "id": unit.pk,
            "code": unit.code,
            "name": unit.name,
            "short": unit.short_name,
            "above": unit.above,
            "ended": f"{unit.ended:%d/%m/%Y}" if unit.ended else "",
        }
        for unit in found
    ]
    answer = JsonResponse({"units": units})
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
