"""PDF papers, made here: lines, paragraphs, tables, heads and feet, pages, and what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.errors import EmptyPaper, PaperError, UnreadablePaper
from ingest.papers import Kind
from ingest.pipeline import ingest
from ingest.reading.files import read_paper
from ingest.reading.laying import lines_of
from ingest.reading.pdf import read_pdf
from ingest.reading.pieces import Piece
from ingest.store.folder import Store
from rag.engine import Engine
from rag.library import StoreLibrary
from tests.make_pdf import filled, lines, pdf
from ui.objects import answer_object

MINUTES = [
    "ANYTOWN BOROUGH COUNCIL", "", "MINUTES of a meeting of the Housing Committee held in the Town Hall on",
    "Thursday, 4 May 2023.", "", "PRESENT: Mr A Able (Chairman), Mrs B Baker and Ms C Cole", "",
    "*31. Apologies", "(Item 1)", "", "Apologies were received from Mr D Dunn.", "",
    "*32. Garage rents", "(Item 2)", "", "1. Mrs Baker said that rents had been held since 2019 and that 1,250 garages",
    "stood empty.", "", "2. RESOLVED that the Committee:", "", "(a) raise garage rents by 4% from 1 October 2023; and", "",
]  # fmt: skip
REST = [
    "(b) ask the Director to report back in a year.",
    "",
    "*33. Any other business",
    "(Item 3)",
    "",
    "There was none.",
]


def minutes_pdf() -> bytes:
    feet = [[(290.0, 30.0, f"Page {n}")] for n in (3, 4)]
    return pdf([[*lines(MINUTES), *feet[0]], [*lines(REST), *feet[1]]])


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    file = tmp_path / "minutes.pdf"
    file.write_bytes(minutes_pdf())
    return file


def test_lines_become_paragraphs_and_page_numbers_are_furniture() -> None:
    first, second = read_pdf(minutes_pdf(), file_name="minutes.pdf")
    assert "held in the Town Hall on\nThursday, 4 May 2023.\n\nPRESENT" in first.text
    assert (first.printed, second.printed) == ("3", "4")
    assert [first.text[a : a + 6] for a in first.furniture] == ["Page 3"]
    assert "32. Garage rents" in {first.text[a:].split("\n")[0] for a in first.bold}


@pytest.mark.parametrize(
    ("foot", "printed"),
    [
        ("5", "5"),
        ("Page 5 of 9", "5"),
        ("- 5 -", "5"),
        ("Agenda Page 5", "5"),
        ("5 | P a g e", "5"),
        ("iv", "iv"),
        ("2024", None),
    ],
)
def test_the_number_printed_on_a_page_is_read(foot: str, printed: str | None) -> None:
    (page,) = read_pdf(
        pdf([[*lines(["Garage rents rise by four per cent."]), (290.0, 30.0, foot)]]), file_name="a.pdf"
    )
    assert page.printed == printed


def test_a_page_without_a_printed_number_has_the_files_own_label() -> None:
    labels = b"<< /Nums [0 << /S /r >> 2 << /S /D /St 1 >>] >>"

    def labelled(feet: list[str]) -> list[str | None]:
        pages = [[*lines(["Garage rents rise by four per cent."]), (290.0, 30.0, foot)] for foot in feet]
        data = pdf(pages).replace(b"/Type /Catalog", b"/Type /Catalog /PageLabels %s" % labels, 1)
        return [page.printed for page in read_pdf(data, file_name="a.pdf")]

    assert labelled(["", "", "1", "Page 2"]) == ["i", "ii", "1", "2"]
    assert labelled(["", "", "3", "4"]) == [None, None, "3", "4"]  # the labels are of another count


def test_minutes_in_pdf_are_understood_across_pages(minutes: Path) -> None:
    paper = read_paper(minutes)
    (part,) = paper.parts
    assert (part.kind, part.committee, str(part.date)) == (Kind.MINUTES, "Housing Committee", "2023-05-04")
    assert [i.label for i in paper.items] == [
        "31. Apologies (Item 1)", "32. Garage rents (Item 2)", "33. Any other business (Item 3)"
    ]  # fmt: skip
    (resolution,) = paper.resolutions
    assert [c.text for c in resolution.clauses] == [
        "raise garage rents by 4% from 1 October 2023; and",
        "ask the Director to report back in a year.",
    ]
    assert [s.page for s in resolution.spans] == [1, 2]
    assert "Page 3" not in resolution.text


def test_a_citation_names_the_files_page_and_the_printed_one(minutes: Path, small_store: Store) -> None:
    ingest([minutes], small_store)
    answer = answer_object(Engine(StoreLibrary(small_store)).ask("what was resolved on garage rents"))
    assert "raise garage rents by 4% from 1 October 2023" in answer["answer"]
    citation = answer["citations"][0]
    assert (citation["page"], citation["printed_page"], citation["item"]) == (
        1,
        "3",
        "32. Garage rents (Item 2)",
    )


def test_a_row_of_figures_is_a_row_with_its_column_headings(tmp_path: Path) -> None:
    table = [
        [(72.0, 700.0 - 16 * n, label), (300.0, 700.0 - 16 * n, a), (400.0, 700.0 - 16 * n, b)]
        for n, (label, a, b) in enumerate(
            [
                ("Ward", "2021/22", "2022/23"),
                ("Abbey", "(1.2)", "3.4"),
                ("Castle", "5.6", "7.8"),
                ("Docks", "0.1", "0.2"),
            ]
        )
    ]
    file = tmp_path / "table.pdf"
    file.write_bytes(pdf([[*lines(["*Rent arrears by ward, £m"]), *[t for row in table for t in row]]]))
    paper = read_paper(file)
    (passage,) = [p for p in paper.passages if p.columns]
    assert passage.columns == ("Ward", "2021/22", "2022/23")
    assert "Castle\t5.6\t7.8" in passage.text


@pytest.mark.parametrize(
    ("turn", "box"),
    [
        ("0 1 -1 0", "/MediaBox [0 0 595 842]"),
        ("0 -1 1 0", "/MediaBox [0 0 595 842]"),
        ("1 0 0 1", "/MediaBox [0 0 842 595] /Rotate 90"),
    ],
    ids=["up the page", "down the page", "shown turned"],
)
def test_a_table_printed_sideways_is_read_as_one_that_stands_upright(turn: str, box: str) -> None:
    cells = [
        ["Ward", "2021/22", "2022/23"],
        ["Abbey", "(1.2)", "3.4"],
        ["Castle", "5.6", "7.8"],
        ["Docks", "0.1", "0.2"],
    ]
    upright = [
        (72.0 + 150 * column, 700.0 - 16 * row, words)
        for row, line in enumerate(cells)
        for column, words in enumerate(line)
    ]
    upright += lines(["*Rent arrears by ward in each of the two years, in millions of pounds"])
    place: Callable[[float, float], tuple[float, float]] = {
        "0 1 -1 0": lambda x, y: (842 - y - 280, x),
        "0 -1 1 0": lambda x, y: (y - 250, 842 - x),
        "1 0 0 1": lambda x, y: (x, y - 250),
    }[turn]
    (sideways,) = read_pdf(
        pdf([[(*place(x, y), words) for x, y, words in upright]], box=box, turn=turn), file_name="side.pdf"
    )
    (straight,) = read_pdf(pdf([upright]), file_name="straight.pdf")
    assert sideways.text == straight.text
    assert sideways.tables == straight.tables


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left = [f"left column words number {n} of it" for n in range(12)]
    right = [f"right column words number {n} of it" for n in range(12)]
    (page,) = read_pdf(pdf([[*lines(left), *lines(right, left=320.0)]]), file_name="two.pdf")
    assert page.text.index("left column words number 11") < page.text.index("right column words number 0")


@pytest.mark.parametrize("gutter", [8, 12, 20, 30])
@pytest.mark.parametrize("line_by_line", [True, False])
def test_columns_whose_lines_fill_them_are_read_one_after_the_other(
    gutter: float, line_by_line: bool
) -> None:
    width = (451 - gutter) / 2
    left, right = filled(1, width=width, count=30), filled(2, width=width, count=30)
    set_left, set_right = lines(left), lines(right, left=72 + width + gutter)
    by_line = [text for both in zip(set_left, set_right, strict=True) for text in both]
    (page,) = read_pdf(pdf([by_line if line_by_line else [*set_left, *set_right]]), file_name="filled.pdf")
    assert page.text.split() == " ".join([*left, *right]).split()


def test_a_single_column_is_not_parted_by_gaps_that_stand_anywhere() -> None:
    left, right = filled(1, width=220, count=30), filled(2, width=190, count=30)
    page = []
    for n, (before, after) in enumerate(zip(left, right, strict=True)):
        shift = 7 * (n % 5)  # points by which a line's halves stand further right
        page += [(72.0 + shift, 760.0 - 14 * n, before), (302.0 + shift, 760.0 - 14 * n, after)]
    (read,) = read_pdf(pdf([page]), file_name="one.pdf")
    assert read.text.split() == " ".join(f"{a} {b}" for a, b in zip(left, right, strict=True)).split()


def test_columns_that_came_line_by_line_are_read_one_after_the_other() -> None:
    def piece(left: float, top: float, text: str) -> Piece:
        return Piece(left, left + 5.5 * len(text), top - 12, top, 11, bold=False, text=text, first=0)

    head = piece(72, 790, "A heading that runs over both of the columns of the page, and ends there")
    pieces = [head]
    for n in "abcdefghijkl":
        top = 770 - 14 * (ord(n) - ord("a"))
        pieces += [
            piece(72, top, f"left column words {n} of it"),
            piece(320, top, f"right column words {n} of it"),
        ]
    texts = [" ".join(p.text for p in row) for row in lines_of(pieces)]
    assert texts[0] == head.text
    assert texts[1:13] == [f"left column words {n} of it" for n in "abcdefghijkl"]
    assert texts[13:] == [f"right column words {n} of it" for n in "abcdefghijkl"]


def test_a_word_cut_at_a_lines_end_is_found_whole_and_quoted_as_it_stands(
    tmp_path: Path, small_store: Store
) -> None:
    file = tmp_path / "hall.pdf"
    file.write_bytes(
        pdf(
            [
                lines(
                    [
                        "Report of the Director",
                        "",
                        "The Director reported that the roof of the commun-",
                        "ity hall will be mended in May by the borough.",
                    ]
                )
            ]
        )
    )
    ingest([file], small_store)
    answer = answer_object(
        Engine(StoreLibrary(small_store)).ask("when will the roof of the community hall be mended?")
    )
    assert not answer["abstained"]
    assert "commun-\nity hall will be mended in May" in answer["citations"][0]["text"]


def test_running_heads_are_left_out_of_sentences() -> None:
    pages = [
        [(72.0, 810.0, "Annual report of the Trust"), *lines([f"Page text {n} stands here alone."])]
        for n in "abcd"
    ]
    for page in read_pdf(pdf(pages), file_name="heads.pdf"):
        assert [page.text[a:].split("\n")[0] for a in page.furniture] == ["Annual report of the Trust"]


@pytest.mark.parametrize(
    ("data", "error", "says"),
    [
        (b"", EmptyPaper, "is empty"),
        (b"%PDF-1.7\nnothing of the sort", UnreadablePaper, "cannot be read as a PDF"),
        (b"PK\x03\x04 a zip by another name", UnreadablePaper, "cannot be read as a PDF"),
        (pdf([[]]), EmptyPaper, "has 1 page and no words"),
        (pdf([]), UnreadablePaper, "has no pages|cannot be read"),
    ],
    ids=["empty", "damaged", "a zip", "a blank page", "no pages"],
)
def test_a_pdf_that_cannot_be_read_is_a_clear_error(
    tmp_path: Path, data: bytes, error: type[PaperError], says: str
) -> None:
    file = tmp_path / "bad.pdf"
    file.write_bytes(data)
    with pytest.raises(error, match=says):
        read_paper(file)


@pytest.mark.parametrize("step", range(0, 1400, 61))
def test_a_pdf_cut_short_anywhere_is_read_or_refused(tmp_path: Path, step: int) -> None:
    file = tmp_path / "cut.pdf"
    file.write_bytes(minutes_pdf()[:step])
    try:
        read_paper(file)
    except PaperError as error:
        assert "cut.pdf" in str(error)  # noqa: PT017  # either outcome is right; a crash or a hang is not


def test_a_pdf_under_a_name_in_xml_is_read(tmp_path: Path) -> None:
    (tmp_path / "agenda.xml").write_bytes(pdf([lines(["The rents rise by 4% from October 2027."])]))
    assert "rents rise" in read_paper(tmp_path / "agenda.xml").pages[0].text


def test_short_paragraphs_stand_apart_where_most_lines_are_paragraphs_of_their_own() -> None:
    at, page = 740.0, []
    for number in range(1, 9):
        said = ["Apologies were received from the Mayor, who was away on the business of the Council all",
                "week, and from Mr Dunn."]  # fmt: skip
        for step, words in (
            (22.5, f"{number}."),
            (22.5, f"Matter {number}"),
            (22.5, said[0]),
            (12.8, said[1]),
        ):
            at -= step
            page.append((72.0, at, words))
    (read,) = read_pdf(pdf([page]), file_name="page.pdf")
    assert "\n\n3.\n\nMatter 3\n\nApologies were received" in read.text
    assert "of the Council all\nweek, and from Mr Dunn.\n\n4." in read.text
