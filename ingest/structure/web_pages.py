"""Web pages of committee software, whole or saved as text: of a meeting, of one item, of a decision. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.structure.heads import NAMES_MINUTES
from ingest.structure.item_numbers import TITLE_WORDS, Heading
from ingest.structure.status import NOT_TAKEN
from ingest.text.blocks import Block
from ingest.text.decision_words import DECISION_WORDS
from ingest.text.fields import RECORD_FIELD

ATTENDANCE = re.compile(
    r"^\W*(?:present|sederunt|yn bresennol|ymddiheuriadau|in attendance|attendance|(?:members|councillors) (?:present|in attendance)|also present|apologies|"
    r"members of the \w+ present|elected members|attendees|chair(?:man|person)?(?=:))\b",
    re.IGNORECASE,
)
"""A line that heads those who were there, or not."""
_DECIDER = re.compile(r"^decision[- ]maker\s*:|^decisions? (?:to be )?taken by\s*:", re.IGNORECASE)

# Web pages of one matter's decisions, and of one item of a meeting
_ISSUE = re.compile(r"issue\s*-\s*decisions?\s*$", re.IGNORECASE)

_ONE_MEETING = re.compile(r"meeting\s*:\s*\d{1,2}/\d{1,2}/\d{4}\s*-", re.IGNORECASE)
_ITEM_PAGE = re.compile(rf"issue\s*-\s*meetings?\s*$|{_ONE_MEETING.pattern}", re.IGNORECASE)

_MEETING_PAGE = re.compile(r"agenda and (?:draft )?(?:minutes|decisions)", re.IGNORECASE)

_ITEMS_HEAD = re.compile(r"no\.? item", re.IGNORECASE)  # heads the list of items on a page of a meeting

_AGENDA_PAGE = re.compile(r"agenda item", re.IGNORECASE)

_INLINE_MINUTES = re.compile(r"\bMinutes:\s+(?!\d)\S")
# How minutes tell what was said and done; an agenda, or advice on minutes, does not.
_MINUTED = re.compile(
    r"\b(?:presented|introduced|reported|considered|advised|noted|received|asked|explained|outlined|welcomed|agreed|resolved|gave|informed|"
    r"stated|said|requested|questioned|submitted|confirmed|was|were|had)\b",
    re.IGNORECASE,
)
_DECIDED_FIRST = re.compile(r"\W*(?:it was )?(?:RESOLVED|Resolved|AGREED)\b")
_HEAD = 600  # characters in which it shows
_FIRST = 6  # blocks in which a page of one item says that it is one
_SENTENCE = 8  # words, at least

MINUTES_LABEL = re.compile(r"(?:minutes|cofnodion):?", re.IGNORECASE)


def is_page(blocks: Sequence[Block]) -> bool:
    """Tell whether a paper is a web page of a meeting or of one of its items, and so no pack of parts."""
    meeting = any(_MEETING_PAGE.fullmatch(b.text) for b in blocks[:3])
    return meeting or bool(_AGENDA_PAGE.fullmatch(blocks[0].text))


def lists_items(blocks: Sequence[Block]) -> bool:
    """Tell whether a paper is a web page of a meeting by the head of its list of items, with minutes under them."""
    head = any(
        _ITEMS_HEAD.fullmatch(line.text) and not line.cells for b in blocks[: 2 * _FIRST] for line in b.lines
    )
    return head and sum(bool(MINUTES_LABEL.fullmatch(b.text)) for b in blocks) > 1


def of_a_decision(blocks: Sequence[Block]) -> bool:
    """Tell whether a paper's first lines are the fields of a record of decision, or head one matter's decisions.

    What is still to be decided, as in a forward plan, is none.
    """
    head = blocks[:12]
    if any(NOT_TAKEN.search(b.text) for b in head):
        return False
    fields = sum(bool(RECORD_FIELD.match(b.text)) for b in head)
    return any(_ISSUE.match(b.text) for b in head[:6]) or (
        fields >= 2 and any(_DECIDER.match(b.text) for b in head[:6])
    )


def minuted_by_item(blocks: Sequence[Block]) -> bool:
    """Tell whether a paper gives agenda and minutes item by item, or what was minuted of one item, as web pages do."""
    if _DECIDED_FIRST.match(blocks[0].text):
        return True
    labels = [n for n, b in enumerate(blocks) if MINUTES_LABEL.fullmatch(b.text)]
    under = [b for n in labels if blocks[n].text.endswith(":") for b in blocks[n + 1 : n + 4]]
    decided = any(DECISION_WORDS.match(b.text) for b in blocks)
    if len(labels) >= 2 or any(_MINUTED.search(b.text[:_HEAD]) for b in under) or (under and decided):
        return True
    if any(_ITEM_PAGE.match(b.text) for b in blocks[:_FIRST]):
        return True
    if sum(bool(_INLINE_MINUTES.search(b.text) and _MINUTED.search(b.text[:_HEAD])) for b in blocks) >= 2:
        return True
    if any(_MEETING_PAGE.fullmatch(b.text) for b in blocks[:_FIRST]):
        told = (b for b in blocks if b.words > _SENTENCE)
        return decided or bool(labels) or any(_MINUTED.search(b.text[:_HEAD]) for b in told)
    return decided and bool(_AGENDA_PAGE.fullmatch(blocks[0].text))


def meetings_of_issue(blocks: Sequence[Block]) -> list[int]:
    """Give where the meetings stand that a page on one matter lists ("Meeting: 07/03/2022 - Cabinet (Item 9)")."""
    if not any(_ITEM_PAGE.match(b.text) for b in blocks[:_FIRST]):
        return []  # a report may list earlier meetings too
    return [n for n, b in enumerate(blocks) if _ONE_MEETING.match(b.text)]


def of_one_item(own: Sequence[Block]) -> bool:
    """Tell whether a page gives the minute of one item, without the meeting's head: the dates in it are of the matter."""
    head = [line.text for block in own[:14] for line in block.lines]
    labels = sum(bool(MINUTES_LABEL.fullmatch(b.text)) for b in own)
    paged = any(_ITEM_PAGE.match(t) for t in head[:8]) or bool(
        head and (_AGENDA_PAGE.fullmatch(head[0]) or _DECIDED_FIRST.match(head[0]))
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
