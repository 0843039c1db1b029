"""Looks at a file in memory for the guard: its lines, boxes and properties, before anything is stored.

What cannot be looked into is `OutOfSight`: the guard then refuses rather than lets it pass.
"""

from __future__ import annotations

import io
import re
import threading
import zipfile
from collections.abc import Iterator

import pypdfium2
from lxml import etree

from nhipcau.library import content_types as types
from nhipcau.library.compound import properties_of
from nhipcau.library.guard import Glimpse, Piece, Zone, zoned

MOST_MEMBERS = 4000
MOST_EXPANDED = 300 * 2**20
MOST_TIMES = 200
MOST_PAGES = 400
DEEPEST = 2

# PDFium keeps state outside any document; two threads must not be inside it at once.
_PDFIUM = threading.Lock()
_PICTURES = (
    ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".bmp", ".tif", ".tiff", ".wdp", ".svg", ".webp", ".ico", ".heic",
    ".mp3", ".mp4", ".m4a", ".wav", ".avi", ".mov", ".fntdata", ".odttf", ".ttf", ".otf",
)  # fmt: skip
_HARMLESS = (
    "printersettings",
    "thumbnail",
    "mimetype",
    "layout-cache",
    "activex",
    "customui",
    "configurations2/",
)
_LINE_OF_OLE = re.compile(r"[\r\x07\x0b\x0c](?=([^\x00-\x1f\x7f]{3,60})[\r\x07\x0b\x0c])")
_INFO_OF_RTF = re.compile(
    r"\{\s*(?:\\\*\s*)?\\(title|subject|keywords|category|comment|doccomm|company|manager|propname|staticval)(?![a-z])([^{}]*)"
)
_PARAGRAPHS = {"p", "h", "si", "is"}
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n"}
_SHEET_CODE = re.compile(r"&(?:[LCRPNDTFAGBIUESXYKH]|\"[^\"]*\"|\d+)")


class OutOfSight(Exception):
    """Part of the file cannot be looked into; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def look(data: bytes, kind: str, *, depth: int = 0) -> Glimpse:
    """What can be seen of a file of this content type; raises OutOfSight where it hides its contents."""
    seen = Glimpse()
    if kind in types.WITHOUT_TEXT:
        return seen
    if kind == types.TEXT:
        seen.pieces += zoned(_decoded(data).splitlines())
    elif kind == types.PDF:
        _look_at_pdf(data, seen)
    elif kind == types.RTF:
        text = _decoded_rtf(data)
        seen.pieces += zoned(_lines_of_rtf(text))
        seen.properties += _properties_of_rtf(text)
    elif kind in types.OLE_DOCUMENTS:
        seen.pieces += [Piece(text) for text in _lines_of_ole(data)]
        seen.properties += properties_of(data)
    elif kind in types.OFFICE_OPEN | types.OPEN_DOCUMENT | {types.ZIP}:
        _look_at_archive(data, kind, seen, depth)
    else:
        raise OutOfSight("encrypted" if kind == types.ENCRYPTED else "unreadable")
    return seen


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _look_at_pdf(data: bytes, seen: Glimpse) -> None:
    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise OutOfSight("encrypted" if "password" in str(error).casefold() else "damaged") from error
        try:
            seen.properties += list(document.get_metadata_dict(skip_empty=True).items())
            for number in range(min(len(document), MOST_PAGES)):
                text = document[number].get_textpage().get_text_bounded()
                seen.pieces += zoned(text.splitlines(), head=15 if number == 0 else 4, foot=4)
        except pypdfium2.PdfiumError as error:
            raise OutOfSight("damaged") from error
        finally:
            document.close()


def _decoded_rtf(data: bytes) -> str:
    text = data.decode("latin-1")
    text = re.sub(r"\\u(-?\d+) ?(?:\\'[0-9a-f]{2}|\?)?", lambda m: chr(int(m[1]) % 65536), text)
    return re.sub(r"\\'([0-9a-fA-F]{2})", lambda m: bytes.fromhex(m[1]).decode("cp1258", "replace"), text)


def _properties_of_rtf(text: str) -> list[tuple[str, str]]:
    """The entries of the information block, and the custom properties."""
    found = [(entry[1], entry[2].strip()) for entry in _INFO_OF_RTF.finditer(text)]
    names = [value for key, value in found if key == "propname"]
    values = [value for key, value in found if key == "staticval"]
    return found + list(zip(names, values, strict=False))


def _lines_of_rtf(text: str) -> list[str]:
    text = re.sub(r"\\(?:par|line|cell|row|page|sect)(?![a-z]) ?", "\n", text)
    text = re.sub(r"\\tab(?![a-z]) ?", "\t", text)
    text = re.sub(r"\\[a-z]+-?\d* ?|\\\*|\\[^a-z]", "", text)
    # What opens a group (a text box, the information block) starts a line of its own.
    return [line for line in re.split(r"[\n{}]", text.replace("\r", "")) if line.strip()]


def _lines_of_ole(data: bytes) -> Iterator[str]:
    """Short paragraphs and cells of an old Office file: between its paragraph and cell marks, in either of its codings."""
    for text in (
        data.decode("utf-16-le", "replace"),
        data[1:].decode("utf-16-le", "replace"),
        data.decode("cp1252", "replace"),
        data.decode("cp1258", "replace"),
    ):
        yield from (found[1] for found in _LINE_OF_OLE.finditer(text))


def _look_at_archive(data: bytes, kind: str, seen: Glimpse, depth: int) -> None:
    if depth > DEEPEST:
        raise OutOfSight("nested")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _refuse_bombs(members, len(data))
            for member in members:
                _look_at_member(archive, member, kind, seen, depth)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, etree.XMLSyntaxError) as error:
        raise OutOfSight("damaged") from error
    except RuntimeError as error:  # how zipfile says that a password is needed
        raise OutOfSight("encrypted") from error


def _refuse_bombs(members: list[zipfile.ZipInfo], size: int) -> None:
    expanded = sum(member.file_size for member in members)
    if (
        len(members) > MOST_MEMBERS
        or expanded > MOST_EXPANDED
        or (expanded > 20 * 2**20 and expanded > size * MOST_TIMES)
    ):
        raise OutOfSight("too-large")


def _look_at_member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, kind: str, seen: Glimpse, depth: int
) -> None:
    name = member.filename.casefold()
    if kind == types.ZIP:
        content = archive.read(member)
        seen.names.append(member.filename)
        found = look(content, types.content_type_of(content), depth=depth + 1)
        seen.names += found.names
        seen.pieces += found.pieces
        seen.properties += found.properties
        return
    if name.endswith("vbaproject.bin"):
        raise OutOfSight("macros")
    if name.endswith((".xml", ".vml")):
        _look_at_xml(archive.read(member), name, seen)
    elif not (
        name.endswith((".rels", *_PICTURES))
        or any(word in name for word in _HARMLESS)
        or member.file_size == 0
    ):
        found = look(content := archive.read(member), types.content_type_of(content), depth=depth + 1)
        seen.pieces += found.pieces
        seen.properties += found.properties


def _look_at_xml(data: bytes, name: str, seen: Glimpse) -> None:
    """Paragraphs, text boxes, drawn words and properties of one part of an office document."""
    parts: list[list[str]] = []
    texts: list[str] = []
    boxes: list[str] = []
    is_properties = name.startswith("docprops/") or name == "meta.xml"
    walk = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        recover=False,
    )
    for event, node in walk:
        tag = etree.QName(node).localname if isinstance(node.tag, str) else ""
        if event == "start":
            if node.getparent() is None:
                _refuse_declarations(node, name)
            if tag in _PARAGRAPHS:
                parts.append([])
            boxes += [
                str(value) for key, value in node.attrib.items() if str(key) in {"string", "descr", "title"}
            ]
            continue
        if is_properties and node.text and len(node) == 0:
            seen.properties.append((_key_of(node), node.text))
        if (
            tag in {"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
            and node.text
        ):
            boxes.append(_SHEET_CODE.sub("\t", node.text))
        elif tag in _PARAGRAPHS and parts:
            drawn = "".join(parts.pop())
            texts.append("".join(str(run) for run in node.itertext()) if _is_open_document(node) else drawn)
        elif tag in _BREAKS:
            node.text = _BREAKS[tag]  # counted by the paragraph around it
            if parts:
                parts[-1].append(_BREAKS[tag])
        elif parts and tag == "t":
            parts[-1].append(node.text or "")
        if not parts:
            node.clear()
    everywhere = "header" in name or "footer" in name or name == "styles.xml"
    seen.pieces += [Piece(text, Zone.HEAD) for text in texts] if everywhere else zoned(texts)
    seen.pieces += [Piece(text, Zone.HEAD) for text in boxes]


def _refuse_declarations(root: etree._Element, name: str) -> None:
    """No office program writes a DOCTYPE; words that one declares as entities could spell a mark out of sight."""
    if root.getroottree().docinfo.internalDTD is None:
        return
    # The list of members that old OpenOffice wrote: nothing of it is ever shown.
    if name == "meta-inf/manifest.xml":
        return
    raise OutOfSight("declarations")


def _is_open_document(node: etree._Element) -> bool:
    return "opendocument" in (etree.QName(node).namespace or "")


def _key_of(node: etree._Element) -> str:
    """The name of a property: its own, or that of the custom property around its value."""
    parent = node.getparent()
    if parent is not None and parent.get("name"):
        return str(parent.get("name"))
    named = (str(value) for key, value in node.attrib.items() if str(key).endswith("}name"))
    return next(named, etree.QName(node).localname)
