"""Cells found by row and column: what names a row, which columns are told, and how the truth is scored."""

from __future__ import annotations

from eval.cells import Cell, fault
from ingest.papers import Page, Passage, Role, Span
from ingest.structure.passages import passages
from ingest.text.blocks import blocks
from ingest.text.lines import lines
from rag.records import Record, record
from rag.units import units


def rows(columns: tuple[str, ...], *lines: str) -> list[Record]:
    text = "\n".join(lines)
    passage = Passage(
        id="x-1-1", paper_id="x", part=1, role=Role.TABLE, text=text, spans=(Span(page=1, start=0, end=len(text)),),
        headings=(), columns=columns, item=None,
    )  # fmt: skip
    return [own for unit in units(passage) if (own := record(passage, unit))]


def test_the_words_before_the_figures_name_a_row() -> None:
    (own,) = rows(("Ref", "Directorate", "What", "2025-26", "2026-27"), "35\tCYPE\tPay and reward\t-2.4\t0.0")
    assert own.names == ("35", "CYPE", "Pay and reward")
    assert own.others == (("2025-26", "-2.4"), ("2026-27", "0.0"))


def test_a_label_may_stand_after_the_figures() -> None:
    (own,) = rows(("2024-25 Core", "2024-25 Total", "", "2025-26 Core"), "35.0\t35.0\tGrant income\t3,234.7")
    assert own.names == ("Grant income",)
    assert ("2025-26 Core", "3,234.7") in own.cells


def test_a_row_without_a_label_has_that_of_the_row_above() -> None:
    _, own = rows(("Team", "Q1", "Q2"), "Adults\t1.5\t2.5", "\t3.5\t4.5")
    assert own.names == ("Adults",)


def test_a_row_of_periods_alone_has_no_label() -> None:
    (own,) = rows(("By 2025-26", "By 2026-27"), "0 places\t440 places")
    assert own == Record(names=(), cells=(("By 2025-26", "0 places"), ("By 2026-27", "440 places")))


def test_the_row_of_headings_is_no_row() -> None:
    assert rows(("Team", "Q1 2024"), "Team\tQ1", "\t2024") == []


def cell(value: str, *, heading: str = "2025 Total", label: str = "Adults") -> Cell:
    return Cell(file="x.pdf", page=1, line=None, label=label, heading=heading, value=value)


def test_a_cell_is_right_only_with_its_row_column_value_and_sign() -> None:
    found = [
        Record(names=("Adults",), cells=(("2024 Total", "1.5"), ("2025 Total", "(2.5)"))),
        Record(names=("Children",), cells=(("2024 Total", "3.5"), ("2025 Total", "4.5"))),
    ]
    assert fault(cell("(2.5)"), found) is None
    assert fault(cell("2.5"), found)
    assert fault(cell("1.5"), found)
    assert fault(cell("4.5"), found)
    assert fault(cell("4.5", label="Highways"), found)
    assert fault(cell("(2.5)", heading="Staff"), found)


def test_rows_of_a_markdown_table_have_its_headings_and_its_line_of_dashes_is_no_row() -> None:
    text = (
        "The schemes are these.\n\n| Road | Length (m) | Estimate (£) | Quarter |\n|---|:---:|---:|---|\n"
        "| Mill Street | 640 | 312,000 | Deferred until the bridge is done |\n| Sorrel Hill | 890 | 296,000 | Q3 |\n"
    )
    made = list(passages(blocks(lines([Page(number=1, text=text)])), {1: text}))
    assert {p.columns for p in made if "Sorrel" in p.text} == {
        ("Road", "Length (m)", "Estimate (£)", "Quarter")
    }
    assert all(not b.text.startswith("|-") for b in blocks(lines([Page(number=1, text=text)])))


def test_a_first_row_of_figures_is_no_heading_and_bars_alone_part_cells() -> None:
    text = "| Adults | 12 | 14 |\n|---|---|---|\n| Children | 9 | 3 |\n\nPayroll | Limited | 4\n"
    rows = [line for line in lines([Page(number=1, text=text)]) if line.cells]
    assert [line.cells for line in rows] == [
        ("Adults", "12", "14"),
        ("Children", "9", "3"),
        ("Payroll", "Limited", "4"),
    ]
    assert not any(line.heads for line in rows)
