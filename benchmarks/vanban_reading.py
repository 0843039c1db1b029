"""How long files take to become lines, how much memory they need, and that both grow evenly."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator

from benchmarks.figure import Figure
from vanban.reading.registry import read

PARAGRAPHS = 30_000
SECONDS, MEGABYTES = 20.0, 600.0
GROWTH = 1.35
"""Four times the paragraphs may take this many times four times as long (noise of the machine)."""

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDS = (
    "tổ chức tuyên truyền thông tin đối ngoại về biển đảo biên giới trên các phương tiện trong năm của tỉnh"
)


def _paragraphs(count: int) -> Iterator[str]:
    words = _WORDS.split()
    for index in range(count):
        turned = words[index % len(words) :] + words[: index % len(words)]
        text = " ".join(turned * 2)
        runs = "".join(
            f'<w:r><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:b/><w:sz w:val="28"/></w:rPr>'
            f'<w:t xml:space="preserve">{part} {index} </w:t></w:r>'
            for part in (f"Sở số {index * 7919 % 104729}", text[:60], text[60:])
        )
        yield (
            f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{index % 3}"/><w:numId w:val="1"/></w:numPr><w:jc w:val="both"/></w:pPr>'
            f"{runs}</w:p>"
        )


def word_file(count: int) -> bytes:
    """A .docx of numbered paragraphs, no two alike."""
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(
            [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)")]
        )
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships><Relationship Id="n" Type="{_RELATIONS}/numbering" Target="numbering.xml"/></Relationships>',
        )
        archive.writestr(
            "word/numbering.xml",
            f'<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        )
        body = "".join(_paragraphs(count))
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
        )
    return out.getvalue()


def _seconds(data: bytes) -> float:
    start = time.perf_counter()
    read(data, "plan.docx")
    return time.perf_counter() - start


_PEAK = """
import resource, sys
from vanban.reading.registry import read
data = sys.stdin.buffer.read()
read(data, "plan.docx")
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def _peak(data: bytes) -> float:
    """Largest memory of a fresh process that reads the file, in megabytes."""
    done = subprocess.run([sys.executable, "-c", _PEAK], input=data, capture_output=True, check=True)
    return float(done.stdout)


def benchmarks() -> Iterator[Figure]:
    """Time and memory of a long file, and whether time grows evenly with length."""
    quarter = min(_seconds(word_file(PARAGRAPHS // 4)) for _ in range(2))
    data = word_file(PARAGRAPHS)
    whole = _seconds(data)
    yield Figure("lines of a 30,000-paragraph .docx", whole, "s", SECONDS)
    yield Figure("memory for them", _peak(data), "MB", MEGABYTES)
    yield Figure("time against four times that of a quarter", whole / (quarter * 4), "times", GROWTH)
