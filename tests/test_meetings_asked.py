"""What a meeting will have before it, when and where it sits, and what no minutes of it tell yet."""

from __future__ import annotations

import pytest

from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.embedding.reader import BothReaders
from ingest.papers import Kind, Page
from ingest.pipeline import ingest
from ingest.store.folder import Store
from ingest.structure.paper import read_structure
from rag.answers import Answered, NotInPapers, Silence
from rag.committees import named_committees, stranger
from rag.engine import Engine
from rag.entitled import entitled, undated
from rag.library import StoreLibrary

AGENDA = """# Widget Borough Council

## Overview and Scrutiny Committee

---

**Time and Date**

6.30 pm on Thursday, 13th November, 2025

**Place**

The Larch Suite, Town Hall, Widget

---

1. **Apologies**

2. **Minutes of the last meeting** (Pages 3 - 6)

3. **Bus lane on Mill Road: the experimental order** (Pages 7 - 12)

Report of the Director of Highways

4. **Work Programme** (Pages 13 - 14)

---

Agenda Item 3

# Report to the Overview and Scrutiny Committee

13 November 2025

## Bus lane on Mill Road: the experimental order

### Recommendations

The Committee is recommended to:

1) Make the bus lane on Mill Road permanent from 1 April 2026; and

2) Note the 31 objections received.

### Background

The experimental order for the bus lane on Mill Road began on 2 January 2025. Buses are four minutes quicker in the morning peak.

---

Agenda Item 4

# Report to the Overview and Scrutiny Committee

13 November 2025

## Work Programme 2025/26

| Meeting date | Item | Lead |
|---|---|---|
| 13 November 2025 | Bus lane on Mill Road | Director of Highways |
| 22 January 2026 | Damp in council homes | Head of Housing |
| | Library opening hours | Head of Culture |
| 12 March 2026 | Budget: lessons learned | Chief Finance Officer |
"""
GLOSSARY = """Widget Borough Council

Plan 2025: how we did

Recycling. The rate fell by two points in the year. Garden waste was the chief cause.

Reablement. Short-term help, free of charge for six weeks, to get a person back to doing things for themselves.

Residual waste. What is left in the black bin and is not recycled.
"""
MINUTES = """# Widget Borough Council

## Minutes of the Meeting of the Housing Panel held at 6.00 pm on Thursday, 4th September, 2025

Present:

Panel Members: Councillor A Ash (Chair)
Councillor B Birch
Co-Opted Members: Mrs C Cedar
Mr D Elm

Apologies: Councillor F Fir

**5. Garage rents**

The Head of Housing proposed a rise of four per cent. Councillor Birch asked what it would raise.

The Housing Act forbids a rise above six per cent. Rent arrears of current tenants were £1.46m, or 5.1% of the debit.

**RESOLVED (5 for, 2 against): That garage rents rise by 4% from 1 April 2026.**

**6. Council house rents**

The Head of Housing said that, if Cabinet approved a rise of seven per cent, the fund would balance.

**RESOLVED: That Cabinet be recommended to agree a rise of 5% in council house rents.**
"""
CABINET = """# Widget Metropolitan Borough Council

## Minutes of the Meeting of the Widget Metropolitan Borough Cabinet held on Tuesday, 9th September, 2025

Present: Councillor G Gale (Leader), Councillor H Hill

**11. Leisure centre contract**

**RESOLVED: That the leisure centre contract be awarded to Splash Ltd.**

**12. Savings plan**

**RESOLVED: That the March 2026 deadline for the savings plan be put back to May 2026.**

**13. Parking scheme at Mill Road**

**RESOLVED: That the parking scheme at Mill Road be stood down.**

**14. Budget monitoring to 31 August 2025**

**RESOLVED: That the forecast be noted and £9,000 be moved to parks.**
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: OpenVinoE5, reader: BothReaders) -> Engine:
    folder = tmp_path_factory.mktemp("meetings")
    (folder / "pack.md").write_text(AGENDA, "utf-8")
    (folder / "plan.txt").write_text(GLOSSARY, "utf-8")
    store = Store(folder / "data", embedder)
    (folder / "minutes.md").write_text(MINUTES, "utf-8")
    (folder / "cabinet.md").write_text(CABINET, "utf-8")
    ingest([folder / f for f in ("pack.md", "plan.txt", "minutes.md", "cabinet.md")], store)
    return Engine(StoreLibrary(store), reader=reader)


def told(engine: Engine, question: str) -> str:
    answer = engine.ask(question).answer
    assert isinstance(answer, Answered), answer
    return answer.text


def refused(engine: Engine, question: str) -> NotInPapers:
    answer = engine.ask(question).answer
    assert isinstance(answer, NotInPapers), answer
    return answer


@pytest.mark.parametrize(
    "question",
    ["What's lined up for scrutiny on 22 January 2026?", "What is the committee due to look at in January 2026?"],
)  # fmt: skip
def test_all_that_is_planned_for_a_meeting_is_told_and_nothing_else(engine: Engine, question: str) -> None:
    text = told(engine, question)
    assert "Damp in council homes" in text
    assert "Library opening hours" in text
    assert "Budget" not in text
    assert "Bus lane" not in text


def test_a_meetings_hour_and_place_are_told_from_its_agendas_front(engine: Engine) -> None:
    text = told(engine, "Where and at what time is the November scrutiny committee meeting?")
    assert "6.30 pm" in text
    assert "Larch Suite" in text
    assert "Larch Suite" in told(engine, "What is the venue for the meeting on 13 November 2025?")


def test_an_item_is_given_by_its_number(engine: Engine) -> None:
    assert "Bus lane on Mill Road" in told(engine, "What is item 3 at the meeting on 13 November 2025?")


@pytest.mark.parametrize(
    "question",
    ["Has the bus lane on Mill Road been made permanent?", "Was the bus lane on Mill Road made permanent by the committee?"],
)  # fmt: skip
def test_what_is_only_recommended_has_not_come_about(engine: Engine, question: str) -> None:
    assert refused(engine, question).silence is Silence.NO_MINUTES


def test_what_is_recommended_is_told_where_that_is_asked(engine: Engine) -> None:
    assert "permanent" in told(engine, "What is recommended for the bus lane on Mill Road?")


def test_overview_and_scrutiny_asks_for_no_overview(engine: Engine) -> None:
    refused(engine, "How much did the Overview and Scrutiny Committee spend on trams?")


def test_a_title_that_a_paragraph_runs_on_from_is_told_with_it(engine: Engine) -> None:
    text = told(engine, "What does the council mean by reablement?")
    assert "Short-term help" in text
    assert "Residual" not in text


def test_a_label_of_those_present_is_told_with_the_names_below_it(engine: Engine) -> None:
    text = told(engine, "Which co-opted members turned up to the September housing panel?")
    assert "Mrs C Cedar" in text
    assert "Mr D Elm" in text
    assert "Ash" not in text


def test_how_one_member_voted_is_not_told_from_a_count(engine: Engine) -> None:
    refused(engine, "Did Councillor Birch vote for or against the rise in garage rents?")
    assert "4%" in told(engine, "What did the Housing Panel resolve on garage rents?")


def test_another_bodys_resolution_does_not_tell_what_cabinet_did(engine: Engine) -> None:
    refused(engine, "Did Cabinet agree to the rise in council house rents?")
    assert "5%" in told(engine, "What did the Housing Panel resolve on council house rents?")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Did Cabinet approve the leisure centre contract?", "Splash"),
        ("What did Cabinet agree on the March 2026 deadline for the savings plan?", "May 2026"),
        ("What did Cabinet decide on the parking scheme TRO at Mill Road?", "stood down"),
    ],
)
def test_a_cabinets_own_resolution_does(engine: Engine, question: str, expected: str) -> None:
    assert expected in told(engine, question)


def test_what_was_decided_later_than_the_minutes_held_is_not_told_from_them(engine: Engine) -> None:
    refused(engine, "What did Cabinet decide in December 2025 on the leisure centre contract?")


def test_a_figure_of_the_year_before_is_not_this_years(engine: Engine) -> None:
    assert "1.46m" in told(engine, "How much were rent arrears of current tenants?")
    refused(engine, "How much were rent arrears of current tenants a year earlier?")


def test_a_committee_of_another_matter_is_not_the_one_held() -> None:
    held = frozenset({"Children and Young People Scrutiny Committee", "Cabinet"})
    assert named_committees("what did the young people scrutiny committee decide", held)
    assert not named_committees("what did the communities scrutiny committee decide", held)
    assert (
        stranger("what did the communities scrutiny committee decide", held)
        == "communities scrutiny committee"
    )


def test_a_page_that_begins_with_item_4_opens_a_report_and_names_nobody_for_a_committee() -> None:
    pages = [
        Page(number=1, text="Widget Borough Council\n\nAUDIT COMMITTEE\n\nAgenda\n\nThursday 25 September 2025 at 6.30 pm\n\nTo:\tCouncillors Gwen Ash (Chair), Olu Birch\n\n1. Apologies\n\n2. Declarations of interest\n\n3. Minutes of the last meeting\n\n4. Action tracker\n"),
        Page(number=2, text="ITEM 4\n\nAction tracker\n\nReport of the Clerk\n\nThe Committee is asked to note progress on eleven actions, of which four are overdue.\n"),
    ]  # fmt: skip
    read = read_structure(pages, file_name="pack.pdf", path="pack.pdf", sha256="0" * 64, paginated=True)
    assert [(p.kind, p.committee) for p in read.parts] == [
        (Kind.AGENDA, "Audit Committee"),
        (Kind.REPORT, "Audit Committee"),
    ]
    assert read.parts[1].agenda_item == "4. Action tracker"


def test_a_minute_is_named_by_its_title_if_nothing_else_is_asked(engine: Engine) -> None:
    query, hits = engine.retrieve("What did Cabinet decide on the parking scheme at Mill Road?")
    assert {h.placed.passage.item for h in entitled(query, hits)} == {"13. Parking scheme at Mill Road"}
    query, hits = engine.retrieve(
        "What did Cabinet decide on ticket machines for the parking scheme at Mill Road?"
    )
    assert entitled(query, hits) == []


def test_a_day_in_a_minutes_title_is_no_meetings(engine: Engine) -> None:
    assert "£9,000" in told(engine, "What did Cabinet decide on budget monitoring to 31 August 2025?")
    query, hits = engine.retrieve("What did Cabinet decide on budget monitoring on 30 August 2025?")
    assert undated(query, hits) == query
