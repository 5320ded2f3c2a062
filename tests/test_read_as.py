"""What the readers read: a table's row cell by cell, a question with the papers' acronyms; and words that leave it open."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from ingest.embedding.embedder import Vectors
from ingest.papers import Acronym, Placed
from rag.left_open import left_open
from rag.question import Knowledge, understand
from rag.read_as import read_whole
from rag.reading import in_their_words
from rag.units import units
from rag.words import Weights
from tests.test_noted import read

TABLE = """# Road safety report

To: Roads Committee

Date: 4 March 2025

Subject: Road safety

1. Recommendations

The Committee is asked to note the report.

## Table 2: casualties by road user

| Road user | 2022 | 2023 | 2024 |
|---|---|---|---|
| Motorcyclists | 66 | 68 | 74 |
| Pedestrians | 40 | | 31 |
| Cyclists | 12 | 15 | 9 |
| Car occupants | 90 | 88 | 91 |
"""
KNOWN = Knowledge(
    weights=Weights({}, 10),
    vocabulary={},
    acronyms=(Acronym(short="PWLB", long="Public Works Loan Board"), Acronym(short="IT", long="information technology")),
    parts=(),
)  # fmt: skip


def rows() -> list[str]:
    found = read(TABLE)
    (passage,) = (p for p in found.passages if "Motorcyclists" in p.text)
    placed = Placed(paper=found.paper, part=found.parts[0], passage=passage)
    return [
        read_whole(placed, unit) for unit in units(passage) if unit.cells and "Road user" not in unit.text
    ]


def test_each_cell_of_a_row_is_read_with_its_columns_heading() -> None:
    motorcyclists, pedestrians, *_ = rows()
    assert motorcyclists.startswith(
        "Motorcyclists – 2022: 66; 2023: 68; 2024: 74 | Table 2: casualties by road user"
    )
    assert pedestrians.startswith("Pedestrians – 2022: 40; 2024: 31 |")
    assert motorcyclists.endswith("Roads Committee | 4 March 2025")


def asked(question: str, texts: Sequence[str]) -> list[str]:
    """Give the questions by which texts are read."""
    heard: list[str] = []

    def scores(said: str, own: Sequence[str]) -> Vectors:
        heard.append(said)
        return np.zeros(len(own), dtype=np.float32)

    in_their_words(scores, question, texts, same=KNOWN.same_as(question))
    return heard


@pytest.mark.parametrize(
    ("question", "text", "again"),
    [
        (
            "When was the last public works loan board loan?",
            "A PWLB loan was taken in June.",
            "When was the last PWLB loan?",
        ),
        (
            "When was the last PWLB loan?",
            "A loan of the Public Works Loan Board was taken.",
            "When was the last Public Works Loan Board loan?",
        ),
        ("When was the last PWLB loan?", "A PWLB loan was taken.", None),
        ("When was it moved?", "Information technology was moved.", None),  # no acronym, in small letters
    ],
)
def test_a_question_is_read_with_the_acronyms_of_the_text(
    question: str, text: str, again: str | None
) -> None:
    assert asked(question, [text])[1:] == ([again] if again else [])


@pytest.mark.parametrize(
    ("question", "words", "is_open"),
    [
        ("What view did the Fire Brigade give?", "The Fire Brigade had been consulted in July and had not replied.", True),
        ("Who will name the new bridge?", "The Mayor will name the bridge on 4 May.", False),
        ("When does the consultation close?", "It closes on 9 May and the result will be announced later.", False),
        ("What did Councillor Elm ask?", "Councillor Elm asked about the grant, but the officer did not have the figures.", False),
        ("How many homes were let?", "Forty homes were let; the number of bids was not known.", False),
        ("How many carers were refused a break?", "The figures did not show how many carers had been refused.", True),
        ("How much went on barristers?", "Officer time was not available by case; barristers cost £74,300.", False),
        ("Has the Fire Brigade replied?", "The Fire Brigade had not replied.", False),
        ("Who had not replied by July?", "The Fire Brigade had not replied.", False),
        ("What view did the Fire Brigade give?", "The Fire Brigade supported it.", False),
    ],
)  # fmt: skip
def test_words_that_leave_it_open_are_told_from_an_answer(question: str, words: str, is_open: bool) -> None:
    passage = read(f"# Roads\n\nReport to: Roads Committee\n\nDate: 4 March 2025\n\n{words}\n").passages[-1]
    unit = next(u for u in units(passage) if u.text == words)
    assert left_open(understand(question, KNOWN), unit) is is_open
