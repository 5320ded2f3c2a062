"""The fields that head a report: "To:", "Subject:", "Wards affected:", in lines or in a table. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from ingest.structure.heads import AGENDA_ITEM, SUBJECT, field_name
from ingest.text.blocks import Block, Form

_REPORT_FIELDS = re.compile(
    r"^(?:to|from|date|subject|title|report title|report of|report by|report to|report author|"
    r"name of cabinet member|cabinet member|portfolio holder|director approving submission.*|"
    r"wards?(?:\(s\))?(?: affected)?|is this a key decision|key decision|classification|"
    r"electoral divisions?(?:\(s\))?|decision (?:number|no)|lead (?:officer|member|director)|"
    r"executive summary|contact officer|past pathway.*|future pathway.*|purpose of (?:the )?report|status)$",
    re.IGNORECASE,
)
_MORE_FIELDS = {
    "committee",
    "meeting",
    "meeting of",
    "report to",
}  # that open a report, where no marking hangs on it
_BESIDE_THEM = {"meeting of", "date of meeting", "meeting date", "responsible officer", "report owner"}
_FIELDS = 3  # of a report that names no subject among them


def starts_report(blocks: Sequence[Block], at: int, *, tabled: bool) -> bool:
    """Tell whether a report's field block starts at `at`: a subject and two fields more, close together.

    `tabled`, also one that is set as a table, without colons, and only where no other report opens among them.
    """
    name = field_name(blocks[at], tabled=tabled)
    if not (_REPORT_FIELDS.match(name) or (tabled and name.lower() in _MORE_FIELDS)):
        return False
    own = blocks[at : at + 14]
    if tabled:
        own = tuple(takewhile(lambda b: b.form is Form.ROW or not AGENDA_ITEM.match(b.text), own))
    names = {field_name(b, tabled=tabled).lower() for b in own}
    fields = {n for n in names if _REPORT_FIELDS.match(n) or (tabled and n in _BESIDE_THEM)}
    if tabled and {"to", "from"} <= names and len(fields) >= _FIELDS:
        return True  # its title stands over them
    return any(SUBJECT.match(name) for name in fields) and len(fields) >= 2
