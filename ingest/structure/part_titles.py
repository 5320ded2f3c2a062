"""The title of a part: its subject field, how minutes name themselves, the heading over its fields, or its first words. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.papers import Kind
from ingest.structure.bodies import BODY, COUNCIL, NAME_WORDS, TRAILING_DATE
from ingest.structure.heads import (
    ITEM_STAMP,
    NAMES_MINUTES,
    SUBJECT,
    field_of,
    label_of,
    tabled_field,
    value_goes_on,
)
from ingest.structure.titles import whole_title
from ingest.text.blocks import Block, Form
from ingest.text.dates import first_date
from ingest.text.numbered import NUMBERED

_AUTHOR = re.compile(r"report (?:of|by)$", re.IGNORECASE)  # may tell the subject, or whose report it is
_OFFICE = re.compile(
    r"(?:the )?(?:[\w’'&,-]+ ){0,5}?(?:head|director|chief|officer|manager|executive|leader|cabinet member|portfolio holder|secretary|treasurer|clerk|solicitor)\b",
    re.IGNORECASE,
)
# What stands at a report's head and is not its title
_HEADS = re.compile(
    r"(?:joint )?report (?:of|by|from)\b|(?:report (?:of|by|to|author)|from|to|date(?: of [\w ]+)?|meeting(?: of| date)?|wards?\b.{0,20}|electoral division.{0,20}|responsible officer|(?:lead |report )?author|lead officer|cabinet member|portfolio(?: holder)?|key decision|classification|status|contact officer)\s*:|page \d+$|.*\?|(?:executive |report )?(?:summary|purpose|introduction|background|recommendations?)\b",
    re.IGNORECASE,
)
_RECORD_PAGE = re.compile(r"(?:issue|decision) details", re.IGNORECASE)  # how a web page heads every record
_CONTACT = re.compile(r"^dear\b|\b(?:ask for|direct dial|telephone|e-?mail|contact)\b\s*[:/]", re.IGNORECASE)


def title_of(blocks: Sequence[Block], kind: Kind) -> str:
    """Give a part's title: its subject field, how minutes name themselves, or its first words."""
    field = label_of if kind is Kind.DECISION_RECORD else tabled_field if kind is Kind.REPORT else field_of
    fields = [(at, *field(block)) for at, block in enumerate(blocks[:16])]
    subjects = [f for f in fields if SUBJECT.match(f[1])]
    for at, name, value in sorted(subjects, key=lambda f: bool(_AUTHOR.match(f[1]))):
        below = blocks[at + 1] if at + 1 < len(blocks) else None
        told = value
        if not value and below:
            told = below.text
        elif value and below and value_goes_on(below):
            told = f"{value} {below.text}"
        if told and _AUTHOR.match(name) and _OFFICE.match(told):
            return _headed(blocks[:9]) or told  # who reports, and no subject
        if told:
            return told
    if kind is Kind.REPORT and (over := _headed(blocks[:9])):
        return over
    if kind is Kind.MINUTES:
        named = next((b.text for b in blocks[:6] if NAMES_MINUTES.search(b.text)), "Minutes")
        return re.sub(
            r"^.*?(?=minutes? of)|(?:\s+(?:held|on|at)\b|\W+present\s*:).*$", "", named, flags=re.IGNORECASE
        )[:160]
    shown = [
        b.text
        for b in blocks[:6]
        if not COUNCIL.match(b.text)
        and not ITEM_STAMP.match(b.text)
        and not _CONTACT.search(b.text)
        and not _RECORD_PAGE.fullmatch(b.text)
        and not (kind is Kind.REPORT and _names_meeting(b.text))
        and re.search("[a-z]{3}" if kind is not Kind.AGENDA else "[A-Za-z]{3}", b.text)
    ]
    return re.sub(r"\s+(?:held\s+)?(?:on|at)$", "", shown[0].lstrip("■●•- "))[:160] if shown else ""


def _headed(head: Sequence[Block]) -> str | None:
    """Give the heading over a report's fields that is its title: no council, body, meeting, field or section."""
    for at, block in enumerate(head):
        text = block.text
        other = COUNCIL.match(text) or ITEM_STAMP.match(text) or _HEADS.match(text) or NUMBERED.match(text)
        named = first_date(text) or (block.words <= NAME_WORDS and BODY.search(text.split()[-1]))
        heads = block.form is Form.HEADING or text.isupper()
        if heads and block.words > 1 and not other and not named:
            return whole_title(head, at + 1, text)[0][:160]
    return None


def _names_meeting(text: str) -> bool:
    """Tell whether a line is a body and a day, and nothing else: "Cabinet, 14 October 2025"."""
    body = TRAILING_DATE.sub("", text).strip()
    return body != text.strip() and len(body.split()) <= NAME_WORDS and bool(BODY.search(body))
