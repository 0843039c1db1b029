"""The close of a document: last words, recipients level with the signer's authority, and the signature."""

from __future__ import annotations

from vanban.writing.documents import Layout, OfficialDocument, Paragraph, Signature
from vanban.writing.markup import cell, paragraph, printable, row, runs_of, table
from vanban.writing.measures import COLUMNS, SPACE_TO_SIGN, Part
from vanban.writing.styles import style_id

_WITH_NEXT = "<w:keepNext/>"
"""Keeps the close on one page with the paragraph that ends its section: that never stands on a page of its own."""
_AND_ALSO = "kiêm"
"""Joins two offices of one signer, on a line of its own."""
_END = "./."
"""Templates of the State's documents end so."""


def last_words(document: OfficialDocument) -> tuple[Paragraph, ...]:
    """The closing paragraphs; the last of a State document ends in "./."."""
    texts = [printable(each) for each in document.closing if each.strip()]
    if texts and document.layout is Layout.STATE:
        texts[-1] = texts[-1].rstrip(" ./") + _END
    return tuple(Paragraph(text) for text in texts)


def closing(document: OfficialDocument) -> str:
    """Two columns: who receives it, and who signs."""
    if document.signature is None and not document.recipients:
        return ""
    left, right = COLUMNS
    signature = _signature(document.signature, document.layout) if document.signature else ""
    columns = [cell(_recipients(document), left), cell(signature, right)]
    gap = paragraph("VBDuongKe", before=_WITH_NEXT, after='<w:spacing w:before="120" w:after="0"/>')
    return gap + table([row(columns, "<w:cantSplit/>")], COLUMNS)


def recipients_of(document: OfficialDocument) -> tuple[str, ...]:
    """The lines under "Nơi nhận:": "Như trên" comes first where receivers are addressed."""
    given = tuple(text for each in document.recipients if (text := printable(each).strip(" ;,.")))
    if document.addressees and given and not given[0].startswith("Như trên"):
        return ("Như trên", *given)
    return given


def _recipients(document: OfficialDocument) -> str:
    texts = recipients_of(document)
    if not texts:
        return paragraph(style_id(Part.RECIPIENTS), before=_WITH_NEXT)
    inner = "," if document.layout is Layout.PARTY else ";"
    ends = [inner] * (len(texts) - 1) + ["."]
    underlined = '<w:u w:val="single"/>' if document.layout is Layout.PARTY else ""
    head = paragraph(style_id(Part.RECIPIENTS_WORD), runs_of("Nơi nhận:", underlined), before=_WITH_NEXT)
    lines = "".join(
        paragraph(style_id(Part.RECIPIENTS), runs_of(f"- {text}{end}"), before=_WITH_NEXT)
        for text, end in zip(texts, ends, strict=True)
    )
    drafter = runs_of(document.drafter)
    return head + lines + (paragraph(style_id(Part.DRAFTER), drafter, before=_WITH_NEXT) if drafter else "")


def _signature(signature: Signature, layout: Layout) -> str:
    """Authority and office, room to sign, the name; an unknown name leaves its line empty."""
    lines = [line for line in (*signature.authority, *signature.title.split("\n")) if line.strip()]
    if layout is Layout.STATE:
        lines = [line if line == _AND_ALSO else line.upper() for line in lines]
    office = "".join(paragraph(style_id(Part.AUTHORITY), runs_of(line), before=_WITH_NEXT) for line in lines)
    space = f'<w:spacing w:before="{round(SPACE_TO_SIGN * 20)}" w:after="0"/>'
    return office + paragraph(
        style_id(Part.SIGNER), runs_of(signature.name or ""), before=_WITH_NEXT, after=space
    )
