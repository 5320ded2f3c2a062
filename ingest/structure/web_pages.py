"""Web pages of committee software, whole or saved as text: of a meeting, of one item, of a decision. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.heads import NAMES_MINUTES
from ingest.structure.items import TITLE_WORDS, Heading
from ingest.structure.minutes import NARRATIVE
from ingest.text.blocks import DECISION_WORDS, Block

ATTENDANCE = re.compile(
    r"^\W*(?:present|sederunt|yn bresennol|ymddiheuriadau|in attendance|attendance|(?:members|councillors) (?:present|in attendance)|also present|apologies|"
    r"members of the \w+ present|elected members|attendees|chair(?:man|person)?(?=:))\b",
    re.IGNORECASE,
)
"""A line that heads those who were there, or not."""
_DECIDER = re.compile(r"^decision[- ]maker\s*:|^decisions? (?:to be )?taken by\s*:", re.IGNORECASE)

# Web pages of one matter's decisions, and of one item of a meeting
_ISSUE = re.compile(r"issue\s*-\s*decisions?\s*$", re.IGNORECASE)

_ITEM_PAGE = re.compile(r"issue\s*-\s*meetings?\s*$|meeting\s*:\s*\d{1,2}/\d{1,2}/\d{4}\s*-", re.IGNORECASE)

_MEETING_PAGE = re.compile(r"agenda and (?:draft )?(?:minutes|decisions)", re.IGNORECASE)

_AGENDA_PAGE = re.compile(r"agenda item", re.IGNORECASE)

_INLINE_MINUTES = re.compile(r"\bMinutes:\s+\S")

_MINUTES_LABEL = re.compile(r"(?:minutes|cofnodion):?", re.IGNORECASE)

_TO_APPROVE = re.compile(r"^\W*to\s|^\W*the minutes\b", re.IGNORECASE)


def is_page(blocks: Sequence[Block]) -> bool:
    """Tell whether a paper is a web page of a meeting or of one of its items, and so no pack of parts."""
    meeting = any(_MEETING_PAGE.fullmatch(b.text) for b in blocks[:3])
    return meeting or bool(_AGENDA_PAGE.fullmatch(blocks[0].text))


def of_a_decision(blocks: Sequence[Block]) -> bool:
    """Tell whether a paper's first lines say who decided, or that it gives one matter's decisions."""
    return any(_DECIDER.match(b.text) or _ISSUE.match(b.text) for b in blocks[:6])


def minuted_by_item(blocks: Sequence[Block]) -> bool:
    """Tell whether a web page gives agenda and minutes item by item, or one item: under "Minutes:" what was minuted."""
    labels = [n for n, b in enumerate(blocks) if _MINUTES_LABEL.fullmatch(b.text)]
    under = [blocks[n + 1] for n in labels if blocks[n].text.endswith(":") and n + 1 < len(blocks)]
    if any(_MEETING_PAGE.fullmatch(b.text) for b in blocks[:3]) or DECISION_WORDS.match(blocks[0].text):
        return True
    if len(labels) >= 2 or any(not _TO_APPROVE.match(b.text) for b in under):
        return True
    if (
        any(_ITEM_PAGE.match(b.text) for b in blocks[:6])
        or sum(bool(_INLINE_MINUTES.search(b.text)) for b in blocks) >= 2
    ):
        return True
    decided = any(DECISION_WORDS.match(b.text) or NARRATIVE.search(b.text) for b in blocks)
    return bool(_AGENDA_PAGE.fullmatch(blocks[0].text)) and decided


def of_one_item(own: Sequence[Block]) -> bool:
    """Tell whether a page gives the minute of one item, without the meeting's head: the dates in it are of the matter."""
    head = [line.text for block in own[:14] for line in block.lines]
    labels = sum(bool(_MINUTES_LABEL.fullmatch(b.text)) for b in own)
    paged = any(_ITEM_PAGE.match(t) for t in head[:8]) or bool(
        head and (_AGENDA_PAGE.fullmatch(head[0]) or DECISION_WORDS.match(head[0]))
    )
    return (labels == 1 or paged) and not any(
        (NAMES_MINUTES.search(t) and len(t) > 9) or ATTENDANCE.match(t) for t in head
    )


def page_item(blocks: Sequence[Block]) -> tuple[Heading, ...]:
    """Find the one item of a web page that is headed "Agenda item": its title stands below."""
    at = next((n for n, b in enumerate(blocks) if not _AGENDA_PAGE.fullmatch(b.text)), 0)
    if not 0 < at < len(blocks) - 1 or blocks[at].words > TITLE_WORDS:
        return ()
    return (Heading(first=at, body=at + 1, number=None, title=blocks[at].text.strip(" :")),)
