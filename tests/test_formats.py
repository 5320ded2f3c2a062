"""Word documents, web pages and ModernGov's answers, made here."""

from __future__ import annotations

from html import escape
from pathlib import Path

import docx
import pytest

from ingest.errors import EmptyPaper, UnreadablePaper
from ingest.papers import Kind
from ingest.reading.files import read_paper
from rag.records import record
from rag.units import units

PAGE = """<html><head><title>x</title><script>alert(1)</script></head><body><nav>Home | Search</nav><main>
<h1>Agenda, decisions and minutes</h1><h2>Housing Committee</h2><p>Thursday 4 May 2023 7.30 pm</p>
<table>
<tr><td><p>11.</p></td><td><p>Apologies</p><p>Minutes:</p><p>There were none.</p></td></tr>
<tr><td><p>12.</p></td><td><p>Garage rents <a href="f.pdf">PDF 99 KB</a></p><p>To consider the report.</p>
<p>Decision:</p><p>RESOLVED that rents rise by 4%.</p>
<p>Minutes:</p><p>Members discussed rents.</p><p>RESOLVED that rents rise by 4%.</p></td></tr>
<tr><td><p>13.</p></td><td><p>Close</p><p>Minutes:</p><p>The meeting ended at 9 pm.</p></td></tr>
</table></main></body></html>"""


def meeting(items: str, *, status: str = "Confirmed") -> str:
    return (
        f"<meeting><meetingdate>10/02/2026</meetingdate><meetingstatus>{status}</meetingstatus>"
        f"<minutepublished>True</minutepublished><agendaitems>{items}</agendaitems></meeting>"
    )


def item(number: str, title: str, minutes: str, *, restricted: bool = False) -> str:
    return (
        f"<agendaitem><agendaitemtitle>{title}</agendaitemtitle><fulldisplaynumberformat>{number}.</fulldisplaynumberformat>"
        f"<minutesnonemptyhtmlbody>{escape(f'<p>{minutes}</p>')}</minutesnonemptyhtmlbody>"
        f"<isrestricted>{restricted}</isrestricted><refertocommittee>Audit Committee</refertocommittee></agendaitem>"
    )


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_a_web_page_of_minutes_gives_items_and_each_decision_once(tmp_path: Path) -> None:
    paper = read_paper(write(tmp_path, "page.html", PAGE))
    (part,) = paper.parts
    assert (part.kind, part.committee, str(part.date)) == (Kind.MINUTES, "Housing Committee", "2023-05-04")
    assert [i.label for i in paper.items] == ["11. Apologies", "12. Garage rents", "13. Close"]
    assert [(r.item.number if r.item else None, r.text) for r in paper.resolutions] == [
        ("12", "RESOLVED that rents rise by 4%.")
    ]
    assert "alert" not in paper.pages[0].text
    assert "Search" not in paper.pages[0].text


def test_a_moderngov_answer_is_read_day_first_and_without_restricted_items(tmp_path: Path) -> None:
    items = item("1", "Minutes", "The minutes were approved as a correct record.") + item(
        "2", "Staffing", "The salary is 90,000.", restricted=True
    )
    paper = read_paper(
        write(
            tmp_path,
            "meeting.xml",
            meeting(items + item("3", "Work programme", "RESOLVED that it be noted.")),
        )
    )
    (part,) = paper.parts
    assert (part.kind, part.committee, str(part.date)) == (Kind.MINUTES, "Audit Committee", "2026-02-10")
    assert [i.title for i in paper.items] == ["Minutes", "Work programme"]
    assert "90,000" not in paper.pages[0].text
    assert "Staffing" not in paper.pages[0].text


def test_a_cancelled_meeting_and_other_xml_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(EmptyPaper, match="status: Cancelled"):
        read_paper(write(tmp_path, "none.xml", meeting("", status="Cancelled")))
    with pytest.raises(UnreadablePaper, match="GetMeeting"):
        read_paper(write(tmp_path, "other.xml", "<committees/>"))
    with pytest.raises(UnreadablePaper, match="cannot be read as XML"):
        read_paper(write(tmp_path, "bad.xml", "<meeting>"))


def test_an_xml_bomb_is_refused(tmp_path: Path) -> None:
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE m [<!ENTITY l0 "lol">{layers}]><meeting>&l11;</meeting>'
    with pytest.raises(UnreadablePaper):
        read_paper(write(tmp_path, "bomb.xml", bomb))


def test_a_word_document_is_read_with_its_tables_and_lists(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Rents", 1)
    document.add_paragraph("The Committee considered the rents of garages.")
    document.add_paragraph("arrears", style="List Bullet")
    document.add_paragraph("voids", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("Ward", "2022/23", "Abbey", "4%"), strict=True
    ):
        cell.text = text
    document.save(str(tmp_path / "rents.docx"))
    text = read_paper(tmp_path / "rents.docx").pages[0].text
    assert "• arrears\n• voids" in text
    assert "Ward\t2022/23\nAbbey\t4%" in text


def test_a_cell_over_several_columns_leaves_the_others_in_theirs(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    for cell, words in zip(
        (c for row in table.rows for c in row.cells), ("Ward", "Rent", "", "Abbey", "4", "5"), strict=True
    ):
        cell.text = words
    table.cell(0, 1).merge(table.cell(0, 2))
    document.save(str(tmp_path / "rents.docx"))
    html = "<main><p>Rents</p><table><tr><th>Ward</th><th colspan='2'>Rent</th></tr><tr><td>Abbey</td><td>4</td><td>5</td></tr></table></main>"
    for file in (tmp_path / "rents.docx", write(tmp_path, "rents.html", html)):
        assert "Ward\tRent\t\nAbbey\t4\t5" in read_paper(file).pages[0].text


def test_an_empty_word_document_and_one_that_is_none_are_clear_errors(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "empty.docx"))
    with pytest.raises(EmptyPaper, match="holds no words"):
        read_paper(tmp_path / "empty.docx")
    with pytest.raises(UnreadablePaper, match="save it again"):
        read_paper(write(tmp_path, "fake.docx", "plain words"))


def rows_of(file: Path) -> list[dict[str, str]]:
    paper = read_paper(file)
    found = [record(p, unit) for p in paper.passages if p.columns for unit in units(p)]
    return [dict(row.cells) for row in found if row]


def test_headings_over_several_columns_and_rows_of_a_web_page_are_told_for_each_column(
    tmp_path: Path,
) -> None:
    html = """<main><h2>Rents</h2><table>
      <thead><tr><th rowspan="2">Ward</th><th colspan="2">Rents 2022/23</th><th colspan="2">Rents 2023/24</th></tr>
      <tr><th>Houses</th><th>Flats</th><th>Houses</th><th>Flats</th></tr></thead>
      <tbody><tr><td rowspan="2">Abbey</td><td>4</td><td></td><td>6</td><td><p>7</p><p>(estimate)</p></td></tr>
      <tr><td>14</td><td>15</td><td>16</td><td>17</td></tr>
      <tr><td>Castle</td><td colspan="2">none let</td><td>26</td><td>(27)</td></tr></tbody></table></main>"""
    abbey, below, castle = rows_of(write(tmp_path, "rents.html", html))[-3:]
    assert abbey == {
        "Ward": "Abbey", "Rents 2022/23 Houses": "4", "Rents 2022/23 Flats": "", "Rents 2023/24 Houses": "6",
        "Rents 2023/24 Flats": "7 (estimate)",
    }  # fmt: skip
    assert below["Rents 2022/23 Houses"] == "14"
    assert below["Rents 2023/24 Flats"] == "17"
    assert castle["Rents 2022/23 Houses"] == "none let"
    assert castle["Rents 2023/24 Flats"] == "(27)"


def test_a_table_in_which_an_agenda_is_set_is_read_as_its_items(tmp_path: Path) -> None:
    html = """<main><table><tr><th>No.</th><th>Item</th></tr>
      <tr><td><p>54.</p></td><td><p>Rents of garages</p><p>To consider the report.</p></td></tr>
      <tr><td><p>55.</p></td><td><p>Markets</p><p>To note the takings.</p></td></tr></table></main>"""
    text = read_paper(write(tmp_path, "agenda.html", html)).pages[0].text
    assert "54. Rents of garages\n\nTo consider the report." in text


def test_headings_of_a_word_table_are_its_bold_rows(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Rents")
    table = document.add_table(rows=3, cols=3)
    words = ("Ward", "Last year", "This year", "Abbey", "4", "", "Castle", "(5)", "6")
    for cell, text in zip((c for row in table.rows for c in row.cells), words, strict=True):
        cell.paragraphs[0].add_run(text).bold = text in {"Ward", "Last year", "This year"}
    document.save(str(tmp_path / "rents.docx"))
    abbey, castle = rows_of(tmp_path / "rents.docx")[-2:]
    assert abbey == {"Ward": "Abbey", "Last year": "4", "This year": ""}
    assert castle == {"Ward": "Castle", "Last year": "(5)", "This year": "6"}
