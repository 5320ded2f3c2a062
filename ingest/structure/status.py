"""Draft or final: what a paper says of its own standing. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.papers import Kind, Status
from ingest.text.blocks import Block

_DRAFT = re.compile(
    r"^\W*draft\W*$|[(\[]\s*draft\s*[)\]]\W*$|^\W*(?:draft|unconfirmed|unapproved|provisional)\s+minutes\b|\bminutes\b.{0,60}\b(?:draft|unconfirmed|subject to (?:approval|confirmation|agreement))\b|"
    r"\bthese minutes (?:are|remain) (?:in )?(?:draft|unconfirmed|subject to)\b|^\W*(?:status|version)\s*:?\s*(?:\W*v?\d[\d.]*\s*)?draft\b|"
    r"^\W*draft\s+(?:report|document|version|v\.?\s?\d)\b|^\W*(?:report|document)\W+draft\W*$|\bdraft for (?:consultation|comment|discussion|approval)\b",
    re.IGNORECASE,
)
_FINAL = re.compile(
    r"^\W*final\W*$|^\W*(?:approved|confirmed|adopted|final)\s+minutes\b|\bminutes\b.{0,40}\((?:approved|confirmed|final)\)|"
    r"^\W*(?:status|version)\s*:?\s*(?:\W*v?\d[\d.]*\s*)?(?:final|approved|adopted)\b|^\W*final\s+(?:report|document|version)\b|^\W*(?:report|document)\W+final\W*$",
    re.IGNORECASE,
)
NOT_TAKEN = re.compile(
    r"\bforward plan\b|\bdecision due\b|\bfor determination\b|\bdecisions? to be (?:taken|made)\b(?!\s+by\s*:)|\bschedule of key decisions\b|\bscheme of delegation\b",
    re.IGNORECASE,
)
"""What says of a decision that it is still to be taken, or of a paper that it tells of such."""
_PROPOSED = re.compile(
    r"\bproposed (?:record of )?decision\b|\b(?:draft|proposed)\b.{0,30}\bdecision\b", re.IGNORECASE
)
# A line for signing that is filled in; "Signed ……" with nothing after it tells nothing.
_SIGNED = re.compile(
    r"^\W*(?:signed|signature|approved as a correct record)\b.{0,80}?\b\d{1,2}(?:st|nd|rd|th)?[ /.-]\w+[ /.-]\d{2,4}",
    re.IGNORECASE,
)


def status(blocks: Sequence[Block], furniture: Sequence[str], *, kind: Kind) -> Status | None:
    """Tell a part's standing from its first lines, its running heads and, for minutes, its signing line."""
    head = [line.text for block in blocks[:12] for line in block.lines if line.text]
    if kind is Kind.DECISION_RECORD:
        open_yet = any(_PROPOSED.search(text) or NOT_TAKEN.search(text) for text in head[:8])
        return Status.PROPOSED if open_yet else Status.FINAL
    marks = [*head, *furniture]
    if any(_DRAFT.search(text) for text in marks):
        return Status.DRAFT
    if any(_FINAL.search(text) for text in marks):
        return Status.FINAL
    if kind is Kind.MINUTES:
        tail = [line.text for block in blocks[-6:] for line in block.lines if line.text]
        if any(_SIGNED.search(text) for text in [*tail, *furniture]):
            return Status.FINAL
    return None
