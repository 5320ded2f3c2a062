"""What a paper is that no part's own mark opens: an agenda, minutes, a covering letter, a record. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from ingest.papers import Kind
from ingest.structure.bodies import BODY
from ingest.structure.heads import PRESENT, labels
from ingest.structure.web_pages import minuted_by_item, of_a_decision
from ingest.text.blocks import Block
from ingest.text.dates import first_date
from ingest.text.decision_words import DECISION_WORDS
from ingest.text.numbered import PARAGRAPH_NUMBER

_DECISION_LIST = re.compile(
    r"\b(?:summary|list|record|statement|notice) of (?:the |all )?(?:\w+ )?decisions (?:that were |which were )?(?:taken|made|agreed)\b|\brecord of (?:\w+ )?decisions$|^\W*decision (?:list|sheet|summary)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"^dear (?:member|councillor|colleague|all)", re.IGNORECASE)
ANNUAL = re.compile(r"\bannual (?:report|review)\b|\blocal account\b", re.IGNORECASE)
_AGENDA_WORDS = re.compile(
    r"^\W*(?:\d{1,3}[.)]?\s*|[A-Z]\s+)?(?:welcome|apologies|declarations?\b|minutes|any other|public business|agenda\b|a g e n d a$|time and date|questions)",
    re.IGNORECASE,
)
# More of what heads and fills an agenda, where no marking hangs on it
_MORE_AGENDA_WORDS = re.compile(
    r"\W*(?:\d{1,3}[.)]?\s*)?(?:minutes? of\b|business$|order of business|notices? of motion|urgent (?:business|items)|exclusion of|"
    r"date of (?:the )?next meeting|petitions|deputations|(?:supplementary|supplemental|revised|late) agenda\b|(?:new |other )?items?\b.{0,20}\b(?:business|title|subject|pages?)$|"
    r"a meeting of .{4,90} will be held)",
    re.IGNORECASE,
)
_STOPPED = re.compile(r"\W*\d{1,3}[.)]")
_NUMBERED = re.compile(r"\W*\d{1,3}(?:[.)]|\s+(?=[A-Z]))")
_REPORT_TO = re.compile(r"\W*report (?:to|of|by)\b", re.IGNORECASE)
_AGENDA = re.compile(r"\W*(?:agenda|a g e n d a)\W*", re.IGNORECASE)
_MEETING = re.compile(r"\bmeeting of .{4,90}|\bwill be held\b", re.IGNORECASE)
_SITTING = re.compile(r"\W*(?:the )?(?:panel|sub-?committee)\s*:\W*(?:councillors?|cllrs?)\b", re.IGNORECASE)
_TELLS_AGENDA = re.compile(r"\W*a ?g ?e ?n ?d ?a\b.{0,30}", re.IGNORECASE)
_ATTENDED = re.compile(r"\W*attendance\W*", re.IGNORECASE)


def _only_lists(blocks: Sequence[Block]) -> bool:
    """Tell whether a paper names a body, and neither decides nor numbers paragraphs: else it is no agenda without stops."""
    named = any(BODY.search(line.text) for b in blocks[:12] for line in b.lines)
    return named and not any(DECISION_WORDS.match(b.text) or PARAGRAPH_NUMBER.match(b.text) for b in blocks)


def records_one(head: Sequence[Block]) -> bool:
    """Tell whether a paper that calls itself a record of decision is one of a single decision, and no minutes or report."""
    others = any(
        PRESENT.match(line.text) or _REPORT_TO.match(line.text) for block in head for line in block.lines
    )
    return labels(head) > 1 and not others


def heads_minutes(blocks: Sequence[Block], *, sure: bool) -> bool:
    """Tell whether a paper's first lines name a body, a day and those present.

    Where these stand further down, or under "Attendance", only if it decides, and no agenda comes before them.
    """
    first = [line.text for b in blocks[:12] for line in b.lines if line.text]
    named = any(BODY.search(t) or re.search(r"\bminutes\b", t, re.IGNORECASE) for t in first[:3])
    if not named or not any(first_date(t) for t in first[:5]):
        return False
    near = [line.text for b in blocks[:6] for line in b.lines if line.text][:12]
    if sure or any(PRESENT.match(t) for t in near):
        return any(PRESENT.match(t) for t in near)
    before = takewhile(lambda t: not _AGENDA.fullmatch(t), first[:16])
    sat = not any(_TELLS_AGENDA.fullmatch(line.text) for b in blocks[:40] for line in b.lines)
    attended = any(PRESENT.match(t) or _ATTENDED.fullmatch(t) or (sat and _SITTING.match(t)) for t in before)
    return attended and any(DECISION_WORDS.match(b.text) for b in blocks)


def _called(head: Sequence[Block]) -> bool:
    """Tell whether a paper's first lines head an agenda or call a meeting."""
    return any(_AGENDA.fullmatch(line.text) or _MEETING.search(line.text) for b in head for line in b.lines)


def first_kind(blocks: Sequence[Block], *, sure: bool) -> Kind:
    """Tell what a paper is that no part's mark opens: an agenda, minutes, a covering letter, or something else."""
    head = blocks[:60]
    if heads_minutes(blocks, sure=sure):
        return Kind.MINUTES
    if of_a_decision(blocks):
        return Kind.DECISION_RECORD
    if minuted_by_item(blocks) or (
        any(_DECISION_LIST.search(b.text) for b in blocks[:8])
        and any(DECISION_WORDS.match(b.text) for b in blocks)
    ):
        return Kind.MINUTES
    if not sure and any(ANNUAL.search(b.text) for b in blocks[:3]) and not _called(head):
        return Kind.ANNUAL_REPORT  # its contents and its foreword name what an agenda does
    letter = any(_LETTER.match(b.text) for b in blocks[:12])
    if letter and (sure or not any(_AGENDA.fullmatch(line.text) for b in head for line in b.lines)):
        return Kind.SUPPLEMENT
    said = [
        line.text if sure or not line.cells else " ".join(filter(None, line.cells))
        for b in head
        for line in b.lines
    ]
    signs = sum(bool(_AGENDA_WORDS.match(text)) for text in said)
    more = [text for text in said if _AGENDA_WORDS.match(text) or _MORE_AGENDA_WORDS.match(text)]
    if not sure and any((_NUMBERED if _only_lists(blocks) else _STOPPED).match(text) for text in more):
        signs = len(more)
    dated = any(first_date(b.text) for b in head[:12])
    if signs >= 3 and dated:
        return Kind.AGENDA
    if letter:
        return Kind.SUPPLEMENT
    return Kind.ANNUAL_REPORT if any(ANNUAL.search(b.text) for b in head[:12]) else Kind.OTHER
