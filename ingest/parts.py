"""Split a paper into its parts: agenda, minutes of an earlier meeting, reports, appendices. Pure.

General marks only: how minutes name themselves, the field block that heads a report ("To:", "Subject:",
"Ward(s) affected:"), a page left blank for printing, "Agenda Item 8", "Appendix 2".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from ingest.blocks import FIELD, NUMBERED, PAGE_GAP, Block, Form
from ingest.dates import dates, first_date
from ingest.papers import Kind

BODY = re.compile(
    r"\b(?:board|committee|sub-?committee|panel|cabinet|council|commission|forum|assembly|executive|"
    r"authority|partnership|pwyllgor|cyngor)\b",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"^(?:[A-Z][\w ,'&()-]{0,60}\s)?(?:draft\s+)?minutes\s+of\s+(?:the\s+|a\s+|an\s+)?(?:[\w-]+\s+){0,3}?(?:meeting|proceedings)\b|^minutes$",
    re.IGNORECASE,
)
_ATTENDANCE = re.compile(
    r"^\W*(?:present|in attendance|attendance|members present|also present|apologies|councillors present)\b",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WEEKDAY_DATE = re.compile(rf"\b{_WEEKDAY}\s*,?\s*(?:the\s+)?(\d{{1,2}}.{{3,24}}?\d{{4}})", re.IGNORECASE)
_TRAILING_DATE = re.compile(
    rf"\s*(?:[-–—,:]|\bon\b|\()\s*(?:{_WEEKDAY}\s*,?\s*)?(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+\w+\s*,?\s+\d{{4}}.*$",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"^(?:to:?\s+)?(?:all\s+)?(?:members|councillors)\s+of\s+(?:the\s+)?|^to:\s*", re.IGNORECASE
)
_RECORD = re.compile(
    r"\brecord of (?:an? )?(?:[\w-]+ ){0,3}decisions?\b|\bdecision (?:record|notice)\b", re.IGNORECASE
)
_TAKEN_BY = re.compile(r"^(?:decision (?:to be )?taken by|decision[- ]maker)\b[:\s]*", re.IGNORECASE)
_LETTER = re.compile(r"^dear (?:member|councillor|colleague|all)", re.IGNORECASE)
_HELD = re.compile(r"\b(?:held|commencing|at)\b", re.IGNORECASE)
_MINUTES_OF = re.compile(
    r"minutes of (?:the |a |an )?(?:[\w-]+ ){0,3}?(?:meeting|proceedings) of (?:the )?(?P<body>.+?)(?=\s+held\b|\s+on\b|\s*,|\s+at \d|$)",
    re.IGNORECASE,
)
_REPORT_FIELDS = re.compile(
    r"^(?:to|from|date|subject|title|report title|report of|report by|report to|report author|"
    r"name of cabinet member|cabinet member|portfolio holder|director approving submission.*|"
    r"wards?(?:\(s\))?(?: affected)?|is this a key decision|key decision|classification|"
    r"electoral divisions?(?:\(s\))?|decision (?:number|no)|lead (?:officer|member|director)|"
    r"executive summary|contact officer|past pathway.*|future pathway.*|purpose of (?:the )?report|status)$",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"^(?:subject|title|report title|report of|report by)$", re.IGNORECASE)
_AGENDA_ITEM = re.compile(r"^agenda item(?: no\.?)?:?\s*(\d{1,3}[a-z]?)$", re.IGNORECASE)
_APPENDIX = re.compile(
    r"^(?:appendix|annex|annexe)\s+(?:[A-Z]|\d{1,2}|one|two|three|four|five|six)\b", re.IGNORECASE
)
_ANNUAL = re.compile(r"\bannual (?:report|review)\b|\blocal account\b", re.IGNORECASE)
_AGENDA_WORDS = re.compile(
    r"^\W*(?:\d{1,3}[.)]?\s*)?(?:welcome|apologies|declarations?\b|minutes|any other|public business|agenda\b|time and date|questions)",
    re.IGNORECASE,
)
_COUNCIL = re.compile(
    r"^[A-Z][\w' -]+ (?:city|county|borough|district|parish|town)? ?council$", re.IGNORECASE
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


def clean_body(name: str) -> str:
    """Give a committee's name without the date, the salutation or the capitals it is printed with.

    >>> clean_body("CORPORATE PARENTING PANEL– 29 October 2024"), clean_body("All Members of the County Council")
    ('Corporate Parenting Panel', 'County Council')
    """
    name = _ADDRESSED.sub("", _TRAILING_DATE.sub("", name.strip())).strip(" .,:–-")
    if name.isupper():
        small = {"and", "of", "the", "for", "in", "on"}
        name = " ".join(w.lower() if w.lower() in small else w.capitalize() for w in name.split())
    return name


def _field_of(block: Block) -> tuple[str, str]:
    """Give name and value of the field that a block is ("Subject", "Rents"), in a line or a table's row; or nothing."""
    if block.form is Form.ROW:
        name, *rest = [c for c in block.lines[0].cells if c] or [""]
        return (name[:-1].strip(), " ".join(rest)) if name.endswith(":") and len(name) < 60 else ("", "")
    found = FIELD.match(block.text)
    return (found["name"].strip(), found["value"].strip()) if found else ("", "")


def _field(block: Block) -> str:
    """Give the name of the field that a block starts with ("Subject"), or nothing."""
    return _field_of(block)[0]


def _starts_minutes(blocks: Sequence[Block], at: int) -> bool:
    text = blocks[at].text
    if not _MINUTES.search(text) or len(text) > 300 or NUMBERED.match(text):
        return False
    near = blocks[at : at + 12]
    if not any(_ATTENDANCE.match(line.text) for block in near for line in block.lines):
        return False
    return bool(_HELD.search(text) or any(first_date(b.text) for b in near[:4]))


def _starts_report(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a report's field block starts at `at`: a subject and two fields more, close together."""
    if not _REPORT_FIELDS.match(_field(blocks[at])):
        return False
    names = {_field(b).lower() for b in blocks[at : at + 14]}
    fields = {name for name in names if _REPORT_FIELDS.match(name)}
    return any(_SUBJECT.match(name) for name in fields) and len(fields) >= 2


def _cover(blocks: Sequence[Block], at: int, floor: int, *, only_names: bool = False) -> int:
    """Walk back from a part's first sure line over the short lines that head it (council, "Briefing note")."""
    while at > floor and blocks[at].gap < 3 and not blocks[at].after_blank_page:
        above = blocks[at - 1]
        if only_names and not (_COUNCIL.match(above.text) or (BODY.search(above.text) and above.words <= 10)):
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


def starts(blocks: Sequence[Block]) -> list[tuple[int, Kind]]:
    """Find where parts start, with the kind that their first lines show."""
    found: list[tuple[int, Kind]] = []
    fields_until = 0
    for at, block in enumerate(blocks):
        floor = found[-1][0] + 1 if found else 0
        if _starts_minutes(blocks, at):
            first = _cover(blocks, at, floor, only_names=True)
            if found and found[-1][0] >= first - 2 and found[-1][1] is Kind.OTHER:
                first = found.pop()[0]
            found.append((first, Kind.MINUTES))
        elif (at == 0 or block.gap >= PAGE_GAP) and block.words <= 20 and _RECORD.search(block.text):
            found.append((at, Kind.DECISION_RECORD))
            fields_until = at + 20
        elif at >= fields_until and _starts_report(blocks, at):
            first = _cover(blocks, at, floor)
            if found and found[-1][0] >= first - 2 and found[-1][1] in {Kind.OTHER, Kind.ANNUAL_REPORT}:
                first = found.pop()[0]
            if not (found and found[-1][1] is Kind.REPORT and block.level and at - found[-1][0] < 60):
                found.append((first, Kind.REPORT))
            fields_until = at + 14
        elif _AGENDA_ITEM.match(block.text) or (block.after_blank_page and _new_after_blank_page(blocks, at)):
            near = " ".join(b.text for b in blocks[at : at + 2])
            found.append((at, Kind.ANNUAL_REPORT if _ANNUAL.search(near) else Kind.OTHER))
        elif block.level and block.gap >= 3 and block.level < 9 and _APPENDIX.match(block.text) and found:
            found.append((at, Kind.OTHER))
    if not found or found[0][0] > 0:
        found.insert(0, (0, _first_kind(blocks[: found[0][0] if found else len(blocks)])))
    return found


def _first_kind(blocks: Sequence[Block]) -> Kind:
    """Tell what a paper is that no part's mark opens: an agenda, minutes, a covering letter, or something else."""
    head = blocks[:60]
    first = [line.text for b in blocks[:6] for line in b.lines if line.text]
    if (
        any(BODY.search(text) for text in first[:3])
        and any(first_date(text) for text in first[:5])
        and any(re.match(r"^\W*(?:members )?present\b", text, re.IGNORECASE) for text in first[:12])
    ):
        return Kind.MINUTES
    if sum(bool(re.fullmatch(r"minutes:?", b.text, re.IGNORECASE)) for b in blocks) >= 2:
        return Kind.MINUTES  # a web page that gives agenda and minutes item by item
    if any(_LETTER.match(b.text) for b in blocks[:12]):
        return Kind.SUPPLEMENT
    signs = sum(bool(_AGENDA_WORDS.match(line.text)) for b in head for line in b.lines)
    dated = any(first_date(b.text) for b in head[:12])
    if signs >= 3 and dated:
        return Kind.AGENDA
    return Kind.ANNUAL_REPORT if any(_ANNUAL.search(b.text) for b in head[:12]) else Kind.OTHER


def _meeting_date(blocks: Sequence[Block], kind: Kind) -> date | None:
    """Give the date of the meeting from a part's first lines.

    For agendas and minutes the one with its weekday, or after "held"; a letter's own date comes last. For
    reports the one labelled Date.
    """
    head = [b.text for b in blocks[:14]]
    if kind is not Kind.REPORT:
        if found := _WEEKDAY_DATE.search(" ".join(head)):
            return first_date(found[1])
        for text in head[:4]:
            if re.search(r"\bheld\b", text, re.IGNORECASE) and first_date(text):
                return first_date(text)
    for at, block in enumerate(blocks[:14]):
        if _field(block).lower() in {"date", "date of meeting", "meeting date"}:
            return first_date(" ".join(head[at : at + 2]))
    return next((d for text in head for d in dates(text)), None)


def _committee(blocks: Sequence[Block], kind: Kind) -> str | None:
    if kind is Kind.MINUTES:
        for block in blocks[:6]:
            if found := _MINUTES_OF.search(block.text):
                return clean_body(found["body"])
    if kind is Kind.DECISION_RECORD:
        return _decider(blocks)
    for block in blocks[:14]:
        name, value = _field_of(block)
        if name.lower() in {"to", "report to", "meeting", "committee"} and clean_body(value):
            return clean_body(value)
    for line in (line for block in blocks[:12] for line in block.lines):
        text = _TRAILING_DATE.sub("", line.text).strip()
        if not 0 < len(text.split()) <= 12 or first_date(text) or text[-1:] in ".:;" or _MINUTES.search(text):
            continue
        # "Anytown Borough Council" heads every paper; with a date beside it, or addressed, it is who meets.
        meets = bool(_ADDRESSED.match(text)) or text != line.text.strip() or kind is Kind.MINUTES
        if (
            BODY.search(text)
            and (meets or not _COUNCIL.match(text))
            and not re.search(r"\b(?:were|was|is|are|will)\b", text)
        ):
            return clean_body(text)
    return None


def _decider(blocks: Sequence[Block]) -> str | None:
    """Give who takes the decision that a record is of: what stands after or below "Decision taken by"."""
    for at, block in enumerate(blocks[:8]):
        if found := _TAKEN_BY.match(block.lines[0].cells[0] if block.lines[0].cells else block.text):
            rest = (block.lines[0].cells[0] if block.lines[0].cells else block.text)[found.end() :].strip()
            if rest:
                return clean_body(rest)
            below = blocks[at + 1] if at + 1 < len(blocks) else None
            if below:
                return clean_body(below.lines[0].cells[0] if below.lines[0].cells else below.text)
    return None


def _title(blocks: Sequence[Block], kind: Kind) -> str:
    for at, block in enumerate(blocks[:16]):
        if _SUBJECT.match(_field(block)):
            value = _field_of(block)[1]
            if not value and at + 1 < len(blocks):
                value = blocks[at + 1].text
            if value:
                return value
    if kind is Kind.MINUTES:
        named = next((b.text for b in blocks[:6] if _MINUTES.search(b.text)), "Minutes")
        return re.sub(r"^.*?(?=minutes of)|\s+(?:held|on|at)\b.*$", "", named, flags=re.IGNORECASE)[:160]
    shown = [
        b.text
        for b in blocks[:6]
        if not _COUNCIL.match(b.text) and not _AGENDA_ITEM.match(b.text) and re.search("[a-z]{3}", b.text)
    ]
    return shown[0].lstrip("■●•- ")[:160] if shown else ""


def sections(blocks: Sequence[Block]) -> tuple[Section, ...]:
    """Split a paper's blocks into sections, each with what it says of itself."""
    if not blocks:
        return ()
    marks = starts(blocks)
    ends = [first for first, _ in marks[1:]] + [len(blocks)]
    found = []
    for (first, kind), last in zip(marks, ends, strict=True):
        own = blocks[first:last]
        number = next((m[1] for b in own[:3] if (m := _AGENDA_ITEM.match(b.text))), None)
        told = kind in {Kind.AGENDA, Kind.MINUTES, Kind.REPORT, Kind.DECISION_RECORD, Kind.SUPPLEMENT}
        found.append(
            Section(
                first=first,
                last=last,
                kind=kind,
                committee=_committee(own, kind) if told else None,
                date=_meeting_date(own, kind) if told else None,
                title=_title(own, kind),
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
