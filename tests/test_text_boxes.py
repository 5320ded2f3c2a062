"""Slides and columns in the margin: text in boxes is read box by box."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.reading.pdf import read_pdf
from ingest.reading.pieces import Piece
from ingest.reading.text_boxes import boxes_of, is_slide, lines_of_title
from tests.make_pdf import Text, filled, lines, pdf

KENT = Path(__file__).parents[2] / "shared" / "papers" / "kent"
SLIDE = "/MediaBox [0 0 960 540]"


def set_at(left: float, top: float, words: list[str]) -> list[Text]:
    return [(left, top - 14 * n, line) for n, line in enumerate(words)]


def test_a_slide_is_read_box_by_box() -> None:
    heard = ["What we heard", "more help for carers", "of older people"]
    plan = ["What we will do", "Two more workers", "from April 2027", "in every district"]
    aims = ["By 2029 fewer than 6%", "of carers wait"]
    page = [*set_at(660, 395, aims), *set_at(40, 400, heard), *set_at(330, 410, plan)]
    (read,) = read_pdf(pdf([page], box=SLIDE), file_name="slide.pdf")
    assert read.text.split("\n\n") == ["\n".join(box) for box in (heard, plan, aims)]


def test_boxes_in_rows_are_read_row_by_row() -> None:
    grid = [[f"row {row} box {box}", "goes on here"] for row in "12" for box in "123"]
    page = [
        text for n, box in enumerate(grid) for text in set_at(60 + 300 * (n % 3), 480 - 200 * (n // 3), box)
    ]
    (read,) = read_pdf(pdf([page[6:] + page[:6]], box=SLIDE), file_name="cards.pdf")
    assert read.text.split("\n\n") == ["\n".join(box) for box in grid]


@pytest.mark.parametrize(("width", "height"), [(720, 540), (960, 540), (720, 405), (1280, 800)])
def test_the_shape_of_a_screen_is_a_slide(width: float, height: float) -> None:
    assert is_slide(width, height)
    assert not is_slide(height, width)
    assert not is_slide(842, 595)


def piece(top: float, size: float, text: str) -> Piece:
    return Piece(40, 40 + size * len(text) / 2, top - size, top, size, bold=False, text=text, first=0)


def test_a_slides_title_is_its_first_line_where_it_is_larger_than_the_rest() -> None:
    title = [piece(500, 28, "How carers are"), piece(466, 28, "helped")]
    body = [piece(400 - 20 * n, 14, f"words of the body, line {n}") for n in range(4)]
    rows = [(p,) for p in [*title, *body]]
    assert lines_of_title(rows, [*title, *body]) == 2
    assert lines_of_title(rows[2:], body) == 0
    assert lines_of_title([(title[0],)], [title[0], *body]) == 1
    assert lines_of_title([], body) == 0
    assert [len(box) for box in boxes_of([*title, *body])] == [2, 4]


@pytest.mark.parametrize("width", [80, 120])
def test_a_narrow_column_beside_prose_is_read_by_itself(width: float) -> None:
    margin, prose = filled(1, width=width, count=12), filled(2, width=420 - width, count=30)
    page = [*lines(margin), *lines(prose, left=72 + width + 24)]
    (read,) = read_pdf(pdf([page]), file_name="margin.pdf")
    assert read.text.split() == " ".join([*margin, *prose]).split()


def test_lists_of_names_side_by_side_are_read_one_after_the_other() -> None:
    one, two = ([f"{title} {name}" for name in "ABCDEF"] for title in ("Councillor", "Alderman"))
    (read,) = read_pdf(pdf([[*lines(one), *lines(two, left=300)]]), file_name="names.pdf")
    assert read.text.split() == " ".join([*one, *two]).split()


@pytest.mark.skipif(not KENT.exists(), reason=f"needs the sample papers in {KENT}")
def test_the_cells_of_a_real_slides_table_stay_a_table() -> None:
    (file,) = KENT.glob("kent__3cd1ea*.pdf")
    pages = read_pdf(file.read_bytes(), file_name=file.name)
    assert pages[5].tables[0].columns == (
        "What we have committed to",
        "Strategies / plans in place to deliver",
    )
    title = "Shared outcome 1: Give children and young people the best start in life ~ CYPE Input"
    assert pages[5].text.startswith(title)
    assert pages[5].text.startswith(title, min(pages[5].bold))
    assert (
        "mothers smoking at time of delivery\nwill have reduced from 10.2% to no\nmore than 6%"
        in pages[2].text
    )
    assert not pages[3].furniture & pages[3].bold  # though two more slides bear that title
