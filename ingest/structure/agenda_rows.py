"""An agenda's items that are set in a table, or whose pages stand at their right. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.structure.item_numbers import LETTER
from ingest.text.blocks import Block

PAGES = re.compile(r"\s*\(\s*pages?\s+(?P<pages>[\d\s–\-to]+)\)", re.IGNORECASE)
_PAGES_OPEN = re.compile(r"\(\s*pages?\b", re.IGNORECASE)
_PAGES_END = re.compile(r"[-–\d\s]*(?:to)?[-–\d\s]*\)?")
_LONE = re.compile(r"\d{1,3}[a-z]?[.)]?", re.IGNORECASE)
_STOPPED = re.compile(r"\d{1,3}[a-z]?[.)]", re.IGNORECASE)
_ITEM_COLUMN = re.compile(r"(?:agenda )?(?:item|no)\b", re.IGNORECASE)
_TITLE_COLUMN = re.compile(r"\b(?:title|subject|business)\b", re.IGNORECASE)
# "LATE ITEMS To identify items …": what it is for, behind a title in capitals
_PURPOSE = re.compile(
    r"\s+(?:(?<=[A-Z]{3}\s)[A-Z][a-z]+[ ,]|(?<=[A-Za-z\d)]\s)To (?:agree|approve|comment|consider|examine|identify|note|receive|review|seek)\b).*$",
    re.DOTALL,
)
PAGE_CELL = re.compile(r"\d{1,4}(?:\s*(?:[-–]|to)\s*\d{1,4})?|[-–—]", re.IGNORECASE)
_MOST_BESIDE = 3  # cells beside an item's title: who leads, what for, its pages
# What an agenda tells of an item behind its title
_REPORTED = re.compile(r"(?:\s[-–—]|\.)\s*(?=[Rr]eport (?:of|by|from)\b)|(?<=[a-z)]{2})\.\s+(?=[A-Z])")


def agenda_row(block: Block) -> tuple[str, bool]:
    """Give an agenda's item that is set in a table: its number and title, and whether its pages stand in a column."""
    every = block.lines[0].cells
    cells = [c for c in every if c]
    columns = [*getattr(block.lines[0].table, "columns", ()), ""]
    listed = _ITEM_COLUMN.match(columns[0])
    if not (_STOPPED.match(cells[0]) or listed):
        return "", False  # a row of figures, or of names
    lone = _LONE.fullmatch(cells[0]) or (listed and LETTER.fullmatch(cells[0]))
    head = cells[:2] if lone else cells[:1]
    rest = cells[len(head) :]
    titled = next(
        (n for n, c in enumerate(columns) if n and _TITLE_COLUMN.search(c) and any(every[n : n + 1])), 0
    )
    if titled and len(head) > 1 and every[titled] not in head:  # behind the wards, or whether it is open
        head, rest = [head[0], every[titled]], [c for c in every[titled + 1 :] if c]
    head[-1] = _PURPOSE.sub("", head[-1])
    paged = bool(rest and (PAGE_CELL.fullmatch(rest[-1]) or _PAGES_OPEN.match(rest[-1])))
    if len(rest) > _MOST_BESIDE:
        return "", False
    return _REPORTED.split(" ".join(head), maxsplit=1)[0], paged


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What stands in the rows of an agenda's item whose pages are set at its right, over two lines or more."""

    title: str
    pages: str
    body: int


def pages_beside(blocks: Sequence[Block], at: int) -> Beside | None:
    """Read "4. Review of Bus Services and | (Pages 9" over "Improvement Plan | - 12)": the rest of the title, and the pages."""
    cells = [c for c in blocks[at].lines[0].cells if c]
    if len(cells) < 2 or not _PAGES_OPEN.match(cells[-1]):
        return None
    title, pages, body = "", cells[-1], at + 1
    while body < len(blocks) and body - at < _MOST_BESIDE and ")" not in pages:
        below = [c for c in blocks[body].lines[0].cells if c] or [blocks[body].text]
        if not _PAGES_END.fullmatch(below[-1]):
            return None
        title, pages, body = f"{title} {' '.join(below[:-1])}".strip(), f"{pages} {below[-1]}", body + 1
    found = PAGES.search(pages)
    return Beside(title=title, pages=" ".join(found["pages"].split()), body=body) if found else None
