"""Rectangles of a quote's words on its page, at known places and on real papers; pictures of pages."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from ingest.errors import UnreadablePaper
from ingest.papers import Passage, Role, Span
from ingest.reading.files import read_paper
from ingest.reading.marks import Marked, Rectangle, marks, page_image
from ingest.reading.pdf import read_pdf
from tests.make_pdf import lines, pdf

KENT = Path(__file__).parents[2] / "shared" / "papers" / "kent"
A4 = "/MediaBox [0 0 595 842]"


def near(found: Rectangle, *, left: float, baseline: float) -> bool:
    """Tell whether 11-point words start at `left` and stand on `baseline`, counted from above."""
    return abs(found.left - left) < 2 and found.top < baseline - 7 and baseline <= found.bottom < baseline + 6


def mark(file: Path, words: str) -> Marked:
    """Mark words on a one-page PDF as a quote of a passage that is the whole page."""
    (page,) = read_pdf(file.read_bytes(), file_name=file.name)
    start = page.text.index(words)
    (marked,) = marks(file, passage_of(page.text), start=start, end=start + len(words))
    return marked


def passage_of(text: str) -> Passage:
    span = Span(page=1, start=0, end=len(text))
    return Passage(
        id="x-1-1", paper_id="x", part=1, role=Role.PROSE, text=text, spans=(span,), headings=(), columns=(), item=None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("box", "turn", "at"),
    [
        (A4, "1 0 0 1", (72.0, 600.0)),
        ("/MediaBox [100 50 695 892]", "1 0 0 1", (172.0, 650.0)),
        ("/MediaBox [0 0 700 1000] /CropBox [30 40 625 882]", "1 0 0 1", (102.0, 640.0)),
        ("/MediaBox [0 0 842 595] /Rotate 90", "0 1 -1 0", (842 - 600.0, 72.0)),
        ("/MediaBox [0 0 595 842] /Rotate 180", "-1 0 0 -1", (595 - 72.0, 842 - 600.0)),
        ("/MediaBox [0 0 842 595] /Rotate 270", "0 -1 1 0", (600.0, 595 - 72.0)),
        ("/MediaBox [0 0 999 999] /CropBox [20 30 862 625] /Rotate 90", "0 1 -1 0", (862 - 600.0, 102.0)),
    ],
    ids=["plain", "moved", "cropped", "a quarter", "half", "three quarters", "cropped and turned"],
)
def test_words_are_found_where_they_are_seen(
    tmp_path: Path, box: str, turn: str, at: tuple[float, float]
) -> None:
    file = tmp_path / "one.pdf"
    file.write_bytes(pdf([[(*at, "Garage rents rise by four per cent.")]], box=box, turn=turn))
    whole = mark(file, "Garage rents")
    assert (whole.page, whole.width, whole.height) == (1, 595, 842)
    (both,) = whole.rectangles
    assert near(both, left=72, baseline=242)
    (later,) = mark(file, "rents").rectangles
    assert later.left > both.left + 20
    assert later.right == both.right


def test_words_of_a_table_printed_sideways_are_marked_where_they_are_seen(tmp_path: Path) -> None:
    file = tmp_path / "side.pdf"
    words = "Garage rents rise by four per cent"  # up the page: at 300 from the left, from 200 to some 370 from below
    file.write_bytes(
        pdf([[(300.0, 200.0, words), (314.0, 200.0, "in each of the two years to come.")]], turn="0 1 -1 0")
    )
    found = mark(file, words)
    (one,) = found.rectangles
    assert (found.width, found.height) == (595, 842)
    assert 285 < one.left < 295
    assert 300 < one.right < 306
    assert 842 - 380 < one.top < 842 - 350
    assert abs(one.bottom - (842 - 200)) < 2


def test_a_quote_over_two_lines_and_a_gap_has_a_rectangle_for_each_run(tmp_path: Path) -> None:
    file = tmp_path / "rows.pdf"
    row = [(72.0, 700.0, "Abbey  ward"), (300.0, 700.0, "(1.2)"), (400.0, 700.0, "3.4")]
    file.write_bytes(pdf([[*row, *lines(["and the next line of it"], top=686.0)]]))
    words = "Abbey ward\t(1.2)\t3.4\nand the next line"
    found = mark(file, words).rectangles
    assert [round(r.left) for r in found] == [72, 300, 400, 72]
    assert all(near(r, left=r.left, baseline=b) for r, b in zip(found, [142, 142, 142, 156], strict=True))


def test_a_hyphen_at_a_lines_end_belongs_to_its_line(tmp_path: Path) -> None:
    file = tmp_path / "hyphen.pdf"
    file.write_bytes(pdf([lines(["a note on the decision-", "making of the Board"])]))
    words = "decision-\nmaking"
    found = mark(file, words).rectangles
    assert len(found) == 2
    assert found[0].left > 100 > found[1].left


def test_a_file_that_changed_since_it_was_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "changed.pdf"
    file.write_bytes(pdf([lines(["Garage rents"])]))
    (page,) = read_pdf(file.read_bytes(), file_name=file.name)
    file.write_bytes(pdf([lines(["Housing rents"])]))
    with pytest.raises(UnreadablePaper, match="Run ingest again"):
        marks(file, passage_of(page.text))
    with pytest.raises(UnreadablePaper, match="no page 2"):
        page_image(file, page=2)


def test_a_page_is_drawn_at_its_scale_and_a_huge_one_smaller(tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    file.write_bytes(pdf([lines(["Garage rents"])]))
    assert Image.open(io.BytesIO(page_image(file, page=1, scale=2))).size == (1190, 1684)
    file.write_bytes(pdf([lines(["Garage rents"])], box="/MediaBox [0 0 14400 14400]"))
    width, height = Image.open(io.BytesIO(page_image(file, page=1, scale=2))).size
    assert 3900 < width == height <= 4001


def bare(text: str) -> str:
    return re.sub(r"\W", "", text)


@pytest.mark.skipif(not KENT.exists(), reason=f"needs the sample papers in {KENT}")
def test_rectangles_on_real_pages_hold_the_quotes_words() -> None:
    chance = random.Random(7)  # noqa: S311  # a sample that is the same on every run
    for file in chance.sample(sorted(KENT.glob("*.pdf")), 8):
        passages = read_paper(file).passages
        for passage in chance.sample(passages, min(12, len(passages))):
            start = chance.randrange(len(passage.text))
            end = min(len(passage.text), start + chance.randrange(20, 300))
            words = re.split(r"[\s-]+", passage.text[start:end])[1:-1]
            held = bare(" ".join(words_in(file, m) for m in marks(file, passage, start=start, end=end)))
            assert all(bare(word) in held for word in words), (file.name, passage.text[start:end], held)


def words_in(file: Path, marked: Marked) -> str:
    """Give what pdfium itself finds within the rectangles, a point wider."""
    document = pypdfium2.PdfDocument(file)
    text = document[marked.page - 1].get_textpage()
    high = marked.height
    found = [
        text.get_text_bounded(r.left - 1, high - r.bottom, r.right + 1, high - r.top)
        for r in marked.rectangles
    ]
    text.close()
    document.close()
    return " ".join(found)
