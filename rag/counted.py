"""What a question wants counted or paid for: "how many convictions" is answered by words that speak of those. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.embedding.embedder import Vectors
from rag.answers import Ask, Query
from rag.picking import Candidate
from rag.units import in_sentences
from rag.words import STOP, stem, stems, words

Embed = Callable[[Sequence[str]], Vectors]
"""Vectors of texts, of unit length, shape (len(texts), dimension)."""

_HOW_MANY = re.compile(r"\bhow many\s+((?:[\w'’-]+\s+){0,4}[\w'’-]+)", re.IGNORECASE)
_SPENT = re.compile(
    r"\b(?:budget|budgeted|allocat\w+|funding|grant|cost|spend|spent|spending|paid|pay|put aside|set aside|money|income)\b.{0,40}?\b(?:for|on|from)\s+((?:[\w'’-]+\s+){0,4}[\w'’-]+)",
    re.IGNORECASE,
)
_ENDS = frozenset(
    {"did", "do", "does", "were", "was", "are", "is", "be", "been", "have", "has", "had", "will", "would", "can", "could", "should"}
    | {"may", "might", "in", "on", "at", "of", "from", "for", "to", "than", "there", "got", "get", "gets", "went", "go", "goes"}
    | {"came", "come", "comes", "per", "by", "with", "that", "which", "who", "we", "they", "it", "its", "the", "a", "an", "and"}
    | {"or", "more", "not"}
)  # fmt: skip
# What everything counted may be called; a text may have any other word for it.
_ANYTHING = frozenset(
    {"people", "person", "persons", "individuals", "folk", "times", "things", "ones", "cases", "number", "others", "children"}
    | {"kids", "youngsters", "adults"}
)  # fmt: skip
_DONE_BY = re.compile(
    r"\b(?:who|which (?:firm|company|contractor|organisation|provider|councillor|member|officer))\b(?: (?:has|have|had|was|were|is|are|been|else|actually|then|also))*\s+([a-z]+ed|won)\b(?! (?:in|up|out|off|on|over|down|to)\b)",
    re.IGNORECASE,
)
_DONE_TO = re.compile(
    r"\bhow many (?:[\w'’-]+ ){1,4}?([a-z]+ed|won)\b(?! (?:in|up|out|off|on|over|down|to)\b)", re.IGNORECASE
)
# Doings that any words may tell of, or that say only that somebody is asked for.
_ANY_DOING = frozenset(
    {"asked", "used", "needed", "need", "wanted", "involved", "named", "called", "based", "chaired", "led", "presented", "attended"}
    | {"represented", "reported", "raised", "mentioned", "included", "affected", "explained", "introduced", "outlined", "provided"}
    | {"replied", "responded", "stated", "expected", "supposed", "required", "aged", "hundred"}
    | {"handed", "tasked", "assigned", "picked", "selected", "thanked", "welcomed", "invited"}
)  # fmt: skip
# Cosine of two single words, of the default model: "kids" and "child" have 0.94, "convictions" and "progress" 0.89.
_ALIKE = 0.91
_LOOKED_AT = 4  # candidates


def counted(question: str) -> str | None:
    """Give the noun that a question wants counted; None where it names none, or one that stands for anything.

    >>> counted("How many foster households did Kent have?"), counted("how many people filled it in?")
    ('households', None)
    """
    found = _HOW_MANY.search(question)
    if not found:
        return None
    own: list[str] = []
    for word in found[1].lower().split():
        if word in _ENDS or (own and word.endswith("ed")):
            break
        if not word.endswith("ly"):
            own.append(word)
    return own[-1] if own and own[-1] not in _ANYTHING and own[-1].isalpha() else None


def done(question: str) -> str | None:
    """Give the doing whose doer, or whose number of doers, is asked for; None where any words may tell of it.

    >>> done("How many people signed the petition?"), done("Who won the contract?"), done("Who is the chair?")
    ('signed', 'won', None)
    """
    found = _DONE_TO.search(question) or _DONE_BY.search(question)
    return found[1].lower() if found and found[1].lower() not in _ANY_DOING else None


def spent_on(question: str) -> tuple[str, ...]:
    """Give the words for what a sum is asked: one of them at least must be spoken of.

    >>> spent_on("What is the net budget for libraries in 2025-26?")
    ('libraries',)
    """
    found = _SPENT.search(question)
    if not found:
        return ()
    own: list[str] = []
    for word in found[1].lower().split():
        if word in _ENDS and word not in {"the", "a", "our", "and"}:
            break
        if word.isalpha() and len(word) > 2 and word not in STOP:
            own.append(word)
    return tuple(own)


def speaks_of_counted(query: Query, found: Sequence[Candidate], embed: Embed) -> list[Candidate]:
    """Keep the best candidates that speak of what is to be counted or paid for, in its word or in one much like it."""
    noun = counted(query.question)
    nouns = (noun,) if noun else spent_on(query.question) if query.ask is Ask.FIGURE else ()
    if not nouns and query.ask in {Ask.FIGURE, Ask.PERSON} and (verb := done(query.question)):
        nouns = (verb,)
    if not nouns:
        return list(found)
    variants = [v for t in query.terms if t.word in nouns for v in t.variants]
    wanted = {*(stem(n) for n in nouns), *(s for v in variants for s in stems(v))}
    texts = [_around(c) for c in found[:_LOOKED_AT]]
    said = [bool(wanted & set(stems(text))) for text in texts]
    if all(said):
        return list(found)
    spoken = [
        set() if told else {w for w in words(text) if w.isalpha() and len(w) > 2 and w not in STOP}
        for text, told in zip(texts, said, strict=True)
    ]
    every = sorted(set().union(*spoken))
    vectors = embed([*nouns, *every])
    nearest = (vectors[len(nouns) :] @ vectors[: len(nouns)].T).max(axis=1)
    like = {w for w, alike in zip(every, nearest, strict=True) if alike >= _ALIKE}
    return [c for c, told, own in zip(found, said, spoken, strict=False) if told or own & like]


def _around(candidate: Candidate) -> str:
    """Give a unit's words with what stands over it, and the unit before it, to which "of these" refers."""
    passage, unit = candidate.hit.placed.passage, candidate.unit
    before = [u.text for u in in_sentences(passage) if u.end <= unit.start][-1:]
    return " ".join([unit.text, unit.lead, *before, *passage.headings, *passage.columns, passage.item or ""])
