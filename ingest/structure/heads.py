"""What a part says of itself in its first lines: committee, date, title, and the fields that head a report. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ingest.papers import Kind
from ingest.structure.bodies import (
    ADDRESSED,
    BODY,
    COUNCIL,
    NAME_WORDS,
    TRAILING_DATE,
    WEEKDAY,
    body_of_minutes,
    clean_body,
)
from ingest.text.blocks import Block, Form
from ingest.text.dates import dates, first_date
from ingest.text.decision_words import DECISION_WORDS
from ingest.text.fields import FIELD
from ingest.text.numbered import NUMBERED

_WEAK_BODY = re.compile(r"\b(?:partnership|authority)\W*$", re.IGNORECASE)
NAMES_MINUTES = re.compile(
    r"^(?:[A-Z][\w ,.'&()-]{0,60}\s)?(?:draft\s+)?minutes?\s+of\s+(?:the\s+|a\s+|an\s+)?(?:[\w-]+\s+){0,3}?(?:meeting|proceedings)\b|^minutes$|^cofnodion(?:\s+y)?\s+cyfarfod\b|"
    rf"^(?:draft\s+)?minutes?\s+of\s+(?:the\s+)?(?:[\w&,-]+\s+){{0,7}}?{BODY.pattern}|"
    rf"^at\s+an?\s+(?:[\w-]+\s+)?meeting\s+of\s+(?:the\s+)?(?:[\w&,()-]+\s+){{0,7}}?{BODY.pattern}",
    re.IGNORECASE,
)
_WEEKDAY_DATE = re.compile(rf"\b{WEEKDAY}\s*,?\s*(?:the\s+)?(\d{{1,2}}.{{3,24}}?\d{{4}})", re.IGNORECASE)
_CALLED = re.compile(
    rf"\bmeeting of\b.{{0,90}}?\bwill be held\b.{{0,240}}?{_WEEKDAY_DATE.pattern}", re.IGNORECASE
)
PRESENT = re.compile(
    r"^\W*(?:members |councillors )?(?:present|in attendance|sederunt|attendees|yn bresennol)\b",
    re.IGNORECASE,
)
_OFFICER = re.compile(
    r"^report (?:of|by|from)\b|\bchief executive\W*$|\bexecutive director\b|\bofficer\s*:", re.IGNORECASE
)  # who signs
_SITS = re.compile(r"\b(?:committee(?! (?:room|officer))|panel|board)\b", re.IGNORECASE)
_MEETING_OF = re.compile(r"(?:[A-Z][a-z]+ )?meeting of (?:the )?", re.IGNORECASE)
_PEOPLE = re.compile(
    r"(?:the )?(?:councillors?|cllrs?|members?)\b(?! of\b)", re.IGNORECASE
)  # who are named, not their body
_TAKEN_BY = re.compile(r"^(?:decision (?:to be )?taken by|decision[- ]maker)\b[:\s]*", re.IGNORECASE)
_HOLDER = re.compile(r"^(?:cabinet member|portfolio holder)\s*(?::\s*|$)", re.IGNORECASE)
SUBJECT = re.compile(r"^(?:subject|title|report title|report of|report by)$", re.IGNORECASE)
AGENDA_ITEM = re.compile(r"^agenda item(?: no\.?)?:?\s*(\d{1,3}[a-z]?)$", re.IGNORECASE)
# The same, and "ITEM 5" or "Agenda Item E", which stand so only at the top of a page; no withholding hangs on it.
ITEM_STAMP = re.compile(r"^(?:agenda )?item(?: no\.?)?:?\s*(\d{1,3}[a-z]?|(?-i:[A-Z]))$", re.IGNORECASE)
_BROKEN = re.compile(r"\b(?:borough|city|county|district|town|parish)$", re.IGNORECASE)  # "COUNCIL" is next

DECIDED_ON = {
    "date of decision", "decision date", "decided at meeting", "made at meeting", "date made", "date taken",
    "date decision made", "date decision taken", "date decision was made", "date decision was taken", "decision made on", "decision taken on",
}  # fmt: skip
# Over what they label in a record of decision, without a colon.
RECORD_LABELS = DECIDED_ON | {
    "subject",
    "decision maker",
    "decision number",
    "cabinet member",
    "portfolio holder",
}
_ROW_LABELS = RECORD_LABELS | {"title", "decision taken by", "decision to be taken by"}  # in a row, before it
# Before what they label in the same line, without a colon.
_LABELLED = re.compile(
    r"(?P<name>title|subject|decision[- ]maker|date of decision|decision date|key decision(?=\s+(?:yes|no)\b))\s+(?P<value>(?-i:[A-Z£\d]).{1,200})$",
    re.IGNORECASE,
)
# Before what they label in a table's row, without a colon.
_TABLED = re.compile(
    r"(?:committee|meeting|date(?: of meeting)?|title|subject|report (?:title|of|by|author|to)|cabinet member|portfolio holder|"
    r"lead (?:officer|member|director)|wards?(?:\(s\))?(?: affected)?|key decision|contact officer|classification|status)",
    re.IGNORECASE,
)


def field_of(block: Block, *, tabled: bool = False) -> tuple[str, str]:
    """Give name and value of the field that a block is ("Subject", "Rents"), in a line or a table's row; or nothing.

    `tabled`, also of a row of two cells without a colon, where the first is a label that heads reports.
    """
    if block.form is Form.ROW:
        name, *rest = [c for c in block.lines[0].cells if c] or [""]
        if tabled and len(rest) == 1 and _TABLED.fullmatch(name) and not _TABLED.fullmatch(rest[0]):
            return name, rest[0]
        return (name[:-1].strip(), " ".join(rest)) if name.endswith(":") and len(name) < 60 else ("", "")
    found = FIELD.match(block.text)
    return (found["name"].strip(), found["value"].strip()) if found else ("", "")


def label_of(block: Block) -> tuple[str, str]:
    """Give name and value of a field as `field_of` does, and of one that stands on a line over its value."""
    first, *below = (line.text for line in block.lines)
    if block.text.lower() in RECORD_LABELS:
        return block.text, ""
    if first.lower() in RECORD_LABELS:
        return first, " ".join(below)
    name, *values = [c for c in block.lines[0].cells if c] or [""]
    if block.form is Form.ROW and len(values) == 1 and name.lower() in _ROW_LABELS:
        return name, values[0]
    if (found := _LABELLED.match(block.text)) and block.form is not Form.ROW:
        return found["name"], found["value"]
    return field_of(block)


def labels(blocks: Sequence[Block]) -> int:
    """Count the blocks that are fields of a record of decision."""
    return sum(label_of(block)[0].lower() in RECORD_LABELS for block in blocks)


def tabled_field(block: Block) -> tuple[str, str]:
    """Give a field as `field_of` does, in a table's row without a colon too."""
    return field_of(block, tabled=True)


def field_name(block: Block, *, tabled: bool = False) -> str:
    """Give the name of the field that a block starts with ("Subject"), or nothing."""
    return field_of(block, tabled=tabled)[0]


def meeting_date(blocks: Sequence[Block], kind: Kind) -> date | None:
    """Give the date of the meeting from a part's first lines.

    For agendas and minutes the one with its weekday, or after "held"; a letter's own date comes last. For
    reports the one labelled Date.
    """
    head = [b.text for b in blocks[:14]]
    if kind is not Kind.REPORT:
        if kind is not Kind.MINUTES and (called := _CALLED.search(" ".join(head))):
            return first_date(called[1])  # a summons bears its own day too
        if found := _WEEKDAY_DATE.search(" ".join(head)):
            return first_date(found[1])
        for text in head[:4]:
            if re.search(r"\bheld\b", text, re.IGNORECASE) and first_date(text):
                return first_date(text)
    named = label_of if kind is Kind.DECISION_RECORD else tabled_field
    for at, block in enumerate(blocks[:14]):
        if named(block)[0].lower() in {"date", "date of meeting", "meeting date"} | DECIDED_ON:
            return first_date(" ".join(head[at : at + 2]))
    if kind is Kind.DECISION_RECORD:  # it names many a day; its own stands at the end, if at all
        return next((first_date(field_of(b)[1]) for b in blocks if field_name(b).lower() in DECIDED_ON), None)
    return next((d for text in head for d in dates(text)), None)


def record_date(blocks: Sequence[Block], kind: Kind, decider: str | None) -> date | None:
    """Give the day on which a record says that its decider takes the decision ("presented to Cabinet on …")."""
    if kind is not Kind.DECISION_RECORD or not decider:
        return None
    told = re.compile(
        rf"\b(?:presented|submitted|reported|considered|decision|taken|decided|go)\s+(?:to|by|at)\s+(?:the\s+)?"
        rf"{re.escape(decider)}\s+(?:meeting\s+)?on\s+(?P<day>.{{6,40}})",
        re.IGNORECASE,
    )
    found = (first_date(m["day"]) for block in blocks for m in told.finditer(block.text))
    return next((day for day in found if day), None)


def committee_of(blocks: Sequence[Block], kind: Kind) -> str | None:
    """Give the committee that a part is of or goes to, or, for a record of decision, who decides."""
    if kind is Kind.MINUTES:
        for block in blocks[:6]:
            if body := body_of_minutes(block.text):
                return body
    if kind is Kind.DECISION_RECORD:
        return _decider(blocks)
    for block in blocks[:14]:
        name, value = tabled_field(block)
        told = clean_body(value)
        names = told and len(told.split()) <= NAME_WORDS and (BODY.search(told) or not first_date(value))
        if (
            names
            and not _PEOPLE.match(told)
            and name.lower() in {"to", "report to", "meeting", "meeting of", "committee"}
        ):
            return told
    return _body_in_head(blocks, kind)


def _body_in_head(blocks: Sequence[Block], kind: Kind) -> str | None:
    """Give the body that a part's first lines name: for minutes one with the date beside it first, the council last."""
    council = weak = other = None
    head = [line for block in blocks[:12] for line in block.lines]
    for above, line in zip([None, *head], head, strict=False):
        if kind is Kind.MINUTES and PRESENT.match(line.text):
            break  # those who were there name bodies too: "Chief Executive"
        text = TRAILING_DATE.sub("", line.text).strip()
        if (
            not 0 < len(text.split()) <= 12
            or first_date(text)
            or DECISION_WORDS.match(text)
            or text.startswith(("That ", "To "))
            or text[0].islower()
            or ((_OFFICER.search(text) or _PLACE.match(text)) and not _SITS.search(text))
            or text[-1:] in ".:;"
            or NAMES_MINUTES.search(text)
            or (kind is Kind.MINUTES and NUMBERED.match(text))  # an item's title may name a body
            or (above and text.lower() == "council" and _BROKEN.search(above.text))
        ):
            continue
        # "Anytown Borough Council" heads every paper; with a date beside it, or addressed, it is who meets.
        called = ADDRESSED.match(text) or _MEETING_OF.match(text)
        meets = bool(called) or text != line.text.strip() or kind is Kind.MINUTES
        if (
            BODY.search(text)
            and (meets or not COUNCIL.match(text))
            and not re.search(r"\b(?:were|was|is|are|will)\b", text)
        ):
            dated = text != line.text.strip() and first_date(line.text) == meeting_date(blocks, kind)
            if kind is Kind.MINUTES and dated and not COUNCIL.match(text):
                return clean_body(text)  # and not a page's "Council and democracy"
            if COUNCIL.match(text):
                council = council or clean_body(_MEETING_OF.sub("", text))
            elif _WEAK_BODY.search(text):
                weak = weak or clean_body(text)  # who the board is of
            else:
                other = other or clean_body(text)
    return other or weak or council


def _decider(blocks: Sequence[Block]) -> str | None:
    """Give who takes the decision that a record is of: what stands after or below "Decision taken by", or who holds it."""
    return next((who for label in (_TAKEN_BY, _HOLDER) if (who := _told_by(label, blocks))), None)


def _told_by(label: re.Pattern[str], blocks: Sequence[Block]) -> str | None:
    for at, block in enumerate(blocks[:8]):
        text = block.lines[0].cells[0] if block.lines[0].cells else block.text
        own = block.lines[0].text if label is _HOLDER and len(block.lines) > 1 else text
        if found := label.match(own):
            told = label_of(block)[1]
            rest = text[found.end() :].strip() or (told if told[-1:] != ":" else "")  # and no label beside it
            below = blocks[at + 1] if at + 1 < len(blocks) else None
            if rest and below and _UNFINISHED.search(rest) and value_goes_on(below):
                rest = f"{rest} {below.text}"
            if rest:
                return clean_body(rest)
            if below:
                return clean_body(below.lines[0].cells[0] if below.lines[0].cells else below.text)
    return None


_UNFINISHED = re.compile(r"(?:,|\b(?:and|of|for|the))$")  # a title that its next line ends
_PLACE = re.compile(
    r"^(?:at a meeting )?held (?:at|in|on)\b|^(?:venue|location|place|contact|lleoliad|cyswllt)\s*:|^council (?:chamber|house|offices?)\b",
    re.IGNORECASE,
)


def value_goes_on(below: Block) -> bool:
    """Tell whether a line right below a subject is the rest of it, and not the next field."""
    short = below.gap == 0 and len(below.lines) == 1 and below.words <= 10
    return short and not below.lines[0].cells and not FIELD.match(below.text) and below.text[-1] not in ".:;"
