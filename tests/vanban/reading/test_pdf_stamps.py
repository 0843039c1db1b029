"""Number and day that a registry stamps over a page are read where they were stamped."""

from __future__ import annotations

from vanban.reading.pdf.reader import read


def pdf(*objects: str) -> bytes:
    """A PDF of these objects; readers find their way without a table of them."""
    body = "".join(f"{number} 0 obj\n{inner}\nendobj\n" for number, inner in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n%%EOF".encode("latin-1")


def stream(content: str, entries: str = "") -> str:
    return f"<<{entries}/Length {len(content)}>>stream\n{content}\nendstream"


def stamp(number: int, x: int, y: int, text: str) -> tuple[str, str]:
    """An annotation and its appearance."""
    form = "/Type/XObject/Subtype/Form/BBox[0 0 200 20]/Resources<</Font<</F1 5 0 R>>>>"
    return (
        f"<</Type/Annot/Subtype/Widget/FT/Sig/F 4/Rect[{x} {y} {x + 200} {y + 20}]/AP<</N {number + 1} 0 R>>>>",
        stream(f"BT /F1 12 Tf 0 3 Td ({text}) Tj ET", form),
    )


def test_a_stamped_number_joins_its_row_and_the_signers_data_stay_out() -> None:
    rows = [
        "BT /F1 14 Tf 72 700 Td (So:         /KH-UBND) Tj ET",
        "BT /F1 14 Tf 72 660 Td (Ke hoach nam nay cua don vi.) Tj ET",
    ]
    data = pdf(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[6 0 R 8 0 R]/Resources<</Font<</F1 5 0 R>>>>>>",
        stream("\n".join(rows)),
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
        *stamp(6, 98, 695, "12"),
        *stamp(8, 300, 760, "Ky boi: Uy ban nhan dan"),
    )
    assert [line.text for line in read(data).lines] == ["So: 12 /KH-UBND", "Ke hoach nam nay cua don vi."]
