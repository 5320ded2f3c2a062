"""Whether a title goes on in the line below it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.text.blocks import Block, Form
from ingest.text.decision_words import DECISION_WORDS
from ingest.text.fields import LABEL
from ingest.text.numbered import NUMBERED

_UNFINISHED = re.compile(
    r"(?:,|[-–—&/]|\b(?:and|or|of|for|the|a|an|in|on|at|to|by|from|with|between|before|after|under|over|into|per|its|their|held))$",
    re.IGNORECASE,
)
_LINE_WORDS = 14  # of the rest of a title, at most
_SAYS = re.compile(r"\b(?:has|have|had|was|were|is|are|will|would|said|noted|asked|reported|received)\b")
_MOST_LINES = 3  # more of a title
_ENDS = (".", ";", ":")


def whole_title(blocks: Sequence[Block], body: int, title: str) -> tuple[str, int]:
    """Give a title with the lines right below it, from block `body`, that it goes on in, and the first block after them."""
    first = body
    while body < len(blocks) and body - first < _MOST_LINES and goes_on(title, blocks[body]):
        title, body = f"{title} {blocks[body].text}", body + 1
    return title, body


def goes_on(title: str, below: Block) -> bool:
    """Tell whether a line right below a title is the rest of it: the title breaks off, or both are in capitals.

    "MEMBERS' ALLOWANCES: REPORT OF THE" over "INDEPENDENT PANEL".
    """
    text = below.text
    alone = (
        below.gap == 0 and len(below.lines) == 1 and below.words <= _LINE_WORDS and not below.lines[0].cells
    )
    if not alone or below.form is Form.LIST_ITEM or NUMBERED.match(text) or DECISION_WORDS.match(text):
        return False
    if title.count("(") > title.count(")"):
        return True
    if LABEL.fullmatch(text) or title.endswith(_ENDS):
        return False
    if _SAYS.search(text):
        return False  # a sentence
    broken = bool(_UNFINISHED.search(title)) or text[0].islower()
    return broken or (title.isupper() and text.isupper() and below.form is Form.HEADING)
