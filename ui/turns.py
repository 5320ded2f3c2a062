"""What a conversation is made of: turns, and an answer's lines. Pure; the views render it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from rag.answers import Answered, Citation, NotInPapers, Reply
from ui.text import RESTRICTED

_ENTRY = re.compile(r"^(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|[•–-])\s+\S")


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its reply, or with the message of an error.

    While it is answered, `doing` says what is being done, and `so_far` holds the answer's lines that have been checked.
    """

    question: str
    reply: Reply | None = None
    error: str | None = None
    doing: str | None = None
    so_far: tuple[str, ...] = ()
    narrowed: tuple[str, ...] = ()  # what the search was confined to, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an answer; `listed` where it is an entry of a list (a clause, in the minutes' own words)."""

    text: str
    listed: bool


def answer_lines(text: str) -> tuple[Line, ...]:
    r"""Cut an answer into its lines and tell the lists' entries.

    >>> [line.listed for line in answer_lines("The Board resolved to:\n1) note it [1]\n2) write [1]")]
    [False, True, True]
    """
    return tuple(
        Line(text=line, listed=bool(_ENTRY.match(line))) for line in text.split("\n") if line.strip()
    )


def shown_text(turn: Turn) -> str:
    """Give what a turn says: the answer, the refusal, the error, or what is being done."""
    if turn.error is not None:
        return turn.error
    if turn.reply is None:
        return turn.doing or ""
    match turn.reply.answer:
        case Answered(text=text):
            return text
        case NotInPapers(message=message):
            return f"Not in the papers. {message}"
        case _:
            assert_never(turn.reply.answer)


def marking(turn: Turn) -> str | None:
    """Give the line that an answer from restricted papers carries; nothing for the others."""
    return RESTRICTED if turn.reply is not None and turn.reply.restricted else None


def cited(turn: Turn) -> tuple[Citation, ...]:
    """Give a turn's citations; of a refusal, the nearest passages."""
    if turn.reply is None:
        return ()
    match turn.reply.answer:
        case Answered(citations=citations):
            return citations
        case NotInPapers(nearest=nearest):
            return nearest
        case _:
            assert_never(turn.reply.answer)


def refused(turn: Turn) -> bool:
    """Tell whether the papers did not answer."""
    return turn.reply is not None and isinstance(turn.reply.answer, NotInPapers)


def spoken(turns: Sequence[Turn]) -> str:
    """Give what a screen reader is told of the last turn, politely: what is done, then the answer."""
    if not turns:
        return ""
    last = turns[-1]
    if last.reply is None:
        return shown_text(last)
    count = len(cited(last))
    what = "nearest passage" if refused(last) else "source"
    return f"{shown_text(last)} {count} {what}{'' if count == 1 else 's'}."
