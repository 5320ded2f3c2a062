"""Whose papers a question is about: the council that it names, by a paper's first words or by its file's name. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from ingest.papers import Placed
from ingest.text.lines import plain
from rag.answers import Hit, Query
from rag.words import stems

_COUNCIL = re.compile(r"((?:\b[A-Z][\w'’.&-]*\s+(?:(?:and|of|upon|on|&)\s+)?){1,5})COUNCIL\b", re.IGNORECASE)

# The weight of a word below which it tells no council from another: most papers held are of one.
_COMMON = 2.0


@lru_cache(maxsize=5_000)
def _council_words(head: str, file_name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Stem the council's name as a paper's first words have it, and the file's name, which may be all that names it."""
    named = " ".join(m[1] for m in _COUNCIL.finditer(plain(head)))
    return frozenset(stems(named)), frozenset(stems(file_name))


def of_the_council(query: Query, placed: Placed) -> bool:
    """Tell whether a question names the council whose paper it is: by a word that not all papers have."""
    council, _ = _council_words(placed.head, placed.paper.file_name)
    return _named_by_file(query, placed) or any(
        t.stem in council and t.weight >= _COMMON for t in query.terms
    )


# Words of a file's name that say what it is, and not whose.
_OF_DOCUMENTS = frozenset(
    {"agenda", "appendix", "annex", "board", "budget", "cabinet", "committee", "council", "decision", "draft", "final", "meeting"}
    | {"minutes", "notice", "pack", "paper", "plan", "report", "review", "scrutiny", "strategy", "supplement", "update"}
)  # fmt: skip
_FEW = 2  # passages that hold a name which stands in a file's name, at most, for the file to be what is named

_NAME = re.compile(r"\b[A-Z][a-z][\w'’-]+")

# "Upper Marsh, Weald & Holme": of a name of several words the file may have some
_RUN = re.compile(r"\b[A-Z][\w'’-]+(?:,? (?:(?:and|of|upon|on|the|&) )*[A-Z][\w'’-]+)+")


def _named_by_file(query: Query, placed: Placed) -> bool:
    """Tell whether a name in the question stands in hardly any paper, and in the name of this one's file."""
    _, file = _council_words(placed.head, placed.paper.file_name)
    written = _written(query.question)
    return any(
        t.stem in file and t.stem in written and t.passages <= _FEW and t.word not in _OF_DOCUMENTS
        for t in query.terms
    )


@lru_cache(maxsize=100)
def _written(question: str) -> frozenset[str]:
    """Stem the words of a question that are written as names are."""
    return frozenset(s for m in _NAME.finditer(question) for s in stems(re.sub(r"['’]s$", "", m[0])))


def of_one_council(query: Query, hits: Sequence[Hit]) -> tuple[Query, Sequence[Hit], bool]:
    """Leave out the papers of other councils than the one that a question names, if the best hit or a file is of it.

    A name that stands in a file's name alone has then done its work: the question goes on without it. The third
    value tells whether a council is named.
    """
    own = [h for h in hits if of_the_council(query, h.placed)]
    filed = [h for h in own if _named_by_file(query, h.placed)]
    if not filed:
        first = bool(own) and own[0] is hits[0]
        return query, own if first else hits, first
    _, file = _council_words(filed[0].placed.head, filed[0].placed.paper.file_name)
    run = {s for m in _RUN.finditer(query.question) if file & set(stems(m[0])) for s in stems(m[0])}
    rest = tuple(t for t in query.terms if t.held or t.stem not in file | run)
    whole, kept = (sum(t.weight for t in terms) for terms in (query.terms, rest))
    if not kept:
        return query, own, True
    more = whole / kept
    own = [replace(h, coverage=min(1.0, h.coverage * more)) for h in own]
    return replace(query, terms=rest, known=min(1.0, query.known * more)), own, True
