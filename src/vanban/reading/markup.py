"""XML read without entities, document types or network."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Protocol

from lxml import etree

from vanban.errors import DamagedDocument

Element = etree._Element


class Readable(Protocol):
    """Anything that gives bytes in pieces."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        ...


def _refuse_entities(root: Element) -> None:
    """Office formats never declare a document type; a file that does wants something else."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise DamagedDocument("XML with a document type declaration")


def parse(data: bytes) -> Element:
    """The root of a part."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DamagedDocument(str(error)) from error
    if root is None:
        raise DamagedDocument("XML without a root")
    _refuse_entities(root)
    return root


def children_of(stream: Readable, parent: str, names: frozenset[str]) -> Iterator[Element]:
    """The children of the one `parent` element, each dropped from memory once it was used.

    Memory so stays the size of the largest child however long the document is.
    """
    events = etree.iterparse(
        stream, events=("end",), tag=[*names, parent], resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    checked = False
    try:
        for _, element in events:
            above = element.getparent()
            if not checked:
                _refuse_entities(element)
                checked = True
            if above is None or above.tag != parent or element.tag == parent:
                continue
            yield element
            element.clear()
            for before in list(itertools.islice(element.itersiblings(preceding=True), 64)):
                above.remove(before)
    except etree.XMLSyntaxError as error:
        raise DamagedDocument(str(error)) from error
    if not checked:
        raise DamagedDocument(f"no {etree.QName(parent).localname}")
