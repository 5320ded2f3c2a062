"""The same minutes under two names answer once; the final text beats the draft."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.answers import Answered
from rag.engine import Engine
from rag.library import StoreLibrary

MINUTES = """# Minutes of the meeting of the Housing Committee held on 4 July 2023{standing}

Present: Councillors A Ahmed (Chair), B Brown and C Clarke

Apologies: Councillor D Dunn

## 31. Apologies

Apologies were received from Councillor Dunn, who was on holiday with his family.

## 32. Rents of garages

The Committee considered a report of the Director of Housing on the rents of garages in the borough.
Members asked how many garages stood empty, and were told that it was one in five of all of them.
The Director said that repairs had cost more than the year before, because of the price of timber.
{discussion}

RESOLVED that the rents of garages be raised by {rise}% from 1 October 2023.

## 33. Markets

The Committee noted that the takings of the markets had fallen since the spring of last year.
The clerk reported that the market hall would be painted in the autumn and closed for a week.
The traders had asked for better lights in the car park, which the officers were looking into.
Councillor Brown asked whether the stalls would be offered to young traders without a fee at first.
"""
FINAL = MINUTES.format(standing="", rise=4, discussion="Members thanked the staff who had kept them open.")
DRAFT = MINUTES.format(
    standing=" (DRAFT)", rise=6, discussion="The Chair feared that some tenants would give theirs up."
)


def asked(store: Store, question: str) -> tuple[str, set[str]]:
    reply = Engine(StoreLibrary(store)).ask(question)
    assert isinstance(reply.answer, Answered)
    return reply.answer.text, {h.placed.paper.file_name for h in reply.hits if h.placed.part.date}


def held(store: Store, folder: Path, **papers: str) -> None:
    for name, text in papers.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    ingest([folder], store)


QUESTION = "What was resolved on the rents of garages?"


def test_the_final_minutes_answer_and_the_draft_is_not_offered_beside_them(
    tmp_path: Path, small_store: Store
) -> None:
    held(small_store, tmp_path, a_draft=DRAFT, final=FINAL)
    text, files = asked(small_store, QUESTION)
    assert "raised by 4%" in text
    assert "6%" not in text
    assert files == {"final.md"}


def test_a_draft_answers_where_it_is_all_there_is_and_where_it_is_asked_for(
    tmp_path: Path, small_store: Store
) -> None:
    held(small_store, tmp_path, a_draft=DRAFT)
    assert "raised by 6%" in asked(small_store, QUESTION)[0]
    held(small_store, tmp_path, a_draft=DRAFT, final=FINAL)
    _, hits = Engine(StoreLibrary(small_store)).retrieve("What does the draft say of the rents of garages?")
    assert "a_draft.md" in {h.placed.paper.file_name for h in hits}


@pytest.mark.parametrize("question", [QUESTION, "What did Councillor Brown ask about the stalls?"])
def test_the_same_minutes_under_two_names_answer_once(
    question: str, tmp_path: Path, small_store: Store
) -> None:
    held(small_store, tmp_path, printed=FINAL, minutes=FINAL + "\n")
    _, files = asked(small_store, question)
    assert len(files) == 1
