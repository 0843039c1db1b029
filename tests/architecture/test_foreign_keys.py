"""Foreign keys point to the same room or a lower one; strings hide them from import-linter."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.apps import apps
from django.db.models import Model

ROOT = Path(__file__).resolve().parents[2]


def room_heights() -> dict[str, int]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c["id"] == "nhipcau-layers")
    return {
        room.strip(): height for height, layer in enumerate(reversed(layers)) for room in layer.split("|")
    }


def room_of(model: type[Model]) -> str | None:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "nhipcau" else None


def test_no_foreign_key_points_upward() -> None:
    heights = room_heights()
    upward = []
    for model in apps.get_models():
        room = room_of(model)
        if room is None:
            continue
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if field.auto_created or not field.is_relation:
                continue
            if not (isinstance(target, type) and issubclass(target, Model)):
                continue
            other = room_of(target)
            if other is not None and other != room and heights[other] >= heights[room]:
                upward.append(f"{model._meta.label}.{field.name} -> {target._meta.label}")
    assert upward == []
