"""The model writer: a language model drafts from numbered passages, sentence by sentence. Optional.

It knows no library: any `LanguageModel` will do. What it drafts is checked like the quoting writer's; nothing
of it is shown before.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from ingest.errors import ModelDown
from ingest.papers import Placed
from rag.answers import Ask, Draft, Query, Statement
from rag.grounding import grounded, told_sentences
from rag.prompt import NOT_IN_PAPERS, Turn, fitting, prompt

_MOST_SENTENCES = 5
_MOST_WORDS = 140  # of a model's sentences with the quotes under them, about
_MOST_CHARACTERS = 1500  # a model that goes on and on is not listened to any longer
_SILENT = re.compile(rf"^\W*{re.escape(NOT_IN_PAPERS.rstrip('.'))}\b", re.IGNORECASE)

_ENDED = re.compile(r"[.!?:;\]\)\"”’]\s*$|^\s*(?:[-*•]|\d{1,2}[.)])\s")  # a sentence's end, or a list's entry


class LanguageModel(Protocol):
    """What the writer needs of a language model."""

    name: str

    def stream(self, turns: Sequence[Turn]) -> Iterator[str]:
        """Yield the answer piece by piece.

        Raises:
            ModelDown: it cannot be reached, does not answer in time, or answers with an error.

        """


class ModelWriter:
    """Drafts answers with a language model from the passages it is given.

    `characters` is how much of the papers the model is shown; `seconds` how long it may take in all; `local` is
    whether it runs on this machine: papers that may be exempt are sent nowhere else.
    """

    def __init__(
        self, model: LanguageModel, *, characters: int = 6000, seconds: float = 60.0, local: bool = False
    ) -> None:
        self.local = local
        self._model = model
        self._characters = characters
        self.seconds = seconds
        self.name = f"model:{model.name}"

    def takes(self, query: Query) -> bool:
        """Tell whether a question is one for a model: decisions and agendas are only ever quoted."""
        return query.ask not in {Ask.DECISION, Ask.AGENDA}

    def write(
        self, query: Query, passages: Sequence[Placed], *, tell: Callable[[Statement], None]
    ) -> Draft | None:
        """Draft an answer from passages, best first; None where the model finds none in them.

        `tell` gets each sentence as soon as it is complete.

        Raises:
            ModelDown: the model did not answer, or not in time.

        """
        shown = fitting(passages, characters=self._characters)
        found: list[Statement] = []
        for sentence in self.sentences(prompt(query.text, shown)):
            if not found and _SILENT.match(sentence):
                return None
            if sentence.rstrip().endswith((":", "?")):
                continue  # a lead, or the question over again, says nothing by itself
            statement = grounded(sentence, shown, anywhere=True)
            if statement.words.rstrip(".") in {s.words.rstrip(".") for s in found}:
                break  # it repeats itself
            found.append(statement)
            tell(statement)
            if len(found) == _MOST_SENTENCES:
                break
        if not found:
            raise ModelDown(f"The language model {self._model.name} gave no answer.")
        return Draft(statements=tuple(found))

    def sentences(self, turns: Sequence[Turn]) -> Iterator[str]:
        """Yield the sentences of the model's answer, each when the next one has begun; none is checked yet.

        Raises:
            ModelDown: the model did not answer, or not in time.

        """
        deadline = time.monotonic() + self.seconds
        text, told = "", 0
        for piece in self._model.stream(turns):
            text += piece
            every = list(told_sentences(text))
            # The last is still being written, and so may be the marks of the one before it.
            for sentence in every[told:-2]:
                yield sentence
                told += 1
            if time.monotonic() > deadline:
                if not told:
                    raise ModelDown(
                        f"The language model {self._model.name} took longer than {self.seconds:.0f} seconds."
                    )
                return  # what is complete is checked and shown; a sentence broken off is not
            if len(text) > _MOST_CHARACTERS:
                return
        rest = list(told_sentences(text))[told:]
        broken_off = bool(rest) and (told or len(rest) > 1) and not _ENDED.search(rest[-1])
        yield from rest[:-1] if broken_off else rest


def proved(told: Sequence[Statement], quotes: Sequence[Statement]) -> tuple[Statement, ...]:
    """Put the papers' own words under a model's sentences, as far as an answer's length allows; one at least."""
    shown = [*told]
    size = sum(len(s.words.split()) for s in told)
    for quote in quotes:
        size += len(quote.words.split())
        if size > _MOST_WORDS and len(shown) > len(told):
            break
        if quote.words not in {s.words for s in shown}:
            shown.append(quote)
    return tuple(shown)
