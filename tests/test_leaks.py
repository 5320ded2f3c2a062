"""No word of an exempt paper comes out of a command, an export, a report or a backup, as a user makes them.

Real model, real catalogue and index. Each search is proved to work by words that must be found by it.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rag.meetings import meetings
from tests.leaking import (
    EXEMPT,
    INNOCENT,
    OPEN_QUESTIONS,
    Town,
    files_of,
    leaked,
    living_in,
    public,
    words_of,
)

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def town(exempt_town: Town) -> Iterator[Town]:
    with living_in(exempt_town):
        yield exempt_town


def test_the_search_finds_what_it_looks_for() -> None:
    planted = EXEMPT[0]
    assert leaked(f"sold to {planted.secrets[0].upper()}") == [planted.secrets[0].lower()]
    assert leaked("£" + planted.secrets[1].replace(",", ""))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", planted.secrets[0])
    assert leaked(words_of("a.docx", archive.getvalue()))


@pytest.mark.parametrize("form", [(), ("--json",), ("--explain",)], ids=str)
def test_nothing_is_told_by_ask(town: Town, form: tuple[str, ...]) -> None:
    for question in OPEN_QUESTIONS[-1:] if form else OPEN_QUESTIONS[-2:]:
        said = town.run("ask", question, *form)
        assert leaked(said) == []
    assert public(said)


def test_nothing_is_told_by_a_batch_that_names_each_bidder_and_each_sum(town: Town) -> None:
    asked, file, out = {}, town.home / "questions.jsonl", town.home / "out" / "answers.jsonl"
    for n, planted in enumerate(EXEMPT):
        asked[f"name-{n}"] = (f"How much did {planted.secrets[0]} Estates offer?", planted.secrets[0])
        asked[f"sum-{n}"] = (f"Who offered £{planted.secrets[1]} for the site?", planted.secrets[1])
    asked |= {f"open-{n}": (question, "") for n, question in enumerate(OPEN_QUESTIONS)}
    rows = [json.dumps({"id": i, "question": question}) for i, (question, _) in asked.items()]
    file.write_text("\n".join(rows), "utf-8")
    assert leaked(town.run("ask", "--batch", str(file), "--out", str(out))) == []
    answers = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert len(answers) == len(asked)
    for answer in answers:
        given = asked[answer["id"]][1].lower()  # what the question says itself may be said again
        assert set(leaked(json.dumps(answer, ensure_ascii=False))) <= {given}, answer["id"]
        held = json.dumps([answer["citations"], answer["passages"]], ensure_ascii=False)
        assert leaked(held) == [], answer["id"]
    assert public(out.read_bytes())
    out.unlink()
    file.unlink()


def test_nothing_is_told_by_papers_and_show(town: Town) -> None:
    for form in ((), ("--json",)):
        assert leaked(town.run("papers", *form)) == []
    with closing(town.catalogue()) as held:
        papers = held.papers()
    said = "".join(town.run("show", p.id, *form) for p in papers for form in ((), ("--json",)))
    assert leaked(said) == []
    assert public(said)
    for planted in EXEMPT:  # a paper that is withheld whole is not there to be shown
        if planted.file_name not in {p.file_name for p in papers}:
            assert leaked(town.run("show", planted.file_name, code=1)) == []


@pytest.mark.parametrize("verb", ["decisions", "actions", "programme"])
def test_nothing_is_told_by_the_registers_in_any_form(town: Town, verb: str) -> None:
    workbook = town.home / "out" / f"{verb}.xlsx"
    said = [town.run(verb, *form) for form in ((), ("--json",), ("--csv",), ("--xlsx", str(workbook)))]
    said.append(town.run("decisions", "--matters"))
    assert leaked("\n".join(said)) == []
    assert leaked(words_of(workbook.name, workbook.read_bytes())) == []
    if verb == "decisions":
        assert public(said[0])
        assert public(words_of(workbook.name, workbook.read_bytes()))


def test_nothing_is_told_by_briefings_in_any_form(town: Town) -> None:
    with closing(town.catalogue()) as held:
        found = meetings([held.read(p) for p in held.papers()])
        agendas = [p.id for p in held.papers() if p.kind in {"agenda", "pack"}]
    assert found
    assert agendas
    for number, paper in enumerate(agendas):
        assert leaked(town.run("prepare", paper)) == []
        for suffix in (".docx", ".md", ".html"):
            file = town.home / "out" / f"brief-{number}{suffix}"
            town.run("prepare", paper, "--out", str(file))
            assert leaked(words_of(file.name, file.read_bytes())) == []
    assert public(words_of(file.name, file.read_bytes()))


def test_nothing_is_told_by_the_evaluation_and_its_report(town: Town) -> None:
    gold, out = town.home / "gold.jsonl", town.home / "out" / "report"
    row: dict[str, object] = {
        "id": "x1", "question": OPEN_QUESTIONS[0], "type": "unanswerable", "source_file": [], "evidence": [],
        "meeting_date": None, "item": None, "answer": "The papers do not say.", "must_include": [], "difficulty": "easy",
    }  # fmt: skip
    gold.write_text(json.dumps(row) + "\n", "utf-8")
    assert leaked(town.run("eval", "--gold", str(gold), "--out", str(out))) == []
    files = [f for f in out.rglob("*") if f.is_file()]
    assert files
    assert [f.name for f in files if leaked(words_of(f.name, f.read_bytes()))] == []


def test_nothing_is_held_in_a_backup_nor_in_what_is_restored_from_it(town: Town) -> None:
    backup = town.home / "out" / "backup.minutebook"
    town.run("backup", str(backup))
    assert leaked(backup.read_bytes()) == []
    assert public(backup.read_bytes())
    other = Town(home=town.home / "elsewhere")
    assert leaked(other.run("restore", str(backup))) == []
    assert other.run("papers", "--json") == town.run("papers", "--json")
    assert [f.name for f in files_of(other.data) if leaked(f.read_bytes())] == []


def test_each_planted_paper_is_withheld_or_partly_so(town: Town) -> None:
    with closing(town.catalogue()) as held:
        whole = {Path(path).name for path, _, _ in held.withheld_files()}
        partly = {p.file_name for p in held.papers() if held.read(p).withheld}
    assert whole | partly == {p.file_name for p in EXEMPT}
    assert not (whole | partly) & {p.file_name for p in INNOCENT}
