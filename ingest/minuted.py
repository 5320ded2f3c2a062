"""The nouns of what minutes and reports tell: items, decisions, motions, actions, references, attendance. Read with papers.py.

Imports nothing of ours. Every text is verbatim: a slice of the paper's page, never decorated.
Pages count from 1; spans are half-open character ranges within a page's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """What became of a motion or amendment, where the minutes say so."""

    CARRIED = "carried"
    LOST = "lost"


class Promise(StrEnum):
    """How an action came about: undertaken, asked of somebody, resolved, or listed in a table of actions."""

    UNDERTAKEN = "undertaken"
    REQUESTED = "requested"
    RESOLVED = "resolved"
    LISTED = "listed"


class Pointer(StrEnum):
    """What a cross-reference points to."""

    MINUTE = "minute"
    ITEM = "item"
    DECISION = "decision"
    MEETING = "meeting"
    RULE = "rule"
    AMENDED = "amended"


class Presence(StrEnum):
    """How people are named in minutes: present, in attendance, sent apologies, as substitutes, with interests."""

    PRESENT = "present"
    ATTENDING = "in_attendance"
    APOLOGIES = "apologies"
    SUBSTITUTES = "substitutes"
    DECLARATIONS = "declarations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters `start` to `end` (exclusive) of page `page`."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An agenda item, or a minute: number and title as printed.

    `pages` is the agenda's page range; `agenda_ref` is the agenda item that a minute names, "(Item 3)";
    `author` is who reports or presents, as the agenda prints it ("Report of the Director of Public Health").
    """

    part: int
    number: str | None
    title: str
    span: Span
    pages: str | None = None
    agenda_ref: str | None = None
    author: str | None = None

    @property
    def label(self) -> str:
        """Number and title in one line, e.g. "21. Free School Meals"."""
        named = f"{self.number}. {self.title}" if self.number else self.title
        return f"{named} {self.agenda_ref}" if self.agenda_ref else named


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One numbered clause of a resolution or recommendation; `number` is as printed, e.g. "1)"."""

    number: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """A vote as recorded: the counts as printed, None where a side is not told, and the names under each."""

    ayes: int | None
    noes: int | None
    abstained: int | None
    names: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]] = ((), (), ())

    @property
    def words(self) -> str:
        """The counts in one line."""
        sides = (("for", self.ayes), ("against", self.noes), ("abstained", self.abstained))
        return ", ".join(f"{count} {side}" for side, count in sides if count is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a meeting resolved, from minutes only. `text` is the whole of it, verbatim, from its first word.

    `stem` is what stands before the clauses ("RESOLVED that the Scrutiny Board:").
    `outcome` is None where the minutes record no vote: a plain RESOLVED was carried.
    """

    part: int
    item: Item | None
    ordinal: int
    stem: str
    clauses: tuple[Clause, ...]
    text: str
    spans: tuple[Span, ...]
    outcome: Outcome | None = None
    votes: Votes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """A motion or amendment as moved, with what became of it. It is not a decision of its own."""

    part: int
    item: Item | None
    amendment: bool
    mover: str | None
    seconder: str | None
    text: str
    spans: tuple[Span, ...]
    outcome: Outcome | None = None
    votes: Votes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What somebody is to do: the words that say it, and in them who, what and by when, where they are told."""

    part: int
    item: Item | None
    promise: Promise
    who: str | None
    what: str
    due: str | None
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place of another text that the words name: "Further to Minute 10/21" points to minute "10/21".

    `number` is as printed and None where there is none ("as amended"); a meeting's is its date, as printed.
    """

    part: int
    item: Item | None
    pointer: Pointer
    number: str | None
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Who was there, or sent apologies, or declared an interest, in the minutes' words. Names are as printed."""

    part: int
    presence: Presence
    names: tuple[str, ...]
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What a report asks a body to do. It is not a decision."""

    part: int
    to: str
    clauses: tuple[Clause, ...]
    text: str
    spans: tuple[Span, ...]
