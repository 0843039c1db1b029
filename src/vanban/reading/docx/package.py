"""The parts of a Word file and how they refer to each other."""

from __future__ import annotations

import io
import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from vanban.errors import DamagedDocument
from vanban.reading.archive import Archive
from vanban.reading.docx.names import STRICT
from vanban.reading.markup import Element, Readable, parse

_MAIN = "officeDocument"
_FALLBACK_MAIN = "word/document.xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another part refers to: last word of its type, and its name in the archive."""

    kind: str
    target: str


class Package:
    """Opens the main document part and its companions."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._strict = False
        self.main = self._find_main()
        self._strict = STRICT[0][0] in archive.open(self.main).read(4096)
        self.relations = self._relations_of(self.main)

    def _find_main(self) -> str:
        for relation in self._relations_of("").values():
            if relation.kind == _MAIN and relation.target in self._archive:
                return relation.target
        if _FALLBACK_MAIN in self._archive:
            return _FALLBACK_MAIN
        raise DamagedDocument("no main document part")

    def _relations_of(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        if path not in self._archive:
            return {}
        relations = {}
        for element in self.root(path):
            if element.get("TargetMode") == "External":
                continue
            kind = element.get("Type", "").rsplit("/", 1)[-1]
            target = unquote(element.get("Target", ""))
            resolved = posixpath.normpath(posixpath.join(folder, target)) if target[:1] != "/" else target[1:]
            relations[element.get("Id", "")] = Relation(kind, resolved)
        return relations

    def root(self, name: str) -> Element:
        """A part parsed as a whole."""
        return parse(self._transitional(self._archive.read(name)))

    def companion(self, kind: str) -> Element | None:
        """The part of a kind ("styles", "numbering", "footnotes") that belongs to the main one."""
        for relation in self.relations.values():
            if relation.kind == kind and relation.target in self._archive:
                return self.root(relation.target)
        return None

    def related(self, relation_id: str | None) -> Element | None:
        """The part behind a relation of the main one."""
        relation = self.relations.get(relation_id or "")
        if relation is None or relation.target not in self._archive:
            return None
        return self.root(relation.target)

    def open_main(self) -> Readable:
        """The main part as a stream."""
        if self._strict:
            return io.BytesIO(self._transitional(self._archive.read(self.main)))
        return self._archive.open(self.main)

    def _transitional(self, data: bytes) -> bytes:
        if self._strict:
            for strict, transitional in STRICT:
                data = data.replace(strict, transitional)
        return data
