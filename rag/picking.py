"""Pick the words to quote: score the sentences, list items and rows of the best hits. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np

from ingest.embedding.embedder import Vectors
from ingest.papers import Kind, Placed, Role
from ingest.text.blocks import Form
from rag.alongside import poses, replies, reply_within
from rag.answers import Ask, Hit, Query, Quote
from rag.asks import VOTE
from rag.outcomes import result
from rag.periods import period
from rag.read_as import read_as, read_whole
from rag.records import heads
from rag.search import coverage, passage_words
from rag.units import Unit, in_sentences, units
from rag.wanted import ASKS_OF_QUESTIONS, SUITS, tells
from rag.words import stems


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may be quoted."""

    hit: Hit
    unit: Unit
    score: float
    covered: float
    picked: float = 0.0  # the score without the reader
    read: float | None = None  # how well the reader finds it to answer, where one reads

    @property
    def quote(self) -> Quote:
        """The unit as a quote."""
        return Quote(placed=self.hit.placed, start=self.unit.start, end=self.unit.end)


Similarity = Callable[[Sequence[str]], Vectors]
"""Cosine similarities of texts with the question, shape (len(texts),)."""

Reading = Callable[[Sequence[str]], Vectors]
"""A reader's scores of texts as answers to the question, shape (len(texts),)."""


# A list of who was there answers only questions of who people are or whether they came.
_ATTENDANCE_ASKED = re.compile(
    r"\bwho|\bpresent\b|\battend|\bapolog|\babsent\b|\bsubstitut|\bchair|\bmembers?\b|\bnames?\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\W*(?:https?://|www\.)\S+\W*", re.IGNORECASE
)  # of a web page: it tells nothing by itself
# What an item is for, as the agenda had it; the minutes print it above what came of it.
_PURPOSE = re.compile(
    r"\W*To (?:consider|receive|determine|note|approve|agree|discuss|review|confirm|seek|invite|deal with|hear)\b"
)
# What a web page says of itself, above and between a meeting's papers.
_WEB_PAGE = re.compile(
    r"\W*(?:you can view\b|view (?:the |directions)|skip to\b|share this\b|alternatively you can view|no\.? item$|items? no\.?$)",
    re.IGNORECASE,
)
_SENTENCE = 8  # words from which on a heading may be a sentence
UNREAD = -4.0  # what the reader is taken to make of a unit that it did not read, at most
# Units that are looked at closer, at most, and how far behind the first they may be: the rest have too few of the
# question's words. And so many more where the reader half finds that the best of them answers.
_POOL, _BEHIND = 18, 1.3
_MORE, _MORE_BEHIND = 40, 2.6
_HALF_FOUND = (-4.0, 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Picking:
    """Weights by which words are picked to be quoted, fitted by `python -m eval.fit` (see eval/README.md).

    The signals that they weigh have the same names and order: see `signals`.
    """

    own: float = 0.15  # the question's terms in the unit itself
    around: float = 1.47  # in it, its stem and what stands above the passage
    hit: float = 1.46  # the passage's score, over the best one's
    first: float = 0.19  # it stands in the best passage
    tells: float = 0.58  # it has a figure, a name … that the question does not
    suits: float = 0.2  # it has what such answers have: a figure, a name, a reason
    period: float = 0.08  # it is of the years asked about
    listed: float = 0.49  # a list is asked for, and it is of one
    stem: float = -0.29  # it only leads a list
    alike: float = 2.52  # nearness in meaning, where no reader reads: beside one it tells nothing more
    read: float = 0.3  # what the reader finds, where one reads


@dataclass(frozen=True, slots=True)
class Offered:
    """A unit of a hit, and what speaks for quoting it: all signals but `alike`, in Picking's order."""

    hit: Hit
    unit: Unit
    signals: tuple[float, ...]
    around: float


def offered(query: Query, hits: Sequence[Hit], *, passages: int = 10) -> list[Offered]:
    """Give what the best hits offer to quote, with its signals."""
    top = max((h.score for h in hits), default=0.0) or 1.0
    suits = SUITS.get(query.ask)
    found = []
    answered = {h.placed.paper.id for h in hits[:passages] if replies(h.placed)}
    voted = bool(VOTE.search(query.text))
    of_questions = bool(ASKS_OF_QUESTIONS.search(query.text))
    for rank, hit in enumerate(hits[:passages]):
        if hit.placed.paper.id in answered and poses(hit.placed) and not of_questions:
            continue  # what was asked is not what was answered
        reply = 0 if of_questions else reply_within(hit.placed)
        if hit.placed.passage.role is Role.ATTENDANCE and not _ATTENDANCE_ASKED.search(query.text):
            continue
        topic = passage_words(hit.placed).topic
        for unit in (units if query.ask is Ask.LIST else in_sentences)(hit.placed.passage):
            titled = _only_titles(unit, hit.placed) or (unit.text.isupper() and not unit.cells)
            if titled or len(unit.text) <= 12 or _heads_table(unit, hit.placed):
                continue
            if (
                _ADDRESS.fullmatch(unit.text)
                or _WEB_PAGE.match(unit.text)
                or unit.start < reply
                or (not voted and result(hit.placed, unit))
            ):
                continue
            if (
                hit.placed.part.kind is Kind.MINUTES
                and hit.placed.passage.role is not Role.RESOLUTION
                and _PURPOSE.match(unit.text)
            ):
                continue
            around = coverage(query.terms, stems(f"{unit.text} {unit.lead}") + topic)
            leads = unit.text.endswith(":")
            listed = query.ask is Ask.LIST and (unit.form is Form.LIST_ITEM or leads)
            signals = (
                coverage(query.terms, stems(unit.text)),
                around,
                hit.score / top,
                float(rank == 0),
                float(tells(query, unit)),
                (1.0 if suits.search(unit.text) else -1.0) if suits else 0.0,
                period(query, unit, hit.placed) if query.years else 0.0,
                float(listed),
                float(leads and not listed),
            )
            found.append(Offered(hit, unit, signals, around))
    return found


def candidates(
    query: Query,
    hits: Sequence[Hit],
    similarity: Similarity,
    reading: Reading | None = None,
    *,
    weights: Picking | None = None,
    more: Reading | None = None,
) -> list[Candidate]:
    """Score what the best hits offer to quote, best first.

    `more` reads those after the first where the reader half finds that the best of these answers.
    """
    *rest, alike, read = astuple(weights or Picking())
    rough = [
        Candidate(o.hit, o.unit, sum(w * s for w, s in zip(rest, o.signals, strict=True)), o.around)
        for o in offered(query, hits)
    ]
    rough.sort(key=_by_score)
    pool = rough[: pooled([c.score for c in rough])]
    if not pool:
        return []
    if reading is None:
        near = _padded(similarity([read_as(c.unit) for c in pool]), len(rough))
        found = [replace(c, score=c.score + alike * a) for c, a in zip(rough, near, strict=True)]
    else:
        told = _padded(_read(rough, len(pool), reading, more), len(rough), most=UNREAD)
        found = [
            replace(c, score=c.score + read * a, picked=c.score, read=a)
            for c, a in zip(rough, told, strict=True)
        ]
    found.sort(key=_by_score)
    return found


def pooled(rough: Sequence[float], *, more: bool = False) -> int:
    """Tell how many of the first are looked at closer, by their scores without that, best first; and how many with `more`."""
    most, behind = (_MORE, _MORE_BEHIND) if more else (_POOL, _BEHIND)
    return sum(score >= rough[0] - behind for score in rough[:most])


def half_found(scores: Vectors) -> bool:
    """Tell whether the reader neither finds that one of the texts answers nor that none does."""
    return bool(_HALF_FOUND[0] < scores.max() < _HALF_FOUND[1])


def _read(rough: Sequence[Candidate], first: int, reading: Reading, more: Reading | None) -> Vectors:
    """Give what the reader makes of the first, and of those after them where it half finds an answer."""
    scores = reading([read_whole(c.hit.placed, c.unit) for c in rough[:first]])
    beyond = rough[first : pooled([c.score for c in rough], more=True)]
    if more is None or not beyond or not half_found(scores):
        return scores
    return np.concatenate([scores, more([read_whole(c.hit.placed, c.unit) for c in beyond])])


def _padded(scores: Vectors, length: int, *, most: float = float("inf")) -> list[float]:
    """Give scores, and for what was not looked at the least of them, or `most` where that is less."""
    known = [float(s) for s in scores]
    return known + [min([*known, most])] * (length - len(known))


def remembered(scores: Reading) -> Reading:
    """Make a reading, or a similarity, that scores no text twice."""
    known: dict[str, float] = {}

    def read(texts: Sequence[str]) -> Vectors:
        new = [t for t in dict.fromkeys(texts) if t not in known]
        if new:
            known.update(zip(new, map(float, scores(new)), strict=True))
        return np.array([known[t] for t in texts], dtype=np.float32)

    return read


def first_read(reading: Reading | None, most: int) -> Reading | None:
    """Make a reading that reads only so many of the texts it is given, the first; None where none reads."""
    if reading is None:
        return None

    def read(texts: Sequence[str]) -> Vectors:
        rest = np.full(max(len(texts) - most, 0), UNREAD, dtype=np.float32)
        return np.concatenate([reading(texts[:most]), rest])

    return read


def most_told(found: Sequence[Candidate]) -> float | None:
    """Give what picking and the reader make of the words that answer best, one added to the other; None where none reads."""
    return max((c.picked + c.read for c in found if c.read is not None), default=None)


# Share of the question's weighted words from which on a text has all of them. Most of those who taught the readers asked
# in other words than the papers', so they doubt an answer to a question in a paper's own words.
_ALL = 0.95
_DOUBT = 2.0  # how much less the readers may make of such a text
# Whatever is said of a matter answers these; the reader knows questions of one thing.
_BROAD = re.compile(
    r"\b(?:updates?|overview(?!\W+(?:and |&\W*)?scrutiny)|the latest|summar(?:y|ise)|tell (?:me|us) about|(?:what|how) about|anything (?:on|about|said)|background)\b",
    re.IGNORECASE,
)


def untold(query: Query, found: Sequence[Candidate], least: float) -> bool:
    """Tell whether the reader finds that none of the words found answers; not where the best have all that is asked."""
    told = most_told(found)
    if told is None or told >= least or _BROAD.search(query.question):
        return False
    return told < least - _DOUBT or coverage(query.terms, stems(found[0].unit.text)) < _ALL


def _only_titles(unit: Unit, placed: Placed) -> bool:
    """Tell whether a heading tells nothing by itself; an agenda's does, and a sentence that is set as one."""
    told = placed.passage.role is Role.AGENDA_ITEM or len(unit.text.split()) >= _SENTENCE
    return unit.form is Form.HEADING and not told


def _heads_table(unit: Unit, placed: Placed) -> bool:
    """Tell whether a row is the table's column headings."""
    cells = [c for c in unit.cells if c]
    return bool(cells) and (cells == [c for c in placed.passage.columns if c] or heads(unit, placed.passage))


def _by_score(candidate: Candidate) -> tuple[float, str, int]:
    return -candidate.score, candidate.hit.placed.passage.id, candidate.unit.start


def similarity_with(vector: Vectors, embed: Callable[[Sequence[str]], Vectors]) -> Similarity:
    """Make a similarity from the question's vector and an embedder."""

    def alike(texts: Sequence[str]) -> Vectors:
        return np.asarray(embed(texts) @ vector, dtype=np.float32)

    return alike
