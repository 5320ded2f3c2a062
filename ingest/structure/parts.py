"""Split a paper into its parts: agenda, minutes of an earlier meeting, reports, appendices. Pure.

General marks only: how minutes name themselves, the field block that heads a report ("To:", "Subject:",
"Ward(s) affected:"), a page left blank for printing, "Agenda Item 8", "Appendix 2".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from rapidfuzz import fuzz

from ingest.papers import Kind
from ingest.structure.addressed import meeting_addressed
from ingest.structure.bodies import BODY, COUNCIL
from ingest.structure.heads import (
    AGENDA_ITEM,
    DECIDED_ON,
    ITEM_STAMP,
    NAMES_MINUTES,
    committee_of,
    label_of,
    meeting_date,
    record_date,
)
from ingest.structure.kinds import ANNUAL, first_kind, heads_minutes, records_one
from ingest.structure.minutes import NARRATIVE
from ingest.structure.part_titles import title_of
from ingest.structure.record_labels import whole_fields
from ingest.structure.report_fields import starts_report
from ingest.structure.web_pages import (
    ATTENDANCE,
    is_page,
    lists_items,
    meetings_of_issue,
    of_one_item,
)
from ingest.text.blocks import PAGE_GAP, Block, Form
from ingest.text.dates import first_date
from ingest.text.decision_words import DECISION_WORDS
from ingest.text.numbered import NUMBERED

_RECORD = re.compile(
    r"\brecord of (?:an? )?(?:[\w-]+ ){0,3}decisions?\b|\bdecision (?:record|notice|details)\b", re.IGNORECASE
)
_COVER = 3  # lines over a paper's own title: the council, a page's number
_SHORT = 12  # words of such a line, at most
# How a paper names itself below its council's name
_ONE_RECORD = re.compile(
    r"\b(?:decision (?:record|notice)|record of (?:an? )?(?:[\w-]+ ){0,3}decision)$", re.IGNORECASE
)
# One of several in a paper
_NUMBERED_RECORD = re.compile(
    r"(?:decision record|record of decision|decision notice|decision)\s*(?:no\.?|number|ref\w*)?\s*:?\s*[A-Z]{1,6}[/ -]?\d{1,4}(?:[/-]\d{1,5})*",
    re.IGNORECASE,
)
_WHO_SAT = re.compile(
    r"\W*(?:members |councillors )?(?:(?:present|in attendance|sederunt|attendees|attendance)\b\W*(?:$|:|.{0,40}\b(?:councillors?|cllrs?|members)\b)|(?:panel|sub-?committee)\s*:)",
    re.IGNORECASE,
)
_RECORD_NUMBER = re.compile(r"[A-Z]{1,6}[/ -]?\d{1,4}[/-]\d{1,5}\s")
_PRESENT_WITHIN = re.compile(r"(?<=[.\s])(?:present|sederunt)\s*:", re.IGNORECASE)
_RECORD_OF_MEETING = re.compile(
    r"(?:draft )?record of (?:the |an? )?(?:\w+ )?(?:meeting|hearing|proceedings)\b", re.IGNORECASE
)
_HELD = re.compile(r"\b(?:held|commencing|at)\b", re.IGNORECASE)
_REPORT_OF = re.compile(r"\W*(?:joint )?report (?:of|by|from) (?!to\b)\w", re.IGNORECASE)
_APPENDIX = re.compile(
    r"^(?:appendix|annex|annexe)\s+(?:[A-Z]|\d{1,2}|one|two|three|four|five|six)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part before it is filed: its blocks `first` to `last` (exclusive), and what it says of itself."""

    first: int
    last: int
    kind: Kind
    committee: str | None
    date: date | None
    title: str
    agenda_number: str | None = None


def _starts_minutes(blocks: Sequence[Block], at: int, *, sure: bool) -> bool:
    text = blocks[at].text
    # Those present may stand in the same paragraph.
    told = [text] if sure else _PRESENT_WITHIN.split(text, maxsplit=1)
    named = NAMES_MINUTES.search(told[0]) or (not sure and _RECORD_OF_MEETING.match(told[0]))
    if not named or len(told[0]) > 300 or NUMBERED.match(text):
        return False
    near = blocks[at : at + 12]
    dated = any(first_date(b.text) for b in near[:4])
    if len(told) == 1 and not any(ATTENDANCE.match(line.text) for block in near for line in block.lines):
        # A paper that opens so is of minutes alone.
        return at <= 2 and dated and " of " in (text if sure else text.lower())
    return bool(_HELD.search(text) or dated)


def _cover(blocks: Sequence[Block], at: int, floor: int, *, only_names: bool = False) -> int:
    """Walk back from a part's first sure line over the short lines that head it (council, "Briefing note")."""
    while at > floor and blocks[at].gap < 3 and not blocks[at].after_blank_page:
        above = blocks[at - 1]
        names = COUNCIL.match(above.text) or (BODY.search(above.text) and above.words <= 10)
        if only_names and not (names or re.match(r"minutes?\b", above.text, re.IGNORECASE)):
            break
        if above.words > 12 or above.form in {Form.ROW, Form.LIST_ITEM} or above.text[-1] in ".;)":
            break
        at -= 1
    return at


def _new_after_blank_page(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether what follows a page left blank is a new part, and not the same report going on."""
    ahead = blocks[at : at + 4]
    if any(b.level == 7 or (b.level and NUMBERED.match(b.text)) for b in ahead[:3]):
        return False
    return blocks[at].words <= 25


def starts(blocks: Sequence[Block], *, sure: bool = False) -> list[tuple[int, Kind]]:
    """Find where parts start, with the kind that their first lines show.

    With `sure`, by no mark that a paper of another kind may bear: what ends or lifts a marking must be beyond doubt.
    """
    if is_page(blocks) or (not sure and lists_items(blocks)):
        # A web page: "Minutes of the last meeting" is an item of it.
        return [(0, first_kind(blocks, sure=sure))]
    if len(meetings := meetings_of_issue(blocks)) > 1:
        return [(0, Kind.MINUTES), *((at, Kind.MINUTES) for at in meetings[1:])]
    found: list[tuple[int, Kind]] = []
    fields_until = 0
    for at, block in enumerate(blocks):
        floor = found[-1][0] + 1 if found else 0
        if _starts_minutes(blocks, at, sure=sure):
            first = _cover(blocks, at, floor, only_names=True)
            if found and _heads(blocks, *found[-1], first, sure=sure):
                first = found.pop()[0]
            found.append((first, Kind.MINUTES))
        elif block.words <= 20 and (
            (_RECORD.search(block.text) and (at == 0 or block.gap >= PAGE_GAP))
            or (not sure and block.level and _NUMBERED_RECORD.fullmatch(block.text))
            or (not sure and at <= _COVER and _ONE_RECORD.search(block.text) and records_one(blocks[:14]))
        ):
            found.append((at, Kind.DECISION_RECORD))
            fields_until = at + 20
        elif at >= fields_until and starts_report(blocks, at, tabled=not sure):
            first = _cover(blocks, at, floor)
            if found and found[-1][0] >= first - 2 and _only_opens(blocks, *found[-1]):
                first = found.pop()[0]
            marked = AGENDA_ITEM.match(blocks[first].text)
            within = found and found[-1][1] is Kind.REPORT and block.level and at - found[-1][0] < 60
            if marked or not within:
                found.append((first, Kind.REPORT))
            fields_until = at + 14
        elif _stamped(block, sure=sure) or (block.after_blank_page and _new_after_blank_page(blocks, at)):
            found.append((at, _marked_kind(blocks, at, sure=sure)))
        elif not sure and _starts_record(blocks, at):
            found.append((at, Kind.DECISION_RECORD))
        elif (
            block.level and block.gap >= 3 and block.level < 9 and _APPENDIX.match(block.text) and found
        ) or _same_form_again(blocks, at, found):
            found.append((at, Kind.OTHER))
    return _from_the_first(blocks, found, sure=sure)


def _stamped(block: Block, *, sure: bool) -> bool:
    """Tell whether a line is "Agenda Item 5", or opens a page with "Item 5"."""
    if AGENDA_ITEM.match(block.text):
        return sure or block.form is not Form.ROW
    return not sure and block.gap >= PAGE_GAP and bool(ITEM_STAMP.match(block.text))


def _heads(blocks: Sequence[Block], first: int, kind: Kind, minutes: int, *, sure: bool) -> bool:
    """Tell whether what opens here only heads the minutes that begin at `minutes`, right below."""
    if kind is Kind.OTHER or sure:
        return kind is Kind.OTHER and first >= minutes - 2
    own = blocks[first:minutes]
    sat = any(ATTENDANCE.match(b.text) or (NAMES_MINUTES.search(b.text) and first_date(b.text)) for b in own)
    turned = any(b.gap >= PAGE_GAP for b in blocks[first + 1 : minutes + 1])
    if first < minutes - 2 * _COVER or any(b.words > _SHORT for b in own):
        return False
    titled = kind is Kind.MINUTES and not sat and not turned  # "Minutes", over "Minutes of …"
    return titled or bool(AGENDA_ITEM.match(blocks[first].text))


def _only_opens(blocks: Sequence[Block], first: int, kind: Kind) -> bool:
    """Tell whether what opens here may be the report whose fields stand right below."""
    return kind in {Kind.OTHER, Kind.ANNUAL_REPORT} or bool(AGENDA_ITEM.match(blocks[first].text))


def _marked_kind(blocks: Sequence[Block], at: int, *, sure: bool) -> Kind:
    """Tell what a part is that "Agenda Item 8" or a page left blank opens."""
    own = tuple(takewhile(lambda b: not AGENDA_ITEM.match(b.text), blocks[at + 1 :]))
    if not sure and AGENDA_ITEM.match(blocks[at].text) and heads_minutes(own, sure=False):
        named = any(_WHO_SAT.match(line.text) for b in own[:12] for line in b.lines)
        if named and any(DECISION_WORDS.match(b.text) or NARRATIVE.search(b.text) for b in own):
            return Kind.MINUTES
    if ANNUAL.search(" ".join(b.text for b in blocks[at : at + 2])):
        return Kind.ANNUAL_REPORT
    head = [line.text for b in blocks[at + 1 : at + 7] for line in b.lines]
    reported = (AGENDA_ITEM if sure else ITEM_STAMP).match(blocks[at].text) and any(
        map(_REPORT_OF.match, head)
    )
    return Kind.REPORT if reported else Kind.OTHER


def _starts_record(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a page opens with the fields of a record of decision: one of several in a paper."""
    if blocks[at].gap < PAGE_GAP or (blocks[at].form is Form.ROW and not label_of(blocks[at])[0]):
        return False  # a row of the record that the page before holds
    told = {name.lower() for b in blocks[at : at + 8] for name in label_of(b)[:1]}
    if _RECORD_NUMBER.match(blocks[at].text) and "decision maker" in told and told & DECIDED_ON:
        return True
    return len(told & {"title", "subject"}) > 0 and bool(
        told & {"decision maker", "key decision", *DECIDED_ON}
    )


def _from_the_first(
    blocks: Sequence[Block], found: list[tuple[int, Kind]], *, sure: bool
) -> list[tuple[int, Kind]]:
    """Let the parts begin with the paper: what stands before the first is one of its own, or heads it."""
    if not found or found[0][0] > 0:
        before = blocks[: found[0][0] if found else len(blocks)]
        kind = first_kind(before, sure=sure)
        if not sure and found and kind is Kind.OTHER and _only_heads(before):
            found[0] = (0, found[0][1])
        else:
            found.insert(0, (0, kind))
    return found


def _only_heads(before: Sequence[Block]) -> bool:
    """Tell whether what stands before a part only heads it: a page's number, the council, a web page's title."""
    return len(before) <= 2 * _COVER and all(b.words <= _SHORT and b.form is not Form.ROW for b in before)


def _same_form_again(blocks: Sequence[Block], at: int, found: Sequence[tuple[int, Kind]]) -> bool:
    """Tell whether a page opens with the very title that an earlier part opened with: one form after another."""
    block = blocks[at]
    if block.gap < PAGE_GAP or not 2 <= block.words <= 8 or block.form is Form.ROW:
        return False
    pages = {blocks[first].lines[0].page for first, _ in found if blocks[first].text == block.text}
    return bool(pages) and block.lines[0].page - 1 not in pages  # on every page it is a running head


_OF_A_MEETING = {Kind.AGENDA, Kind.MINUTES, Kind.REPORT, Kind.DECISION_RECORD, Kind.SUPPLEMENT}


def sections(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Split a paper's blocks into sections, each with what it says of itself."""
    if not blocks:
        return ()
    marks = starts(blocks)
    ends = [first for first, _ in marks[1:]] + [len(blocks)]
    found = []
    for (first, kind), last in zip(marks, ends, strict=True):
        own = blocks[first:last]
        number = next((m[1] for b in own[:3] if (m := ITEM_STAMP.match(b.text))), None)
        if kind in _OF_A_MEETING and not (kind is Kind.MINUTES and of_one_item(own)):
            told = whole_fields(own) if kind is Kind.DECISION_RECORD else own
            committee = committee_of(told, kind)
            day = meeting_date(told, kind) or record_date(told, kind, committee)
        else:
            committee, day = meeting_addressed(own)
        found.append(
            Section(
                first=first,
                last=last,
                kind=kind,
                committee=committee,
                date=day,
                title=title_of(own, kind),
                agenda_number=number,
            )
        )
    return tuple(found)


def same_body(one: str, other: str) -> bool:
    """Tell whether two names mean one committee ("Children's Service Scrutiny Board (2)", without the s).

    >>> same_body("Coventry Health and Wellbeing Board", "Health and Well-Being Board")
    True
    >>> same_body("Scrutiny Board (2)", "Scrutiny Board (3)")
    False
    """
    a, b = (re.sub(r"[^a-z0-9 ]", "", name.lower().replace("&", "and")) for name in (one, other))
    if set(re.findall(r"\d+", a)) != set(re.findall(r"\d+", b)):
        return False
    a, b = (" ".join(w.rstrip("s") for w in name.split() if w not in {"the", "of", "and"}) for name in (a, b))
    return fuzz.token_set_ratio(a, b) >= 90 and fuzz.token_sort_ratio(a, b) >= 60
