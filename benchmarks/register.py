"""Sets up the country, searches it as an ordinary officer and imports a large spreadsheet; a process of its own for each database.

Prints a JSON line for each figure: name, value, unit, and which target it is held against.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhipcau.config.settings.run")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from nhipcau.accounts.models import Role, User  # noqa: E402
from nhipcau.kernel import clock  # noqa: E402
from nhipcau.kernel.folding import fold  # noqa: E402
from nhipcau.organisations.models import RoleHolding, Unit, UnitAlias  # noqa: E402
from nhipcau.organisations.services import import_units, set_up_country, set_up_province  # noqa: E402

TYPED = 300  # questions
SHEET_ROWS = 4000
SEED = 7


def say(name: str, value: float, unit: str, target: str) -> None:
    """One figure."""
    print(json.dumps({"name": name, "value": value, "unit": unit, "target": target}), flush=True)


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """How long it took, and what it gave."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def set_up(root: User) -> None:
    """One province as on its screen (undone again), then the whole country, then again."""
    now = clock.now()
    try:
        with transaction.atomic():
            took, done = seconds(lambda: set_up_province(user=root, province="79", now=now))
            raise InterruptedError
    except InterruptedError:
        say(f"one province set up ({done.total} units)", took, "s", "one province")
    took, made = seconds(lambda: set_up_country(user=root, now=now))
    total = sum(made.values())
    say(
        f"country set up ({made['province']} provinces, {made['commune']} communes, {total} units)",
        took,
        "s",
        "set-up",
    )
    took, made = seconds(lambda: set_up_country(user=root, now=now))
    assert not made, made
    say("country set up again (nothing new)", took, "s", "again")


def search(root: User) -> None:
    """The screen's own question, letter by letter, for names of today, old names and spellings without marks."""
    officer = User.objects.create_user("officer", password=None)
    RoleHolding.objects.create(user=officer, unit=Unit.objects.get(code="T24-VHTTDL"), role=Role.UNIT_OFFICER)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(officer)
    chance = random.Random(SEED)
    names = [
        *Unit.objects.filter(valid_to=None).order_by("pk").values_list("name", flat=True),
        *UnitAlias.objects.order_by("pk").values_list("alias", flat=True),
    ]
    questions = []
    for name in chance.sample(names, TYPED):
        text = chance.choice([name, fold(name), name.lower()])
        questions.append(text[: chance.randint(2, len(text))])
    address = reverse("units:find")
    client.get(address, {"q": "sở"})
    times = []
    for question in questions:
        took, answer = seconds(partial(client.get, address, {"q": question}))
        assert answer.status_code == 200, answer.status_code
        times.append(took * 1000)
    times.sort()
    units = Unit.objects.count()
    say(f"unit search as you type over {units} units, p95", times[int(len(times) * 0.95) - 1], "ms", "search")
    say(f"unit search as you type over {units} units, slowest", times[-1], "ms", "search")


def import_twice(root: User) -> None:
    """A sheet of 4,000 communes of an invented province, twice: the second time nothing changes."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["mã", "tên", "tên viết tắt", "mã cấp trên", "loại", "từ ngày", "đến ngày", "tên khác", "tiếp nối"]
    )
    writer.writerow(["RL", "Ủy ban nhân dân tỉnh Rộng Lớn", "UBND tỉnh Rộng Lớn", "", "tỉnh", "", "", "", ""])
    for number in range(1, SHEET_ROWS):
        name = f"xã Bến Sông {number}"
        writer.writerow(
            [
                f"RL-{number}",
                f"Ủy ban nhân dân {name}",
                f"UBND {name}",
                "RL",
                "xã",
                "01/07/2025",
                "",
                name,
                "",
            ]
        )
    data = out.getvalue().encode()
    took, done = seconds(lambda: import_units(user=root, data=data, name="don-vi.csv", now=clock.now()))
    assert done.new == SHEET_ROWS, done.new
    say(f"spreadsheet of {SHEET_ROWS} units imported", took, "s", "import")
    before = Unit.objects.count(), UnitAlias.objects.count()
    took, done = seconds(lambda: import_units(user=root, data=data, name="don-vi.csv", now=clock.now()))
    assert (done.new, done.changed, done.same) == (0, 0, SHEET_ROWS), done
    assert before == (Unit.objects.count(), UnitAlias.objects.count())
    say(f"spreadsheet of {SHEET_ROWS} units imported again (nothing changed)", took, "s", "import")


def main() -> int:
    """Everything, in this order: the search stands on the country."""
    call_command("migrate", verbosity=0, interactive=False)
    root = User.objects.create_superuser("root", password=None)
    set_up(root)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    search(root)
    import_twice(root)
    assert Unit.find_problems() == ([], [], [], [], [])
    return 0


if __name__ == "__main__":
    sys.exit(main())
