"""The check over a table of drafts (tests/data/drafts.toml): each planted fault is caught, honest drafts pass."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

import pytest

from ingest.papers import Kind, Paper, Part, Passage, Placed, Role, Span
from ingest.reading.files import read_paper
from ingest.text.dates import years
from rag.answers import Ask, Query
from rag.check import Checked, check
from rag.grounding import ground
from tests.conftest import CORPUS, ROOT

TABLE = tomllib.loads((ROOT / "tests" / "data" / "drafts.toml").read_text("utf-8"))
FAULTS = [d for d in TABLE["draft"] if "fault" in d]
HONEST = [d for d in TABLE["draft"] if "fault" not in d]


@cache
def corpus() -> tuple[Placed, ...]:
    """All passages of the five papers, read without a model."""
    found = []
    for file in sorted(CORPUS.glob("20*")):
        read = read_paper(file)
        parts = {p.number: p for p in read.parts}
        found += [Placed(passage=p, part=parts[p.part], paper=read.paper) for p in read.passages]
    return tuple(found)


@cache
def kent() -> tuple[Placed, ...]:
    """The Kent minute as a council prints it: an amendment, its votes and its loss, passage by passage."""
    told = TABLE["kent"]
    part = Part(
        number=1, kind=Kind.MINUTES, committee=told["committee"], date=told["date"], title="Minutes",
        agenda_item=None, span=Span(page=1, start=0, end=1), last_page=1,
    )  # fmt: skip
    paper = Paper(
        id="kent", sha256="kent", file_name="kent.pdf", path="kent.pdf", title="Minutes", kind=Kind.MINUTES,
        committee=told["committee"], date=told["date"], page_count=1, paginated=True,
    )  # fmt: skip
    return tuple(
        Placed(
            passage=Passage(
                id=name, paper_id="kent", part=1, role=Role.PROSE, text=text.strip("\n"),
                spans=(Span(page=1, start=n * 1000, end=n * 1000 + len(text)),), headings=(), columns=(),
                item=told["item"],
            ),
            part=part,
            paper=paper,
        )
        for n, (name, text) in enumerate(told["passages"].items())
    )  # fmt: skip


def named(name: str) -> Placed:
    if name in TABLE["kent"]["passages"]:
        return next(p for p in kent() if p.passage.id == name)
    words = TABLE["passages"][name]
    return next(p for p in corpus() if words in p.passage.text)


def item(placed: Placed) -> Sequence[Placed]:
    every = kent() if placed.paper.id == "kent" else corpus()
    return [p for p in every if p.passage.item == placed.passage.item and p.part == placed.part]


def checked(draft: dict[str, Any]) -> Checked:
    query = None
    if asked := draft.get("asked"):
        query = Query(question=asked, text=asked, ask=Ask.FIGURE, terms=(), years=years(asked))
    return check(ground(draft["text"], [named(n) for n in draft["passages"]]), query=query, item=item)


@pytest.mark.parametrize("draft", FAULTS, ids=[d["fault"] for d in FAULTS])
def test_a_planted_fault_is_caught(draft: dict[str, Any]) -> None:
    found = checked(draft)
    shown = " ".join(s.words for s in found.statements)
    assert found.dropped
    assert draft["text"].split("[")[0].strip() not in shown


def test_honest_drafts_pass_but_for_one_at_most() -> None:
    refused = {d["text"]: c.dropped for d in HONEST if (c := checked(d)).dropped}
    assert len(refused) <= 1, refused


def test_the_table_is_as_large_as_it_should_be() -> None:
    assert len(FAULTS) >= 40
    assert len(HONEST) >= 40
    assert len({d["text"] for d in TABLE["draft"]}) == len(TABLE["draft"])
    assert date(2025, 1, 9) == TABLE["kent"]["date"]
