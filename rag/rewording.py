"""A briefing's questions reworded by a language model, behind the same check: what does not hold stays as it was."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ingest.errors import ModelDown
from ingest.text.lines import plain
from rag.answers import Statement
from rag.briefed import Brief
from rag.faults import fault
from rag.prompt import Turn, rewording
from rag.words import STOP, words

_LONGEST = 45  # words
_LEAST_SHARED = 3  # words of meaning that a question must have in common with what it asks about

Sentences = Callable[[Sequence[Turn]], Iterable[str]]


def reworded(brief: Brief, sentences: Sentences, *, name: str, seconds: float) -> Brief:
    """Give a briefing with its questions in a model's words where they hold, and a note that says how many.

    `sentences` asks the model `name`; after `seconds` in all, or when it is down, the rest stay as they are.
    """
    deadline = time.monotonic() + seconds
    done, note, items = 0, "", []
    for item in brief.items:
        kept = []
        for question in item.questions:
            own: Statement | None = None
            if not note:
                try:
                    own = _reworded(question, sentences)
                except ModelDown as error:
                    note = f" {error} The other questions stay as they are."
                if time.monotonic() > deadline:
                    note = (
                        note or f" It was given {seconds:.0f} seconds; the other questions stay as they are."
                    )
            done += own is not None
            kept.append(own or question)
        items.append(replace(item, questions=tuple(kept)))
    every = sum(len(i.questions) for i in items)
    told = f"{done} of {every} questions are in the words of the language model {name}, checked like every line.{note}"
    return replace(brief, items=tuple(items), note=told)


def _reworded(question: Statement, sentences: Sentences) -> Statement | None:
    """Give a question in the model's words; None where it is no one question, strays from its matter or does not hold."""
    told = [" ".join(s.split()).strip("\"“”' ") for s in sentences(rewording(question))]
    asked = [s for s in told if s.endswith("?")]
    if len(asked) != 1 or len(asked[0].split()) > _LONGEST:
        return None
    held = {w for quote in question.quotes for w in words(plain(quote.words))} - STOP
    if len(held & set(words(asked[0]))) < _LEAST_SHARED:
        return None
    own = Statement(words=asked[0], quotes=question.quotes)
    return own if fault(own) is None else None
