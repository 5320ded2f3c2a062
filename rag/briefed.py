"""The nouns of a briefing: what each agenda item asks, what was decided and promised before, what moved, what to ask."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.papers import Item
from rag.answers import Statement
from rag.meetings import Filed, Meeting
from rag.programme import Outturn
from rag.registers import Decided, Promised


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a body is asked: the words that lead in, where there are any, and each clause in its own words."""

    to: str
    lead: Statement | None
    clauses: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A promise, and the words of later papers that take it up, where any do."""

    promised: Promised
    told: Statement
    taken_up: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the papers of an item tell of figures: those that moved, that two papers give otherwise, targets missed."""

    moved: tuple[Statement, ...] = ()
    differing: tuple[Statement, ...] = ()
    missed: tuple[Statement, ...] = ()

    @property
    def every(self) -> tuple[Statement, ...]:
        """All of them."""
        return (*self.moved, *self.differing, *self.missed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBrief:
    """All that a member may want to know of one agenda item."""

    item: Item
    papers: tuple[Filed, ...]
    asked: tuple[Asked, ...]
    decided: tuple[Statement, ...]
    promised: tuple[Kept, ...]
    figures: Figures
    planned: tuple[Outturn, ...]
    questions: tuple[Statement, ...]
    earlier: tuple[Decided, ...] = ()  # what `decided` tells, as rows of the register

    @property
    def empty(self) -> bool:
        """Whether the papers held tell nothing of it."""
        return not (self.asked or self.decided or self.promised or self.figures.every or self.planned)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every line on the item."""
        found: list[Statement] = []
        for asked in self.asked:
            found += [*([asked.lead] if asked.lead else []), *asked.clauses]
        found += self.decided
        for kept in self.promised:
            found += [kept.told, *kept.taken_up]
        return (*found, *self.figures.every, *(o.told for o in self.planned), *self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A briefing. `dropped` are lines that did not pass the check, with the reason: none is shown."""

    meeting: Meeting
    items: tuple[ItemBrief, ...]
    dropped: tuple[str, ...]
    note: str | None = None  # what the reader should know of who worded it

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every line of the briefing."""
        return tuple(s for item in self.items for s in item.statements)
