"""Words that leave open what is asked for are told from an answer."""

from __future__ import annotations

import pytest

from rag.left_open import left_open
from rag.question import Knowledge, understand
from rag.units import units
from rag.words import Weights
from tests.test_noted import read

KNOWN = Knowledge(weights=Weights({}, 10), vocabulary={}, acronyms=(), parts=())


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
