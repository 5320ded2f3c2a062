"""What a question names that words found must speak of: places, people, firms. Pure.

A passage on the right topic that never mentions "Thanet" does not tell how many live there. Only names that few
passages hold count: a town that gives the council its name stands everywhere and tells nothing. Short forms count
that no paper has: words that begin with such letters may be meant by one, and nothing else that is held.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.papers import Placed
from ingest.text.lines import plain
from rag.answers import Query, Term
from rag.search import passage_words, term_covered
from rag.words import stem, stems, words

_TELLING = 4.5  # the least weight of a name that counts: about one passage in ninety holds it
_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*")
# They stand in names or times, and tell no place by themselves: a paper may write “NE Anyshire”.
_PARTS_OF_NAMES = frozenset(
    {"north", "south", "east", "west", "central", "upper", "lower", "great", "little", "saint"}
    | {"christmas", "easter", "spring", "summer", "autumn", "winter", "monday", "friday", "covid"}
)
_NAME = re.compile(r"(?<![.?!:\"“'‘(]\s)(?<![\"“'‘(])(?<!^)\b[A-Z][a-z][\w'’-]*")
_NAMES_MATTER = 0.8  # the least weight of a word that names a matter
_MOST_BESIDE = 2  # such words that may stand beside a short form, for it to be the matter
_SHORT = re.compile(r"\b[A-Z]{3,6}\b")
_SMALL = frozenset({"a", "and", "at", "by", "for", "in", "of", "on", "the", "to", "with"})
# "He introduced it, wasn't he?" supposes something, which the papers may correct.
_SUPPOSES = re.compile(
    r"\b(?:isn|wasn|aren|weren|didn|doesn|hasn|won|right|correct)(?:['’]?t)?(?: \w+)?\s*\?",
    re.IGNORECASE,
)


def names(query: Query) -> tuple[Term, ...]:
    """Give the terms of a question that are names and that few passages hold, and short forms that none holds, or none."""
    if _SUPPOSES.search(query.question):
        return ()
    written = {stem(re.sub(r"['’]s$", "", m[0])) for m in _NAME.finditer(query.question.strip())}
    named = (
        t
        for t in query.terms
        if t.stem in written
        and len(t.word) > 3
        and not _MONTH.fullmatch(t.word)
        and t.word not in _PARTS_OF_NAMES
        and (not t.held or t.weight >= _TELLING)
    )
    return (*named, *_short_forms(query))


def _short_forms(query: Query) -> tuple[Term, ...]:
    """Give the short forms in a question that no paper has and none defines, in capitals."""
    telling = sum(t.held and t.weight >= _NAMES_MATTER for t in query.terms)
    if query.question.isupper() or telling > _MOST_BESIDE:
        return ()  # the matter is named in full beside it
    short = set(_SHORT.findall(query.question))
    return tuple(
        replace(t, word=t.word.upper()) for t in query.terms if t.word.upper() in short and not t.held
    )


def of_itself(placed: Placed) -> list[str]:
    """Stem what a paper says of itself: a council's name stands on its first page, or in the file's name."""
    return stems(
        " ".join([placed.part.title, placed.paper.title, placed.paper.file_name, plain(placed.head)])
    )


def speaks_of(terms: Sequence[Term], passages: Iterable[Placed]) -> bool:
    """Tell whether passages, or what stands above them, hold every one of the terms, or what a short form may stand for."""
    held: list[str] = []
    initials = ""
    for placed in passages:
        own = passage_words(placed)
        held += [*own.body, *own.topic, *of_itself(placed)]
        text = f"{placed.part.title} {placed.passage.item or ''} {plain(placed.passage.text)}"
        initials += "".join(w[0] for w in words(text) if w not in _SMALL) + " "
    present = frozenset(held)
    return all(
        term_covered(t, held, present) or (t.word.isupper() and t.word.lower() in initials) for t in terms
    )
