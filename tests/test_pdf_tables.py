"""Tables of PDFs, made here: wrapped cells, headings over several columns, empty cells, pages, and what is no table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.papers import Passage
from ingest.reading.files import read_paper
from ingest.reading.pdf import read_pdf
from tests.make_pdf import Rule, Text, lines, pdf, ruled


def passages(tmp_path: Path, data: bytes) -> list[Passage]:
    file = tmp_path / "table.pdf"
    file.write_bytes(data)
    return [p for p in read_paper(file).passages if p.columns]


def right(at: float, bottom: float, words: str) -> Text:
    """Set words so that they end at a place, near enough: Helvetica's figures are 0.556 of its size wide."""
    wide = sum(0.278 if c in ",. " else 0.333 if c in "()-" else 0.556 for c in words.lstrip("*")) * 11
    return (at - wide, bottom, words)


def aligned(rows: Sequence[tuple[str, ...]], *, top: float = 700.0) -> list[Text]:
    """Set rows of a label and figures, the figures ending at 300, 380, 460 … points; an empty cell stays empty."""
    return [
        cell
        for n, (label, *figures) in enumerate(rows)
        for cell in [
            (72.0, top - 14 * n, label),
            *(right(300.0 + 80 * k, top - 14 * n, figure) for k, figure in enumerate(figures) if figure),
        ]
        if cell[2]
    ]


GRID = ruled([70, 200, 300, 400, 500], [720, 700, 640, 600])


def test_words_that_wrap_in_a_ruled_cell_stay_in_it(tmp_path: Path) -> None:
    page = [
        (74.0, 706.0, "*Service"), (204.0, 706.0, "*Budget"), (304.0, 706.0, "*Spent"), (404.0, 706.0, "*Why"),
        (74.0, 688.0, "Libraries and"), (74.0, 674.0, "registration"), (74.0, 660.0, "services"),
        (260.0, 674.0, "1.2"), (360.0, 674.0, "(0.3)"), (404.0, 688.0, "Fewer hours"), (404.0, 674.0, "were open"),
        (74.0, 626.0, "Parks"), (260.0, 626.0, "4.5"), (404.0, 626.0, "None"),
    ]  # fmt: skip
    (passage,) = passages(tmp_path, pdf([page], rules=GRID))
    assert passage.columns == ("Service", "Budget", "Spent", "Why")
    assert "Libraries and registration services\t1.2\t(0.3)\tFewer hours were open" in passage.text
    assert "Parks\t4.5\t\tNone" in passage.text


def test_a_heading_over_several_columns_is_said_for_each(tmp_path: Path) -> None:
    rules: list[Rule] = [
        *ruled([70, 200, 300, 400, 500], [700, 680, 660, 640]),
        (70, 720, 500, 720), (70, 700, 70, 720), (200, 700, 200, 720), (300, 700, 300, 720), (500, 700, 500, 720),
    ]  # fmt: skip
    page = [
        (204.0, 706.0, "2023-24"), (375.0, 706.0, "2024-25"),
        (204.0, 686.0, "Actual"), (304.0, 686.0, "Budget"), (404.0, 686.0, "Actual"),
        (74.0, 666.0, "Parks"), (204.0, 666.0, "4.5"), (304.0, 666.0, "4.6"), (404.0, 666.0, "4.7"),
        (74.0, 646.0, "Roads"), (204.0, 646.0, "8.5"), (304.0, 646.0, "8.6"), (404.0, 646.0, "8.7"),
    ]  # fmt: skip
    (passage,) = passages(tmp_path, pdf([page], rules=rules))
    assert passage.columns == ("", "2023-24 Actual", "2024-25 Budget", "2024-25 Actual")


def test_an_empty_cell_of_an_unruled_table_stays_empty(tmp_path: Path) -> None:
    rows = [
        ("Directorate", "Base", "Growth", "Total"),
        ("Adults", "1,200.5", "-30.1", "1,170.4"),
        ("Children", "900.0", "", "900.0"),
        ("Highways", "55.5", "4.5", "60.0"),
        ("Libraries", "", "2.0", "2.0"),
    ]
    (passage,) = passages(tmp_path, pdf([aligned(rows)]))
    assert passage.columns == ("Directorate", "Base", "Growth", "Total")
    assert "Children\t900.0\t\t900.0" in passage.text
    assert "Libraries\t\t2.0\t2.0" in passage.text


def test_a_heading_between_columns_parts_those_whose_headings_repeat(tmp_path: Path) -> None:
    rows = [
        ("", "Core", "Other", "Core", "Other"),
        ("Adults", "1,200.5", "-30.1", "1,170.4", "3.1"),
        ("Children", "900.0", "2.5", "900.0", "4.1"),
        ("Highways", "55.5", "4.5", "60.0", "5.1"),
    ]
    over = [(305.0, 714.0, "2024"), (466.0, 714.0, "2025")]
    (passage,) = passages(tmp_path, pdf([[*over, *aligned(rows)]]))
    assert passage.columns == ("", "2024 Core", "2024 Other", "2025 Core", "2025 Other")


def test_headings_hold_on_the_next_page_and_a_sections_title_over_its_rows(tmp_path: Path) -> None:
    first = [("Ward", "2022", "2023", "Change"), *((f"Ward {c}", "1.5", "2.5", "1.0") for c in "ABC")]
    second = [("North", "", "", ""), *((f"Ward {c}", "3.5", "4.5", "1.0") for c in "DEF")]
    found = passages(tmp_path, pdf([aligned(first), aligned(second)]))
    rows = {line: p for p in found for line in p.text.split("\n")}
    last = rows["Ward F\t3.5\t4.5\t1.0"]
    assert last.columns == ("Ward", "2022", "2023", "Change")
    assert last.page_at(last.text.index("Ward F")) == 2
    assert "North" in last.text or "North" in last.headings


def test_a_heading_broken_inside_a_word_is_made_whole(tmp_path: Path) -> None:
    page = [
        *lines(["The revenue forecast and the revenue budget are told below."], top=780.0),
        (74.0, 706.0, "*Service"), (204.0, 714.0, "*Revenu"), (204.0, 704.0, "*e"), (304.0, 706.0, "*Spent"), (404.0, 706.0, "*Why"),
        (74.0, 674.0, "Parks"), (260.0, 674.0, "1.2"), (360.0, 674.0, "0.3"), (404.0, 674.0, "Rain"),
        (74.0, 626.0, "Roads"), (260.0, 626.0, "4.5"), (360.0, 626.0, "4.0"), (404.0, 626.0, "None"),
    ]  # fmt: skip
    rules = ruled([70, 200, 300, 400, 500], [728, 700, 640, 600])
    (passage,) = passages(tmp_path, pdf([page], rules=rules))
    assert passage.columns[1] == "Revenue"


def test_prose_with_figures_in_it_is_no_table() -> None:
    text = [
        "In 2023-24 the council spent £1.2m on parks and £3.4m on roads, 5 % more",
        "than in 2022-23, when it had spent £1.1m and £3.2m; in 2021-22 it was £1.0m",
        "and £3.1m. The reserve stood at £12.5m on 31 March 2024 and at £11.9m a year",
        "before. Of 1,250 garages 312 stood empty, 14 fewer than in March 2023.",
    ]
    (page,) = read_pdf(pdf([lines(text)]), file_name="prose.pdf")
    assert page.tables == ()
    assert "\t" not in page.text


def test_a_form_of_paragraphs_is_read_cell_by_cell() -> None:
    left = [(74.0, 700.0 - 14 * n, f"left words {n} of a long paragraph") for n in range(14)]
    side = [(304.0, 700.0 - 14 * n, f"right words {n} of another one") for n in range(14)]
    rules = ruled([70, 300, 520], [740, 720, 500])
    heads = [(74.0, 726.0, "Decision"), (304.0, 726.0, "Reason")]
    (page,) = read_pdf(pdf([[*heads, *left, *side]], rules=rules), file_name="form.pdf")
    assert page.text.index("left words 13") < page.text.index("right words 0")


@pytest.mark.parametrize("gap", [2.0, 4.0])
def test_a_label_that_wraps_beside_its_figures_is_one_row(tmp_path: Path, gap: float) -> None:
    page = [
        (72.0, 700.0, "Service"), right(300.0, 700.0, "Budget"), right(380.0, 700.0, "Spent"), right(460.0, 700.0, "Left"),
    ]  # fmt: skip
    for n, label in enumerate(("Roads", "Parks", "Waste")):
        y = 670.0 - 3 * (12 + gap) * n
        page += [(72.0, y, f"{label} and"), (72.0, y - 12, "other services")]
        page += [right(300.0, y - 6, "1.5"), right(380.0, y - 6, "0.5"), right(460.0, y - 6, "1.0")]
    (passage,) = passages(tmp_path, pdf([page]))
    assert "Parks and other services\t1.5\t0.5\t1.0" in passage.text


def test_headings_of_a_table_of_words_stand_above_a_long_title_over_its_rows(tmp_path: Path) -> None:
    rules: list[Rule] = [
        *ruled([70, 250, 500], [720, 700]), *ruled([70, 500], [700, 680]), *ruled([70, 250, 500], [680, 640, 600]),
    ]  # fmt: skip
    title = "We act so that all homes in the town are warm and dry and safe now"
    page = [
        (74.0, 706.0, "*What we promised"), (254.0, 706.0, "*How we do it"), (120.0, 686.0, f"*{title}"),
        (74.0, 660.0, "Warm homes"), (254.0, 660.0, "Grants for insulation"),
        (74.0, 620.0, "Safe homes"), (254.0, 620.0, "Inspections of landlords"),
    ]  # fmt: skip
    (passage,) = passages(tmp_path, pdf([page], rules=rules))
    assert passage.columns == ("What we promised", "How we do it")
    assert "Safe homes\tInspections of landlords" in passage.text


def test_a_heading_nearly_all_of_which_stands_over_one_column_is_that_columns(tmp_path: Path) -> None:
    rows = [("Parks", "-", "-", "4.7"), ("Roads", "-", "-", "8.7"), ("Waste", "-", "-", "9.7")]
    page = [
        right(300.0, 728.0, "*Saving"), (331.0, 728.0, "*Saving later"), right(460.0, 728.0, "*Total"),
        right(300.0, 714.0, "*(now)"), right(380.0, 714.0, "*(not now)"), right(460.0, 714.0, "*(sum)"), *aligned(rows),
    ]  # fmt: skip
    (passage,) = passages(tmp_path, pdf([page]))
    assert passage.columns == ("", "Saving (now)", "Saving later (not now)", "Total (sum)")


def test_a_heading_that_begins_over_the_first_of_several_columns_is_said_for_each(tmp_path: Path) -> None:
    page: list[Text] = [
        (72.0, 700.0, "*Measure"), (200.0, 700.0, "*2024/25"), (320.0, 700.0, "*2025/26"), (380.0, 700.0, "*Target"),
        (380.0, 688.0, "*2025/26"), (440.0, 700.0, "*Neighbours'"), (440.0, 688.0, "*average"),
        (200.0, 680.0, "*Q3"), (260.0, 680.0, "*Q4"), (320.0, 680.0, "*Q1"),
        *[
            (x, 660.0 - 16 * n, words)
            for n, row in enumerate((("Assessments", "84.6", "81.0", "78.3", "88.0", "83.9"),
                                     ("Referrals", "21.4", "22.8", "24.1", "20.0", "22.0")))
            for x, words in zip((72.0, 200.0, 260.0, 320.0, 380.0, 440.0), row, strict=True)
        ],
    ]  # fmt: skip
    (passage,) = passages(tmp_path, pdf([page]))
    assert passage.columns == (
        "Measure", "2024/25 Q3", "2024/25 Q4", "2025/26 Q1", "Target 2025/26", "Neighbours' average"
    )  # fmt: skip


def test_days_in_bold_over_figures_are_headings_too(tmp_path: Path) -> None:
    page: list[Text] = [
        (72.0, 700.0, "*Placement"), (200.0, 700.0, "*Children on"), (320.0, 700.0, "*Cost"),
        (200.0, 680.0, "*31"), (260.0, 680.0, "*30"), (200.0, 668.0, "*March"), (260.0, 668.0, "*September"),
        (72.0, 650.0, "Fostering"), (200.0, 650.0, "168"), (260.0, 650.0, "161"), (320.0, 650.0, "482"),
        (72.0, 634.0, "Residential"), (200.0, 634.0, "38"), (260.0, 634.0, "42"), (320.0, 634.0, "6,415"),
    ]  # fmt: skip
    (passage,) = passages(tmp_path, pdf([page]))
    assert passage.columns == ("Placement", "Children on 31 March", "Children on 30 September", "Cost")
    assert "31\t" not in passage.text


def test_the_rows_of_a_log_whose_cells_wrap_are_no_headings(tmp_path: Path) -> None:
    rows = [
        ("AL/1", "Site visit to the", "resource base", "P Elm", "Closed", ""),
        ("AL/2", "Briefing on the reforms", "of family help", "A Fir", "Overdue. Offered for", "3 February"),
        ("AL/3", "Share the carers'", "survey of spring", "K Oak", "Open", ""),
        ("AL/4", "Note on", "dues", "R Ash", "–", ""),
    ]
    page: list[Text] = [
        (74.0, 706.0, "*Ref"), (164.0, 706.0, "*What was to be done"), (324.0, 706.0, "*Who"), (404.0, 706.0, "*Position")
    ]  # fmt: skip
    for n, (ref, first, second, who, position, rest) in enumerate(rows):
        top = 686.0 - 34 * n
        page += [
            (74.0, top, ref),
            (164.0, top, first),
            (164.0, top - 12, second),
            (324.0, top, who),
            (404.0, top, position),
        ]
        page += [(404.0, top - 12, rest)] if rest else []
    grid = ruled([70, 160, 320, 400, 520], [720, 700, 666, 632, 598, 564])
    (passage,) = passages(tmp_path, pdf([page], rules=grid))
    assert passage.columns == ("Ref", "What was to be done", "Who", "Position")
    assert (
        "AL/2\tBriefing on the reforms of family help\tA Fir\tOverdue. Offered for 3 February" in passage.text
    )
