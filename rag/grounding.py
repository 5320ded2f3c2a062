"""From a language model's text to a draft: its sentences, and the words of the passages that each rests on. Pure.

The model cites passages by number. Which sentences, list items or rows of a cited passage bear a sentence out
is found here; a sentence with a number that it was not given rests on nothing and falls at the check. One
without any number may rest on the one passage that bears it out best, if `anywhere`: the check then says
whether it does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.papers import Placed
from ingest.text.blocks import Form
from ingest.text.dates import marked
from ingest.text.lines import plain
from ingest.text.sentences import sentences
from rag.answers import Draft, Quote, Statement
from rag.units import Unit, units
from rag.words import STOP, WORD, stem

_MARK = re.compile(r"\s*\[\s*(\d{1,2}(?:\s*[,;]\s*\d{1,2})*)\s*\]")
_LATE_MARKS = re.compile(r"([.!?][\"”’']?)\s*((?:\[\s*\d{1,2}(?:\s*[,;]\s*\d{1,2})*\s*\]\s*)+)")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_STRAIGHT = re.compile(
    r"(?<!\w)\"([^\"]+)\""
)  # a model's quotation marks: what they hold is checked as a quote
_MOST_UNITS = 3  # that one sentence may rest on


def told_sentences(text: str) -> Iterator[str]:
    r"""Yield the sentences and list entries of a model's text, each with its marks, a full stop after them.

    >>> list(told_sentences("It rose by 4%. [1] It fell [2].\n- rents [1]"))
    ['It rose by 4% [1].', 'It fell [2].', '- rents [1]']
    """
    for line in text.splitlines():
        mended = _LATE_MARKS.sub(lambda m: f" {m[2].strip()}{m[1]} ", line)
        for start, end in sentences(mended):
            yield mended[start:end]


def ground(text: str, passages: Sequence[Placed], *, anywhere: bool = False) -> Draft:
    """Give the draft of a model's text that cites `passages` by number, from 1."""
    return Draft(statements=tuple(grounded(s, passages, anywhere=anywhere) for s in told_sentences(text)))


def grounded(sentence: str, passages: Sequence[Placed], *, anywhere: bool = False) -> Statement:
    """Give one sentence as a statement: without its marks, resting on words of the passages that it cites."""
    marks = list(_MARK.finditer(sentence))
    numbers = [int(n) for m in marks for n in re.findall(r"\d+", m[1])]
    cited = [passages[n - 1] for n in dict.fromkeys(numbers) if 1 <= n <= len(passages)]
    words = " ".join(plain(_MARK.sub("", sentence)).split())
    words = _STRAIGHT.sub(r"“\1”", _BULLET.sub("- ", words))
    if not marks and anywhere:
        cited = [max(passages, key=lambda p: _held(words, p))]
    return Statement(words=words, quotes=tuple(_bearing(words, cited)))


def _held(words: str, placed: Placed) -> float:
    """Weigh how much of what a sentence says stands in a passage."""
    held = _weights(placed.passage.text).keys()
    return sum(weight for said, weight in _weights(words).items() if said in held)


def _weights(text: str) -> dict[str, float]:
    """Weigh what a text says: figures and dates most, then names, then other words of meaning."""
    found: dict[str, float] = {}
    for word in WORD.findall(marked(plain(text))):
        if word.lower() in STOP:
            continue
        weight = 3.0 if any(c.isdigit() for c in word) else 2.0 if word[0].isupper() else 1.0
        found[stem(word)] = max(found.get(stem(word), 0.0), weight)
    return found


def _bearing(words: str, cited: Sequence[Placed]) -> list[Quote]:
    """Choose the units that hold most of what a sentence says, the best first, none that adds little."""
    open_ = _weights(words)
    every = [(p, u) for p in cited for u in units(p.passage) if u.form is not Form.HEADING or len(cited) == 1]
    held = {id(u): _weights(u.text).keys() for _, u in every}
    chosen: list[tuple[Placed, Unit]] = []
    while every and len(chosen) < _MOST_UNITS:
        gains = [sum(w for s, w in open_.items() if s in held[id(u)]) for _, u in every]
        best = max(range(len(every)), key=lambda n: (gains[n], -len(every[n][1].text)))
        if chosen and gains[best] < 1.0:
            break
        placed, unit = every.pop(best)
        chosen.append((placed, unit))
        open_ = {s: w for s, w in open_.items() if s not in held[id(unit)]}
    return [Quote(placed=p, start=u.start, end=u.end) for p, u in chosen]
