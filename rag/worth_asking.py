"""The lines of a briefing on what was decided and promised, and the questions made of them by templates. Pure.

Templates put the papers' words together; nothing is worded anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.papers import Promise
from ingest.structure.parts import same_body
from ingest.text.dates import long_date
from rag.answers import Statement
from rag.briefed import Figures, Kept
from rag.meetings import Meeting
from rag.programme import Became, Outturn
from rag.registers import Decided, Promised
from rag.units import shorten

_SHOWN = 14  # words of a promise: it stands in full above
_MOST = 2  # of each sort of figure: more of them are noise


def decided_line(entry: Decided, meeting: Meeting) -> Statement:
    """Tell a decision: the meeting, the minute, its words."""
    return Statement(words=f"{_place(entry, meeting)}: “{entry.words}”", quotes=entry.quotes)


def promised_line(action: Promised, meeting: Meeting) -> Statement:
    """Tell a promise: the meeting, the minute, who, its words."""
    words = f"{_place(action, meeting)}{_owner(action)}: “{action.words}”"
    return Statement(words=words, quotes=action.quotes)


def questions(
    promised: Sequence[Kept], figures: Figures, plans: Sequence[Outturn], meeting: Meeting
) -> tuple[Statement, ...]:
    """Ask what came of each promise that no later paper takes up and of what was planned, and what lies behind figures."""
    found = []
    for action in (k.promised for k in promised if not k.taken_up):
        ask = "What came of it?" if action.promise is Promise.RESOLVED else "Which paper answers that?"
        place = f"{_place(action, meeting)}{_owner(action)}"
        words = shorten(action.words, words=_SHOWN)
        found.append(Statement(words=f"{place}: “{words}” {ask}", quotes=action.quotes))
    missing = [o.told for o in plans if o.became is Became.NOTHING]
    found += [Statement(words=f"{s.words} When will the item come?", quotes=s.quotes) for s in missing]
    rows = [
        s for s in figures.moved if not s.words.endswith("”")
    ]  # a sentence tells its own reason, as a rule
    asked = (
        (figures.differing, "Which of them is right?"),
        (figures.missed, "How will the target be met?"),
        (rows, "Why?"),
    )
    for statements, ask in asked:
        found += [Statement(words=f"{s.words} {ask}", quotes=s.quotes) for s in statements[:_MOST]]
    return tuple(found)


def _place(entry: Decided | Promised, meeting: Meeting) -> str:
    """Name a minute: the day and number; the committee where it is another than the one that meets."""
    part = entry.part
    own = bool(part.committee and same_body(part.committee, meeting.committee))
    day = long_date(part.date) if part.date else "no date"
    minute = f", minute {entry.item.number}" if entry.item and entry.item.number else ""
    return f"{day}{minute}" if own else f"{part.committee or part.title} (another committee), {day}{minute}"


def _owner(action: Promised) -> str:
    """Name who is to do it, where the words quoted do not begin with the name."""
    if action.promise is Promise.RESOLVED:
        return ", resolved"
    return f", {action.who}" if action.who and action.who.lower() not in action.words.lower()[:60] else ""
