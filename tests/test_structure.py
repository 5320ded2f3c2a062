"""What is understood of papers, on the corpus and on small papers made here."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ingest.embedding.openvino_e5 import default_folder
from ingest.papers import Kind, Page, ReadPaper, Role
from ingest.reading.files import read_paper
from ingest.structure.context import embedded_text
from ingest.structure.paper import read_structure
from ingest.structure.passages import tokens
from ingest.text.lines import plain
from tests.conftest import CORPUS, HWB, SB2

TRUTH = json.loads((Path(__file__).parent / "truth" / "coventry_minutes.json").read_text("utf-8"))


def letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", plain(text).lower())


def read(text: str, name: str = "paper.md") -> ReadPaper:
    return read_structure(
        [Page(number=1, text=text)], file_name=name, path=name, sha256="ab" * 32, paginated=False
    )


@pytest.mark.parametrize("truth", TRUTH, ids=[t["date"] for t in TRUTH])
def test_every_minute_of_the_corpus_is_found_with_its_number_title_committee_and_date(truth: dict) -> None:  # type: ignore[type-arg]
    paper = read_paper(CORPUS / truth["file"])
    (minutes,) = [p for p in paper.parts if p.kind is Kind.MINUTES]
    assert minutes.committee == truth["committee"]
    assert minutes.date == date.fromisoformat(truth["date"])
    found = [(i.number, i.title) for i in paper.items if i.part == minutes.number]
    assert found == [(i["number"], i["title"]) for i in truth["items"]]


@pytest.mark.parametrize("truth", TRUTH, ids=[t["date"] for t in TRUTH])
def test_every_resolution_of_the_corpus_is_held_whole_and_verbatim_under_its_minute(truth: dict) -> None:  # type: ignore[type-arg]
    raw = (CORPUS / truth["file"]).read_text("utf-8")
    paper = read_paper(CORPUS / truth["file"])
    for item in truth["items"]:
        held = [r for r in paper.resolutions if r.item and r.item.number == item["number"]]
        assert [letters(r.text) for r in held] == [letters(r["text"]) for r in item["resolutions"]]
        for resolution, wanted in zip(held, item["resolutions"], strict=True):
            assert resolution.text in raw
            assert max(len(resolution.clauses), 1) == wanted["clauses"]


def test_nothing_but_minutes_holds_resolutions() -> None:
    for file in (HWB, SB2):
        paper = read_paper(file)
        kinds = {p.number: p.kind for p in paper.parts}
        assert {kinds[r.part] for r in paper.resolutions} == {Kind.MINUTES}


def test_a_pack_is_split_and_its_reports_are_filed_under_the_agenda() -> None:
    paper = read_paper(SB2)
    assert paper.paper.kind is Kind.PACK
    found = [(p.kind, p.date, p.agenda_item and p.agenda_item.split(".")[0]) for p in paper.parts]
    march, december = date(2022, 3, 17), date(2021, 12, 9)
    assert found == [
        (Kind.AGENDA, march, None),
        (Kind.MINUTES, december, "3"),
        (Kind.REPORT, march, "4"),
        (Kind.ANNUAL_REPORT, march, "4"),
        (Kind.REPORT, march, "5"),
        (Kind.ANNUAL_REPORT, march, "5"),
        (Kind.REPORT, march, "6"),
        (Kind.REPORT, march, "7"),
        (Kind.OTHER, march, "8"),
    ]


def test_recommendations_name_the_body_they_are_made_to_and_are_no_resolutions() -> None:
    paper = read_paper(HWB)
    fund = next(
        p.number for p in paper.parts if p.title == "Improved Better Care Fund" and p.kind is Kind.REPORT
    )
    to = [(r.to, len(r.clauses)) for r in paper.recommendations if r.part == fund]
    assert to[:3] == [("Health and Wellbeing Board", 2), ("Cabinet", 4), ("Council", 1)]


@pytest.mark.parametrize("file", sorted(CORPUS.glob("20*")), ids=lambda f: f.name[:20])
def test_passages_hold_every_word_of_a_paper_verbatim_and_once(file: Path) -> None:
    paper = read_paper(file)
    text = paper.pages[0].text
    covered = [0] * len(text)
    for passage in paper.passages:
        pieces = [text[s.start : s.end] for s in passage.spans]
        assert passage.text == "\n".join(pieces)
        for span in passage.spans:
            for at in range(span.start, span.end):
                covered[at] += 1
    assert max(covered) == 1
    left = "".join(c for c, n in zip(text, covered, strict=True) if not n)
    left = re.sub(r"This page is intentionally left blank|[-|]{3,}", "", left)
    assert not left.strip()


@pytest.mark.model
def test_no_passage_is_longer_than_the_embedder_reads() -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(default_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    for file in CORPUS.glob("20*"):
        paper = read_paper(file)
        parts = {p.number: p for p in paper.parts}
        for passage in paper.passages:
            assert len(tokenizer.encode(embedded_text(passage, parts[passage.part])).ids) <= 512


def test_passage_ids_are_the_same_on_every_run_and_never_shared() -> None:
    one, two = ([p.id for p in read_paper(SB2).passages] for _ in range(2))
    assert one == two
    assert len(set(one)) == len(one)


MINUTES = """Anytown Borough Council
Minutes of the meeting of the Housing Committee held on 4 May 2023

Present: Councillor Able (Chair), Councillor Baker

{items}
"""


def decided(items: str) -> list[tuple[str | None, str, int]]:
    paper = read(MINUTES.format(items=items))
    return [
        (r.item.number if r.item else None, " ".join(plain(r.text).split()), len(r.clauses))
        for r in paper.resolutions
    ]


def test_a_resolution_in_line_is_taken_whole() -> None:
    items = (
        "7. Rents\n\nThe Committee discussed rents.\n\nRESOLVED that rents be held.\n\n8. Repairs\n\nNoted."
    )
    assert decided(items) == [("7", "RESOLVED that rents be held.", 0)]


def test_a_list_cut_by_a_page_break_stays_one_resolution() -> None:
    items = (
        "7. Rents\n\nRESOLVED that:\n\n(1) rents be held until the end of the financial year and reviewed\n\n"
        "This page is intentionally left blank\n\nin the spring by the Director.\n\n(2) tenants be told.\n\n8. Repairs\n\nText."
    )
    [(number, text, clauses)] = decided(items)
    assert (number, clauses) == ("7", 2)
    assert "reviewed in the spring by the Director. (2) tenants be told." in text


def test_a_sentence_after_the_list_is_not_part_of_the_resolution() -> None:
    items = "7. Rents\n\nRESOLVED that:\n\n1) rents be held\n2) tenants be told\n\nThe Chair thanked officers.\n\n8. Repairs\n\nText."
    assert decided(items) == [("7", "RESOLVED that: 1) rents be held 2) tenants be told", 2)]


def test_a_numbered_list_inside_a_minute_opens_no_minutes() -> None:
    items = "\n\n".join(
        [
            "31. Rents",
            "Members asked about:",
            "1. Arrears",
            "2. Voids",
            "3. Repairs",
            "32. Repairs",
            "Text.",
            "33. Close",
            "Text.",
        ]
    )
    paper = read(MINUTES.format(items=items))
    assert [i.number for i in paper.items] == ["31", "32", "33"]


def test_resolved_in_a_report_is_not_a_decision() -> None:
    paper = read(
        "Report\n\nTo: Housing Committee\n\nDate: 4 May 2023\n\nSubject: Rents\n\n1. Background\n\n"
        "In March the Board RESOLVED that rents be held.\n\n2. Recommendations\n\nThe Committee is recommended to:\n\n1) Hold rents\n"
    )
    assert paper.resolutions == ()
    assert [c.text for r in paper.recommendations for c in r.clauses] == ["Hold rents"]


def test_a_table_split_over_passages_keeps_its_column_headings() -> None:
    rows = "\n".join(f"Ward {n} of the borough with a name\t{n * 11}\t{n * 13}" for n in range(1, 60))
    paper = read(f"# Housing figures\n\nWard\t2021/22\t2022/23\n{rows}\n")
    tables = [p for p in paper.passages if p.role is Role.TABLE]
    assert len(tables) > 2
    assert all(p.columns == ("Ward", "2021/22", "2022/23") for p in tables)


@given(st.text(alphabet=st.sampled_from(list("ab 1.)(:\n\t-*#<>|RESOLVED&é“”")), max_size=400))
def test_any_text_is_cut_into_verbatim_passages(text: str) -> None:
    assume(any(c.isalnum() for c in plain(text)))
    paper = read(text)
    for passage in paper.passages:
        assert passage.text == "\n".join(text[s.start : s.end] for s in passage.spans)
        assert tokens(passage.text) <= 400


def test_markup_is_left_out_of_plain_words_and_kept_in_the_passage() -> None:
    paper = read("# Rents\n\nHeld on **6<sup>th</sup> May** with [a link](https://example.org).\n")
    (passage,) = paper.passages
    assert "6<sup>th</sup> May" in passage.text
    assert "Held on 6th May with a link." in plain(passage.text)
