"""Papers that name no meeting, and the agendas and minutes that list them: real SQLite and real Chroma."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.papers import Part
from ingest.pipeline import ingest
from ingest.store.doctor import examine
from ingest.store.folder import Store
from ui.changes import Changes
from ui.understood import read_text

AGENDA = """WELDSHIRE COUNTY COUNCIL

CABINET

AGENDA

Thursday, 30th January, 2025, at 10.00 am, Council Chamber, County Hall

1. Apologies
2. Declarations of Interest
3. 24/00131 - Renewal of the Highways Term Maintenance Contract
4. Draft Capital Programme 2025-28, Flood Defence Schemes and Treasury Strategy
"""
LATER = AGENDA.replace("30th January", "27th February")
RECORD = """Renewal of the contract

Proposed: that the term maintenance contract is renewed for two years from the first of April.
"""
PROGRAMME = """Draft Capital Programme 2025-28 and Flood Defence Schemes

The sea wall at Harrow Bay is to be raised by 60 cm. The pumps at Low Marsh are to be replaced.
"""


def _write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name.replace('__', '-')}.txt").write_text(text, "utf-8")
    return folder


def _part(store: Store, file_name: str) -> Part:
    return store.catalogue.read(store.catalogue.paper(file_name)).parts[0]


def test_a_paper_is_of_the_meeting_whose_agenda_lists_its_decision_number(
    tmp_path: Path, small_store: Store
) -> None:
    ingest([_write(tmp_path / "papers", agenda=AGENDA, renewal__24__00131=RECORD)], small_store)
    part = _part(small_store, "renewal-24-00131.txt")
    assert (part.committee, part.date) == ("Cabinet", date(2025, 1, 30))
    assert part.listed is not None
    assert part.listed.by == small_store.catalogue.paper("agenda.txt").id
    assert small_store.catalogue.paper("renewal-24-00131.txt").date == date(2025, 1, 30)
    assert small_store.catalogue.lexical('meeting: "January"', limit=9)
    read = small_store.catalogue.read(small_store.catalogue.paper("renewal-24-00131.txt"))
    assert "Cabinet, 30 January 2025 (as an agenda or minutes held list it)" in read_text(read, {})
    assert examine(small_store).good


def test_a_paper_is_of_the_meeting_whose_agenda_has_all_words_of_its_title(
    tmp_path: Path, small_store: Store
) -> None:
    ingest([_write(tmp_path / "papers", agenda=AGENDA, programme=PROGRAMME)], small_store)
    assert _part(small_store, "programme.txt").date == date(2025, 1, 30)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("two meetings list it", LATER),
        ("another council's agenda", ""),
    ],
)
def test_rather_no_meeting_than_a_wrong_one(tmp_path: Path, small_store: Store, name: str, text: str) -> None:
    programme = PROGRAMME if text else f"Marl City Council\n\n{PROGRAMME}"
    papers = _write(tmp_path / "papers", agenda=AGENDA, programme=programme)
    if text:
        _write(papers, later=text)
    ingest([papers], small_store)
    part = _part(small_store, "programme.txt")
    assert (part.committee, part.date, part.listed) == (None, None, None), name


def test_a_short_title_tells_no_meeting(tmp_path: Path, small_store: Store) -> None:
    ingest(
        [_write(tmp_path / "papers", agenda=AGENDA, strategy="Treasury Strategy\n\nInterest is paid.\n")],
        small_store,
    )
    assert _part(small_store, "strategy.txt").listed is None


def test_what_an_agenda_told_goes_and_comes_with_it(tmp_path: Path, small_store: Store) -> None:
    papers = _write(tmp_path / "papers", agenda=AGENDA, renewal__24__00131=RECORD)
    ingest([papers], small_store)
    (papers / "agenda.txt").unlink()
    ingest([papers], small_store, prune=True)
    assert _part(small_store, "renewal-24-00131.txt").date is None
    assert small_store.catalogue.paper("renewal-24-00131.txt").date is None
    assert small_store.catalogue.lexical('meeting: "January"', limit=9) == ()
    _write(papers, agenda=AGENDA)
    ingest([papers], small_store)
    assert _part(small_store, "renewal-24-00131.txt").date == date(2025, 1, 30)


def test_a_paper_brought_back_names_its_own_meeting_only(tmp_path: Path, small_store: Store) -> None:
    papers = _write(tmp_path / "papers", agenda=AGENDA, renewal__24__00131=RECORD)
    ingest([papers], small_store)
    changes = Changes(small_store)
    renewal = small_store.catalogue.paper("renewal-24-00131.txt").id
    changes.remove(renewal)
    changes.remove(small_store.catalogue.paper("agenda.txt").id)
    changes.bring_back(renewal)
    assert _part(small_store, "renewal-24-00131.txt").date is None
