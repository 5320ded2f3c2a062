"""The meeting that an appendix or another paper without a form says it goes to, in its first lines. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ingest.structure.bodies import BODY, clean_body
from ingest.text.blocks import Block
from ingest.text.dates import DAYS_AND_MONTHS, first_date

_LINES = 7  # a cover's
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b\W*(?:the\s+)?", re.IGNORECASE)
_DAY = re.compile(
    rf"(?:{DAYS_AND_MONTHS.pattern})(?:\s*,?\s*\d{{4}})?|\b\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"^.*\s[-–—|:]\s+(?=\S)|^(?:(?:report|submitted|presented)\s+)?to:?\s+(?:the\s+)?", re.IGNORECASE
)
_NAME = re.compile(
    r"(?:[A-Z(][\w'’(),&./-]*|and|of|the|for|on|in|&)(?:\s+(?:[A-Z(][\w'’(),&./-]*|and|of|the|for|on|in|&|\d))*"
)
# "Meeting: 07/03/2022 - Audit Committee (Item 73)", as a web page of one item has it
_MEETING = re.compile(
    rf"^\W*(?:(?:decided at |made at )?meeting)\s*:\s*(?:{_DAY.pattern})\s*[-–—]\s*(?P<body>[^()]*{BODY.pattern}[^()]*?)\s*(?:\(item.*)?$|"
    rf"^\W*meeting of (?:the )?(?P<of>[^,()]*{BODY.pattern}[^,()]*),\s*(?:{_WEEKDAY.pattern})?(?:{_DAY.pattern}).{{0,30}}\(item\b.*$",
    re.IGNORECASE,
)
_LONGEST = 200  # characters of a line that names a meeting
_MENU = 45  # blocks, as many as a page's menu may set before its own words
_MOST_AFTER = 5  # words behind the date: "at 7.30 pm, CANCELLED"


def meeting_addressed(blocks: Sequence[Block]) -> tuple[str | None, date | None]:
    """Give committee and date of the meeting that a part's first lines name together; or neither.

    "To Cabinet – 30 January 2025", "Appendix 1 – County Council 13 March 2025", or the one line below the other.
    """
    every = [line.text.strip() for block in blocks[:_MENU] for line in block.lines]
    fields = [m for text in every if len(text) <= _LONGEST and (m := _MEETING.match(text))]
    if fields:
        return _one({(clean_body(m["body"] or m["of"]), first_date(m[0])) for m in fields})
    lines = every[:_LINES]
    named = (
        _named(line, lines[at - 1] if at else "") for at, line in enumerate(lines) if len(line) <= _LONGEST
    )
    return _one({one for one in named if one})


def _one(named: set[tuple[str, date | None]]) -> tuple[str | None, date | None]:
    """Give the one meeting that is named; of several, as in a timetable, none."""
    return next(iter(named)) if len(named) == 1 else (None, None)


def _named(line: str, above: str) -> tuple[str, date | None] | None:
    day, shown = first_date(line), _DAY.search(line)
    if not day or not shown or len(line[shown.end() :].split("(", maxsplit=1)[0].split()) > _MOST_AFTER:
        return None
    before = _WEEKDAY.sub("", line[: shown.start()]).rstrip(" -–—:,|(")
    body = _body(before or above)  # a date on a line of its own stands below who meets
    return (body, day) if body else None


def _body(text: str) -> str | None:
    """Give the committee that a text ends with, if that is a name and nothing else."""
    name = text
    while (found := _BEFORE.match(name)) and found.end():
        name = name[found.end() :]
    named = _NAME.fullmatch(name) or (re.fullmatch(r"[A-Z .&'()-]+", name))
    return clean_body(name) if named and len(name.split()) <= 9 and BODY.search(name) else None
