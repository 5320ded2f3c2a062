"""What a report recommends. Pure. A recommendation is never stored as a decision."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.papers import Clause, Recommendation
from ingest.structure.bodies import BODY
from ingest.structure.clauses import clause, clauses_after
from ingest.text.blocks import Block, Form, spans

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

_LABEL = re.compile(r"^\W*recommendations?(?:\(s\))?\s*:\s*(?=\w)", re.IGNORECASE)
_CLAUSE = re.compile(r"^(?:To|That)\s+\w")


def recommendations(
    blocks: Sequence[Block],
    *,
    part: int,
    committee: str | None,
    page_text: dict[int, str],
    named_only: bool = False,
) -> tuple[tuple[int, int, Recommendation], ...]:
    """Find a report's recommendations as (first block, end, recommendation), one for each body asked.

    They stand under a heading "Recommendations", as "The Board is recommended to:" with a list, as a sentence
    ("The Board is asked to note …"), or as the bare list. `named_only`: only where the words name a body.
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
        last = _end(blocks, at, under=under)
        to = _TO.match(_LABEL.sub("", block.text)) if last > at else None
        if last == at or (named_only and not (to and BODY.search(to["to"]))):
            at += 1
            continue
        found.append(
            (at, last, _recommendation(blocks[at:last], part, to["to"] if to else committee, page_text))
        )
        at = last
    return tuple(found)


def _end(blocks: Sequence[Block], at: int, *, under: bool) -> int:
    """Give where a recommendation that starts at `at` ends; `at` where none starts."""
    block = blocks[at]
    text = block.text.rstrip()
    stem = block.form is not Form.ROW and bool(_STEM.search(text))
    if stem and (under or _LABEL.match(text) or text.endswith((":", " to", ":-"))):
        last = clauses_after(blocks, at + 1) if not text.endswith(".") else at + 1
        if last == at + 1 and _half(blocks, at):
            return at + 2  # its first line is bold, the rest is not
        return _clauses_in_prose(blocks, at + 1) if last == at + 1 and text.endswith(":") else last
    if under and block.form is Form.LIST_ITEM:
        return clauses_after(blocks, at)
    return at


def _half(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether the sentence that `at` starts goes on in the block directly below."""
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    return bool(below and not blocks[at].complete and below.form is Form.PARAGRAPH and below.gap == 0)


def _clauses_in_prose(blocks: Sequence[Block], at: int) -> int:
    """Give the end of clauses that are set as paragraphs: "To replace …", "That …", with what belongs to each.

    A line may stand over the first ("2025-26 Revenue Budget"). A heading of the next section ends them, and so
    does a paragraph that no clause leads into.
    """
    first = next((i for i in range(at, min(at + 2, len(blocks))) if _CLAUSE.match(blocks[i].text)), None)
    if first is None:
        return at
    end = first
    while end < len(blocks):
        block, above = blocks[end], blocks[end - 1]
        leads = not above.complete or above.text.rstrip().endswith(":")
        if not (_CLAUSE.match(block.text) or block.form is Form.LIST_ITEM or (leads and end > first)):
            break
        if block.form is Form.ROW or (block.form is Form.HEADING and block.level < 8):
            break
        end += 1
    return end


def _recommendation(
    own: Sequence[Block], part: int, to: str | None, page_text: dict[int, str]
) -> Recommendation:
    places = spans(own)
    if len(own) == 2 and own[1].form is Form.PARAGRAPH and own[1].gap == 0:  # one sentence, half of it bold
        clauses: tuple[Clause, ...] = (Clause(number=None, text=" ".join(b.text for b in own)),)
    else:
        listed = own[1:] if _STEM.search(own[0].text) and len(own) > 1 else own
        clauses = tuple(clause(b, "\n".join(line.raw for line in b.lines)) for b in listed)
    return Recommendation(
        part=part,
        to=(to or "").strip(),
        clauses=clauses,
        text="\n".join(page_text[s.page][s.start : s.end] for s in places),
        spans=places,
    )
