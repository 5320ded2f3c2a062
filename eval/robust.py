"""`python -m eval.robust DATA=GOLD…`: points of evidence@5 lost to misspelt words, and to acronyms for full names.

Asks each answerable question of the development split as it stands, with one word misspelt, with full names replaced
by their acronyms, and with acronyms by their full names, where the papers define them. Retrieval only.
"""

from __future__ import annotations

import random
import re
import string
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

from eval import metrics
from eval.command import show
from eval.gold import Row, read_gold
from eval.run import only, passages_of
from eval.tables import Table
from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.papers import Acronym
from ingest.store.folder import Store
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.words import STOP

DRAWS = 3
_LONG_ENOUGH = 5  # letters of a word that may be misspelt
_WORD = re.compile(r"[A-Za-z]+")


def misspelt(question: str, *, seed: str) -> str:
    """Swap, drop, double or replace one letter of one content word of five letters or more; the first letter stays.

    >>> misspelt("How many schools took part?", seed="q1:1")
    'How many shools took part?'
    """
    chance = random.Random(seed)  # noqa: S311 - a seeded sample, no secret
    able = [m for m in _WORD.finditer(question) if len(m[0]) >= _LONG_ENOUGH and m[0].lower() not in STOP]
    if not able:
        return question
    found = chance.choice(able)
    word = found[0]
    edits = [
        word[:at] + put + word[at + took :]
        for at in range(1, len(word))
        for put, took in (
            (word[at : at + 2][::-1], 2),
            ("", 1),
            (word[at] * 2, 1),
            (chance.choice(string.ascii_lowercase), 1),
        )
    ]
    wrong = chance.choice([e for e in edits if e != word])
    return question[: found.start()] + wrong + question[found.end() :]


def shortened(question: str, acronyms: Sequence[Acronym]) -> str:
    """Replace the full names that a question holds by their acronyms, the longest names first.

    >>> shortened("Who gets free school meals?", [Acronym(short="FSM", long="free school meals")])
    'Who gets FSM?'
    """
    for a in sorted(acronyms, key=lambda a: -len(a.long)):
        question = re.sub(rf"(?<!\w){re.escape(a.long)}(?!\w)", a.short, question, flags=re.IGNORECASE)
    return question


def lengthened(question: str, acronyms: Sequence[Acronym]) -> str:
    """Replace the acronyms that a question holds by the full names that are defined most often.

    >>> lengthened("Who gets FSM?", [Acronym(short="FSM", long="free school meals")])
    'Who gets free school meals?'
    """
    names: dict[str, str] = {}
    for a in acronyms:
        names.setdefault(a.short, a.long)
    return re.sub(r"(?<!\w)[A-Z][A-Za-z&]+(?!\w)", lambda m: names.get(m[0], m[0]), question)


def _evidence(rows: Sequence[Row], engine: Engine) -> list[float]:
    find = passages_of(engine)
    return [metrics.recall_at(metrics.first_ranks(r, find(r)), 5) for r in rows]


def _line(name: str, rows: Sequence[Row], questions: Sequence[str], engine: Engine) -> tuple[str, ...]:
    """Measure the rows whose question is another now, before and after; tell those whose evidence is lost."""
    changed = [(r, replace(r, question=q)) for r, q in zip(rows, questions, strict=True) if q != r.question]
    if not changed:
        return name, "0", "–", "–", "–"
    before = _evidence([r for r, _ in changed], engine)
    after = _evidence([c for _, c in changed], engine)
    for (row, other), one, two in zip(changed, before, after, strict=True):
        if two < one:
            print(f"lost: {row.id}: {other.question}", file=sys.stderr)
    b, a = 100 * mean(before), 100 * mean(after)
    return name, str(len(changed)), f"{b:.1f} %", f"{a:.1f} %", f"{b - a:.1f}"


def measured(rows: Sequence[Row], engine: Engine) -> tuple[tuple[str, ...], ...]:
    """Give a line for each draw of misspelt words, and for acronyms both ways."""
    known = engine.library.knowledge().acronyms
    changes = {
        f"a misspelt word, draw {n}": [misspelt(r.question, seed=f"{r.id}:{n}") for r in rows]
        for n in range(1, DRAWS + 1)
    }
    changes["acronyms for full names"] = [shortened(r.question, known) for r in rows]
    changes["full names for acronyms"] = [lengthened(r.question, known) for r in rows]
    return tuple(_line(name, rows, questions, engine) for name, questions in changes.items())


def main(pairs: Sequence[str]) -> None:
    """Measure each set of papers with its gold set, and print; the questions lost go to stderr."""
    for pair in pairs:
        data, gold = pair.split("=", 1)
        engine = Engine(StoreLibrary(Store(Path(data), OpenVinoE5())))
        rows = [r for r in only(read_gold(Path(gold)), split="dev") if r.answerable]
        columns = ("questions with", "n", "as they stand", "changed", "points lost")
        show(Table(title=f"evidence@5, {Path(gold).name}, dev", columns=columns, rows=measured(rows, engine)))


if __name__ == "__main__":
    main(sys.argv[1:])
