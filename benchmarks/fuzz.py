"""Mutated documents of every format: `python -m benchmarks.fuzz 200000`.

Small valid documents are damaged (bytes flipped, cut, repeated, swapped; parts of containers too) and
read through. Each input must give a reading or an error of `vanban.errors` within a second. Prints counts; ends with 1
where any input broke that.
"""

from __future__ import annotations

import copy
import io
import random
import signal
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from types import FrameType

from lxml import etree

from vanban.errors import VanbanError
from vanban.pipeline import read_bytes, to_json

SECONDS = 2.0
"""No small input may take longer."""
_SENTENCE = (
    "Sở Văn hóa chủ trì, phối hợp với Công an tỉnh tổ chức tuyên truyền biển đảo trước ngày 15/11/2026."
)
_BODY = ["KẾ HOẠCH", "I. MỤC ĐÍCH, YÊU CẦU", f"1. {_SENTENCE}", f"- {_SENTENCE}", "Nơi nhận:", "- Như trên;"]
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


class Late(Exception):
    """An input took longer than `SECONDS`."""


def _zipped(files: dict[str, str], *, packed: bool = True) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def word_parts() -> dict[str, str]:
    """The parts of a small .docx with numbering, a table, a footnote, tracked changes and a field."""
    numbered = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    paragraphs = "".join(f"<w:p>{numbered}<w:r><w:t>{text}</w:t></w:r></w:p>" for text in _BODY)
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>{_SENTENCE}</w:t></w:r></w:p></w:tc>'
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="end"/>'
        '<w:br/><w:footnoteReference w:id="1"/></w:r><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins><w:del><w:r><w:delText>bỏ</w:delText>'
        "</w:r></w:del></w:p>"
    )
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return {
        "[Content_Types].xml": "<Types/>",
        "word/_rels/document.xml.rels": "<Relationships>"
        f'<Relationship Id="n" Type="{relation}/numbering" Target="numbering.xml"/>'
        f'<Relationship Id="f" Type="{relation}/footnotes" Target="footnotes.xml"/></Relationships>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="1"><w:p><w:r><w:t>Chú thích</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>",
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{paragraphs}<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>{field}'
        "</w:body></w:document>",
    }


def open_document_parts() -> dict[str, str]:
    """The parts of a small .odt with a list, a table and a note."""
    spaces = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table", "style"))
    items = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in _BODY)
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f'<office:document-content {spaces}><office:automatic-styles><text:list-style style:name="L">'
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/></text:list-style>'
        f'</office:automatic-styles><office:body><office:text><text:list text:style-name="L">{items}</text:list><table:table>'
        f'<table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>{_SENTENCE}<text:s text:c="3"/></text:p>'
        "</table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>",
    }


def pdf_file() -> bytes:
    """A small PDF with a text layer, a rule and a cross-reference table that may be damaged."""
    rows = "".join(f"BT /F1 14 Tf 72 {760 - 20 * i} Td (1. So Y te chu tri {i}) Tj ET\n" for i in range(12))
    stream = f"{rows}72 700 400 1 re f\n72 500 m 400 500 l S\n".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (
            table,
            len(out),
        )
    )


def mutated(data: bytes, random_: random.Random) -> bytes:
    """The bytes with one to six accidents."""
    out = bytearray(data)
    for _ in range(random_.randint(1, 6)):
        if not out:
            break
        place = random_.randrange(len(out))
        length = random_.randint(1, 40)
        match random_.randrange(7):
            case 0:
                out[place] ^= 1 << random_.randrange(8)
            case 1:
                del out[place : place + length]
            case 2:
                out[place:place] = random_.randbytes(length)
            case 3:
                out[place:place] = out[place : place + length] * random_.randint(1, 30)
            case 4:
                other = random_.randrange(len(out))
                out[place : place + length], out[other : other + length] = (
                    out[other : other + length],
                    out[place : place + length],
                )
            case 5:
                del out[place:]
            case _:
                out[place : place + length] = random_.choice(_POISONS)
    return bytes(out)


_VALUES = (
    "", "-1", "0", "1", "9", "99999999999999999999", "abc", "1.5", "restart", "continue", "%1%2%9", "lowerLetter", "bullet",
    "none", "begin", "separate", "end", "true", "NaN", "\ufffd", "²",
)  # fmt: skip


def reshaped(xml: str, random_: random.Random) -> str:
    """Sound XML whose values and order make no sense: elements dropped, doubled, moved, attributes changed."""
    root = etree.fromstring(xml.encode())
    for _ in range(random_.randint(1, 5)):
        elements = list(root.iter())
        element = random_.choice(elements)
        parent = element.getparent()
        match random_.randrange(4):
            case 0 if element.attrib:
                element.set(random_.choice(list(element.attrib)), random_.choice(_VALUES))
            case 1 if parent is not None:
                parent.remove(element)
            case 2 if parent is not None and len(elements) < 2000:
                parent.insert(random_.randint(0, len(parent)), copy.deepcopy(element))
            case 3 if len(elements) < 2000:
                random_.choice(elements).append(copy.deepcopy(element))
            case _:
                element.text = random_.choice(_VALUES)
    return etree.tostring(root, encoding="unicode")


_POISONS = (
    b"99999999999999999999", b"-1", b"\x00\x00\x00", b"\xff\xff\xff\xff", b"&amp;", b"<w:p>", b"</w:p>", b"<!DOCTYPE a>",
    b"\xcc\x81" * 20, b"%9", b"NaN", b"w:val=\"\"", "⁽¹⁾".encode(), b"|---|", b"\n- ", b"1." * 20, b"endobj", b"stream\n",
)  # fmt: skip


def inputs(random_: random.Random) -> Iterator[tuple[str, bytes]]:
    """An endless row of damaged documents, formats in turn."""
    word, opened, pdf = word_parts(), open_document_parts(), pdf_file()
    plain = "\n".join(_BODY * 2).encode()
    legacy = "\r\n".join(_BODY).encode("cp1258", "ignore")

    def part(parts: dict[str, str]) -> bytes:
        """A sound container around a damaged part."""
        name = random_.choice(list(parts))
        damaged = mutated(parts[name].encode(), random_).decode("utf-8", "replace")
        return _zipped({**parts, name: damaged}, packed=False)

    def shape(parts: dict[str, str]) -> bytes:
        """A sound container around a sound part that makes no sense."""
        name = random_.choice([name for name in parts if name != "mimetype"])
        return _zipped({**parts, name: reshaped(parts[name], random_)}, packed=False)

    makers: list[tuple[str, Callable[[], bytes]]] = [
        ("docx shape", lambda: shape(word)),
        ("odt shape", lambda: shape(opened)),
        ("docx part", lambda: part(word)),
        ("text", lambda: mutated(plain, random_)),
        ("odt part", lambda: part(opened)),
        ("docx bytes", lambda: mutated(_zipped(word), random_)),
        ("pdf", lambda: mutated(pdf, random_)),
        ("legacy text", lambda: mutated(legacy, random_)),
        ("utf-16 text", lambda: mutated(plain.decode().encode("utf-16"), random_)),
        ("noise", lambda: random_.randbytes(random_.randint(0, 2000))),
    ]
    while True:
        for name, make in makers:
            yield name, make()


def _late(_number: int, _frame: FrameType | None) -> None:
    raise Late


def main(count: int, seed: int) -> int:
    """Read `count` inputs; 0 where each gave lines or a typed error in time."""
    random_ = random.Random(seed)
    outcomes: Counter[str] = Counter()
    failures: list[str] = []
    slowest = 0.0
    signal.signal(signal.SIGALRM, _late)
    begun = time.perf_counter()
    for (name, data), _ in zip(inputs(random_), range(count), strict=False):
        start = time.perf_counter()
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        try:
            to_json(read_bytes(data, f"x.{name}"))
            outcomes[f"{name}: read"] += 1
        except VanbanError as error:
            outcomes[f"{name}: {type(error).__name__}"] += 1
        except Exception:  # noqa: BLE001 - what a reader lets through is what is looked for here
            outcomes[f"{name}: DEFECT"] += 1
            failures.append(f"{name} {data[:2000].hex()}\n{traceback.format_exc()}")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        slowest = max(slowest, time.perf_counter() - start)
    for outcome, number in sorted(outcomes.items()):
        print(f"{outcome}\t{number}")
    print(
        f"inputs\t{count}\tdefects\t{len(failures)}\tslowest\t{slowest:.3f} s\tin\t{time.perf_counter() - begun:.0f} s"
    )
    for failure in failures[:5]:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    )
