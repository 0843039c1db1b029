"""A copy of a Word file with comments at the places of findings; nothing else of it changes."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence

from lxml import etree

from vanban.errors import UnwritableDocument
from vanban.reading.archive import Archive
from vanban.reading.docx.names import PPR, R_RUN, STRICT, TEXT_BOX, P, T, W, whole
from vanban.reading.docx.package import Package
from vanban.reading.markup import Element, parse
from vanban.text.normalise import clean
from vanban.writing.package import same_bytes

AUTHOR, INITIALS = "vanban", "VB"
MOST_PLACES = 15
"""Comments that one finding may make."""
_CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Remark = tuple[Sequence[int], str, str]
"""Paragraphs (counted through the whole file), what is remarked, and on what ground."""


def mark(data: bytes, remarks: Sequence[Remark]) -> bytes:
    """The copy; raises `UnwritableDocument` for the strict variant of the format."""
    archive = Archive(data)
    package = Package(archive)
    if STRICT[0][0] in archive.open(package.main).read(4096):
        raise UnwritableDocument("strict OOXML: save the file as an ordinary .docx first")
    root = package.root(package.main)
    comments = package.companion("comments")
    created = comments is None
    if comments is None:
        comments = etree.Element(f"{W}comments", nsmap={"w": W[1:-1]})
    _mark(root, comments, remarks)
    replaced = {package.main: _bytes(root)}
    if created:
        replaced |= _new_part(archive, package, _bytes(comments))
    else:
        name = next(each.target for each in package.relations.values() if each.kind == "comments")
        replaced[name] = _bytes(comments)
    return _copy(data, archive, replaced)


def _mark(root: Element, comments: Element, remarks: Sequence[Remark]) -> None:
    paragraphs = list(root.iter(P))
    first = next((each for each in paragraphs if _runs(each)), None)
    number = max((whole(each.get(f"{W}id"), 0) or 0 for each in comments), default=-1)
    for places, text, ground in remarks:
        anchors = [anchor for at in places[:MOST_PLACES] if (anchor := _anchor(paragraphs[at])) is not None]
        for anchor in dict.fromkeys(anchors or ([first] if first is not None else [])):
            number += 1
            comments.append(_comment(number, (text, f"({ground})")))
            _surround(anchor, number)


def _runs(paragraph: Element) -> list[Element]:
    return [run for run in paragraph.iterchildren(R_RUN) if run.find(T) is not None]


def _anchor(paragraph: Element) -> Element | None:
    """The paragraph itself, or for one in a text box the paragraph that holds the box: boxes take no comments."""
    boxes = list(paragraph.iterancestors(TEXT_BOX))
    if boxes:
        holder = next(boxes[-1].iterancestors(P), None)
        return holder if holder is not None and holder.find(PPR) is not None else None
    return paragraph if _runs(paragraph) else None


def _surround(paragraph: Element, number: int) -> None:
    """The range of a comment over all text of a paragraph, and its mark."""
    runs = _runs(paragraph) or list(paragraph.iterchildren(R_RUN))
    if not runs:
        return
    start = etree.Element(f"{W}commentRangeStart", {f"{W}id": str(number)})
    end = etree.Element(f"{W}commentRangeEnd", {f"{W}id": str(number)})
    runs[0].addprevious(start)
    runs[-1].addnext(end)
    mark_run = etree.Element(R_RUN)
    etree.SubElement(mark_run, f"{W}commentReference", {f"{W}id": str(number)})
    end.addnext(mark_run)


def _comment(number: int, lines: Sequence[str]) -> Element:
    """A comment without a day: the same findings give the same copy."""
    comment = etree.Element(
        f"{W}comment", {f"{W}id": str(number), f"{W}author": AUTHOR, f"{W}initials": INITIALS}
    )
    for line in lines:
        paragraph = etree.SubElement(comment, P)
        text = etree.SubElement(etree.SubElement(paragraph, R_RUN), T, {_SPACE: "preserve"})
        text.text = clean(line)
    return comment


def _new_part(archive: Archive, package: Package, comments: bytes) -> dict[str, bytes]:
    """The comments as a part of their own, declared and related to the main one."""
    folder, main = posixpath.split(package.main)
    name = posixpath.join(folder, "vanban-comments.xml")
    relations_name = posixpath.join(folder, "_rels", f"{main}.rels")
    types = parse(archive.read(_CONTENT_TYPES))
    etree.SubElement(types, f"{_TYPES}Override", {"PartName": f"/{name}", "ContentType": _TYPE})
    if relations_name in archive:
        relations = parse(archive.read(relations_name))
    else:
        relations = parse(f'<Relationships xmlns="{_RELATIONS[1:-1]}"/>'.encode())
    etree.SubElement(
        relations,
        f"{_RELATIONS}Relationship",
        {"Id": "vanbanComments", "Type": _KIND, "Target": posixpath.basename(name)},
    )
    return {name: comments, relations_name: _bytes(relations), _CONTENT_TYPES: _bytes(types)}


def _copy(data: bytes, archive: Archive, replaced: dict[str, bytes]) -> bytes:
    """The package with parts replaced and added; every other part as it was."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as copy:
        for name, content in _parts(data, archive, replaced):
            copy.writestr(name, content)
    return same_bytes(stream.getvalue())


def _parts(data: bytes, archive: Archive, replaced: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    left = {name.lower(): (name, content) for name, content in replaced.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        names = list(dict.fromkeys(entry.filename for entry in old.infolist() if not entry.is_dir()))
    for name in names:
        _, content = left.pop(name.lstrip("/").lower(), ("", b""))
        yield name, content or archive.read(name.lstrip("/"))
    yield from left.values()


def _bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
