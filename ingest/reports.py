"""What a report recommends. Pure. A recommendation is never stored as a decision."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.blocks import Block, Form, spans
from ingest.minutes import clause, clauses_after
from ingest.papers import Recommendation

_HEADING = re.compile(
    r"^(?:\d{1,2}(?:\.\d{1,2})?[.)]?\s+)?(?:draft |officer |proposed )?recommendations?(?:\(s\))?\s*:?$",
    re.IGNORECASE,
)
_STEM = re.compile(
    r"\b(?:is|are|be)\s+(?:therefore\s+)?(?:recommend(?:ed)?|asked|requested|invited)\b|^recommended\s+(?:that|to)\b|"
    r"\brecommends?\s+that\b|^it is (?:proposed|recommended)\b",
    re.IGNORECASE,
)
_TO = re.compile(
    r"^(?:[-*•]?\s*\d[\d.]*\s+)?(?:that\s+)?(?:members of\s+)?(?:the\s+)?(?P<to>[A-Z].{2,120}?)\s+(?:is|are)\s+(?:therefore\s+)?(?:recommend|asked|requested|invited)",
    re.IGNORECASE,
)


def recommendations(
    blocks: Sequence[Block], *, part: int, committee: str | None, page_text: dict[int, str]
) -> tuple[tuple[int, int, Recommendation], ...]:
    """Find a report's recommendations as (first block, end, recommendation), one for each body asked.

    They stand under a heading "Recommendations", as "The Board is recommended to:" with a list, as a sentence
    ("The Board is asked to note …"), or as the bare list.
    """
    found = []
    under = False
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if block.form is Form.HEADING and not _STEM.search(block.text):
            under = bool(_HEADING.match(block.text)) or (under and block.level == 9)
            at += 1
            continue
        if _HEADING.match(block.text):
            under, at = True, at + 1
            continue
        stem = bool(_STEM.search(block.text)) and block.form in {Form.PARAGRAPH, Form.LIST_ITEM, Form.HEADING}
        if stem and (under or block.text.rstrip().endswith((":", " to", ":-"))):
            last = clauses_after(blocks, at + 1) if not block.text.rstrip().endswith(".") else at + 1
        elif under and block.form is Form.LIST_ITEM:
            last = clauses_after(blocks, at)
        else:
            at += 1
            continue
        own = blocks[at:last]
        places = spans(own)
        listed = own[1:] if stem and len(own) > 1 else own
        to = _TO.match(block.text)
        recommendation = Recommendation(
            part=part,
            to=to["to"].strip() if to else committee or "",
            clauses=tuple(clause(b, "\n".join(line.raw for line in b.lines)) for b in listed),
            text="\n".join(page_text[s.page][s.start : s.end] for s in places),
            spans=places,
        )
        found.append((at, last, recommendation))
        at = last
    return tuple(found)
