"""Random official documents for property tests."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from vanban.writing.documents import (
    Annex,
    Block,
    Column,
    Heading,
    Layout,
    Level,
    OfficialDocument,
    Orientation,
    Paragraph,
    Point,
    Row,
    RowKind,
    Signature,
    Table,
)

WORDS = (
    "thông tin", "đối ngoại", "tổ chức", "triển khai", "nhiệm vụ", "quảng bá", "hình ảnh", "của tỉnh", "năm 2026", "kế hoạch",
    "phối hợp", "các đơn vị", "<b>", "&", "“trích dẫn”", "15/11", "(nếu có)", "văn hóa", "ảnh", "ấn phẩm",
)  # fmt: skip
sentence = st.lists(st.sampled_from(WORDS), min_size=4, max_size=14).map(
    lambda words: f"Nội dung {' '.join(words)}."
)
title = st.lists(st.sampled_from(WORDS[:10]), min_size=2, max_size=5).map(
    lambda words: f"Về {' '.join(words)}"
)
levels = st.sampled_from([Level.ROMAN, Level.NUMBER, Level.NUMBER2])
points = st.sampled_from([Level.NUMBER, Level.LETTER, Level.DASH, Level.PLUS, Level.STAR])
tables = st.builds(
    Table,
    columns=st.just((Column("STT", 0.5), Column("Nội dung", 3), Column("Đơn vị", 2))),
    rows=st.lists(
        st.builds(
            Row,
            cells=st.tuples(st.sampled_from(["1", "2", "I"]), sentence, title),
            kind=st.sampled_from(RowKind),
        ),
        max_size=4,
    ).map(tuple),
    caption=st.just(""),
)
blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, levels, title),
    st.builds(Point, points, sentence),
    st.builds(Paragraph, sentence),
    tables,
)
bodies = st.lists(blocks, max_size=14).map(tuple)
documents = st.builds(
    OfficialDocument,
    type=st.sampled_from(["Kế hoạch", "Báo cáo", "Công văn", "Thông báo"]),
    title=title,
    issuer=st.just(("Ủy ban nhân dân", "tỉnh Lam Sơn")),
    symbol=st.just("KH-UBND"),
    place=st.just("Lam Sơn"),
    layout=st.sampled_from(Layout),
    number=st.none() | st.integers(1, 900).map(str),
    date=st.none() | st.dates(date(2020, 6, 1), date(2030, 1, 1)),
    bases=st.lists(title.map(lambda text: f"Căn cứ Luật {text}"), max_size=3).map(tuple),
    body=bodies,
    closing=st.lists(sentence, max_size=1).map(tuple),
    signature=st.none()
    | st.builds(
        Signature,
        st.just(("TM. ỦY BAN NHÂN DÂN",)),
        st.just("CHỦ TỊCH"),
        st.sampled_from([None, "Lê Văn An"]),
    ),
    recipients=st.lists(st.sampled_from(["Các sở, ban, ngành", "Lưu: VT, NV"]), max_size=3).map(tuple),
    annexes=st.lists(
        st.builds(Annex, title, bodies, st.none(), st.sampled_from(Orientation)), max_size=2
    ).map(tuple),
)
