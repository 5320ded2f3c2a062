"""The nouns of asking: query, hit, quote, citation, answer. Read after ingest/papers.py.

Scores are higher for better, everywhere. A quote is a place in a passage's text, never a copy of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ingest.papers import Placed, Span
from ingest.store.catalogue import Filter


class Ask(StrEnum):
    """What a question asks for."""

    DECISION = "decision"
    ACTION = "action"
    AGENDA = "agenda"
    FIGURE = "figure"
    LIST = "list"
    PERSON = "person"
    DATE = "date"
    REASON = "reason"
    DEFINITION = "definition"
    COMPARISON = "comparison"
    FACT = "fact"


class Silence(StrEnum):
    """Why the papers do not answer."""

    NOT_IN_PAPERS = "not_in_papers"
    NO_MINUTES = "no_minutes"
    NO_SUCH_MEETING = "no_such_meeting"
    OTHER_YEAR = "other_year"
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the question that carries meaning: as typed, its stem, and what else may stand for it.

    `variants` are other words or phrases for it: a corrected spelling, an acronym's long form.
    `weight` is its inverse document frequency over the passages.
    """

    word: str
    stem: str
    weight: float
    variants: tuple[str, ...] = ()
    held: bool = True  # some paper has it, or one of its variants
    passages: int = 0  # about how many hold it


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question understood. `text` is what is searched for: a follow-up with what it refers back to."""

    question: str
    text: str
    ask: Ask
    terms: tuple[Term, ...]
    phrases: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()
    months: tuple[tuple[int, int], ...] = ()
    years: frozenset[str] = frozenset()
    committees: frozenset[str] = frozenset()
    deciders: frozenset[str] = frozenset()  # those whose own decision is asked for
    sitting: frozenset[str] = frozenset()  # those whose meeting on the dates named is asked about
    stranger: str | None = None  # a committee that it names and whose papers are not held
    known: float = 1.0  # the share of its words' weight that any paper holds
    minute: str | None = None  # a minute or item number that the question names
    where: Filter = field(default_factory=Filter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage found. `coverage` is the share (0–1) of the question's weighted terms that it holds."""

    placed: Placed
    score: float
    dense: float
    lexical: float
    coverage: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A run of a passage's words: characters `start` to `end` of its text."""

    placed: Placed
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words, verbatim."""
        return self.placed.passage.text[self.start : self.end]

    @property
    def page(self) -> int | None:
        """The file's page on which the quote starts; None where the file has none."""
        return self.placed.passage.page_at(self.start) if self.placed.paper.paginated else None

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the words stand on the paper's pages."""
        return tuple(span for span, _ in self.placed.passage.places(self.start, self.end))

    @property
    def printed_page(self) -> str | None:
        """The number printed on that page, where one is."""
        return self.placed.printed_page(self.page)

    @property
    def ocr_confidence(self) -> float | None:
        """How sure OCR was of that page's words, from 0 to 1; None where the file has them as text."""
        return self.placed.ocr_confidence(self.page)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence or list entry of a draft: the words shown, and the quotes that they rest on."""

    words: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a writer proposes, before the check."""

    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Number `n` in the answer's text, and the quote that it stands for."""

    n: int
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """An answer, checked: every [n] of `text` is a citation."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotInPapers:
    """The papers do not answer. `message` says what was looked at; `nearest` shows the closest words."""

    silence: Silence
    message: str
    nearest: tuple[Citation, ...] = ()


Answer = Answered | NotInPapers


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds:
    """How long the parts of an answer took, in seconds."""

    retrieve: float
    write: float
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer with the question, what was found, and what the check dropped."""

    query: Query
    answer: Answer
    hits: tuple[Hit, ...]
    writer: str
    seconds: Seconds
    dropped: tuple[str, ...] = ()
    restricted: bool = False  # the papers asked may be exempt: the answer is not for the public
    note: str | None = None  # what the reader should know of the writer: that a language model is down
