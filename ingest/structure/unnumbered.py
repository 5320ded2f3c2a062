"""Items that bear no number: headings with words under them, with a decision under them, or one item alone. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.structure.heads import PRESENT
from ingest.structure.item_numbers import TITLE_WORDS, Heading
from ingest.text.blocks import Block, Form
from ingest.text.dates import first_date
from ingest.text.fields import LABEL


def unnumbered(before: Sequence[Block], decided: Sequence[int]) -> tuple[Heading, ...]:
    """Find items that stand before the numbered ones: a heading with a decision under it ("Election of Chair").

    `decided` are the blocks at which decisions start.
    """
    found: dict[int, Heading] = {}
    for at in decided:
        above = next((i for i in range(at - 1, -1, -1) if before[i].form is Form.HEADING), None)
        if above is not None and not before[above].text.isupper():
            title = before[above].text.strip(" :")
            found[above] = Heading(first=above, body=above + 1, number=None, title=title)
    return tuple(found.values())


def titled(blocks: Sequence[Block]) -> tuple[Heading, ...]:
    """Find the items of minutes that number none: the headings with words under them, once those present are told."""
    start = next((at for at, b in enumerate(blocks) if any(PRESENT.match(line.text) for line in b.lines)), 0)
    heads = [
        at
        for at in range(start + 1, len(blocks) - 1)
        if blocks[at].form is Form.HEADING
        and blocks[at + 1].form is not Form.HEADING
        and not PRESENT.match(blocks[at].text)
        and not first_date(blocks[at].text[:40])
    ]
    level = min((blocks[at].level for at in heads), default=0)
    own = [at for at in heads if blocks[at].level == level]
    return tuple(
        Heading(first=at, body=at + 1, number=None, title=blocks[at].text.strip(" :"))
        for at in (own if len(own) > 1 else heads)
    )


def lone_item(blocks: Sequence[Block], decided: Sequence[int]) -> tuple[Heading, ...]:
    """Take minutes without numbers or headings, as of one item's page, for one item where they record a decision.

    `decided` are the blocks at which decisions start. Its title is its first line, if that is short and no sentence.
    """
    first = next(
        (at for at, b in enumerate(blocks) if any(PRESENT.match(line.text) for line in b.lines)), None
    )
    if not decided or first is not None:
        return ()
    title = blocks[0].text if decided[0] > 0 and blocks[0].words <= TITLE_WORDS else ""
    shown = "" if not title or LABEL.fullmatch(title) or title[-1] in ".;," else title.strip(" :")
    return (Heading(first=0, body=1 if shown else 0, number=None, title=shown),)
