"""Another room is entered only by its doors: models, selectors, services, policies."""

from __future__ import annotations

import grimp

DOORS = {"models", "selectors", "services", "policies"}


def test_rooms_are_entered_by_their_doors() -> None:
    graph = grimp.build_graph("nhipcau")
    through_the_wall = []
    for importer in graph.modules:
        room = importer.split(".")[1] if "." in importer else ""
        for imported in graph.find_modules_directly_imported_by(importer):
            parts = imported.split(".")
            if len(parts) < 3 or parts[1] in {room, "kernel"} or room == "config":
                continue
            if parts[2] not in DOORS:
                through_the_wall.append(f"{importer} -> {imported}")
    assert through_the_wall == []
