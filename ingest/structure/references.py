"""Cross-references: minutes, items, decisions, meetings and rules that a text names. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from ingest.papers import Item, Pointer, Reference
from ingest.text.blocks import Block, Form
from ingest.text.dates import first_date
from ingest.text.running import Running

_DATE = (
    r"(?:\w+day,?\s+)?(?:the\s+)?\d{1,2}\s*(?:<sup>)?(?:st|nd|rd|th)?(?:</sup>)?\s+(?:of\s+)?\w+,?\s+\d{4}"
)
_PATTERNS: tuple[tuple[Pointer, re.Pattern[str]], ...] = (
    (Pointer.MINUTE, re.compile(r"(?:\b[Ff]urther\s+to\s+)?\b[Mm]inutes?\s+(?:[Nn]os?\.?\s*|[Nn]umber\s+|[Rr]ef(?:erence)?\.?\s+)?(?P<number>\d{1,4}(?:[./]\d{1,4}){0,2})(?:\s+(?:above|below))?(?:\s+refers)?")),
    (Pointer.ITEM, re.compile(r"\b(?:[Aa]genda\s+)?[Ii]tem\s+(?:[Nn]o\.?\s*)?(?P<number>\d{1,3}[a-z]?)\b(?!\s*\))|\b[Aa]genda\s+(?P<agenda>\d{1,3}[a-z]?)\b")),
    (Pointer.DECISION, re.compile(r"(?<![\d/])(?P<number>\d{2}/\d{4,6})(?![\d/])|\b[Dd]ecision\s+(?:[Nn]o\.?|[Nn]umber)\s*(?P<named>[\w/-]*\d[\w/-]*)")),
    (Pointer.MEETING, re.compile(rf"\bmeetings?\s+(?:held\s+)?(?:on|of)\s+(?P<number>{_DATE})")),
    (Pointer.RULE, re.compile(
        r"\b(?:[Pp]aragraphs?|[Ss]ections?|[Cc]lauses?|[Aa]rticles?|[Rr]ules?|[Ss]tanding\s+[Oo]rders?|[Pp]rocedure\s+[Rr]ules?|[sS]\.?)\s*(?P<number>\d+[A-Z]?(?:\.\d+)*(?:\s*(?:to|and|&|-)\s*[sS]?\.?\s*\d+(?:\.\d+)*)?)"
        r"(?=(?:[^.;]{0,30})\b(?:Constitution|Standing\s+Orders|Procedure\s+Rules|Act\s+\d{4}))|\bs(?P<short>\d{1,2}\.\d{1,3})\b|\b[Ss]tanding\s+[Oo]rders?\s+(?P<order>\d+(?:\.\d+)*)")),
    (Pointer.AMENDED, re.compile(r"\b(?:as\s+amended|subject\s+to\s+the\s+(?:following\s+)?amendments?)\b[^.;)\n]{0,80}")),
)  # fmt: skip


def references(
    blocks: Sequence[Block],
    *,
    part: int,
    item: Item | None,
    page_text: Mapping[int, str],
    pointers: Collection[Pointer] = tuple(Pointer),
) -> Iterator[Reference]:
    """Find what the words of an item point to, each place once."""
    seen: set[tuple[Pointer, str | None]] = set()
    for block in blocks:
        if block.form is Form.ROW:
            continue  # figures in tables look like numbers of decisions
        running = Running.of([block], page_text)
        for pointer, pattern in ((p, pattern) for p, pattern in _PATTERNS if p in pointers):
            for found in pattern.finditer(running.text):
                number = next((v for v in found.groupdict().values() if v), None)
                if pointer is Pointer.MEETING and not first_date(re.sub(r"</?sup>", "", number or "")):
                    continue
                number = " ".join(re.sub(r"</?sup>", "", number).split()) if number else None
                if number is not None and (pointer, number) in seen:
                    continue
                seen.add((pointer, number))
                yield Reference(
                    part=part, item=item, pointer=pointer, number=number, text=found[0],
                    spans=running.spans(found.start(), found.end()),
                )  # fmt: skip
