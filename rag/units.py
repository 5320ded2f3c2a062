"""Cut a passage into what can be quoted: sentences, list items, table rows. Pure; offsets are the passage's."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.papers import Page, Passage, Placed, Role
from ingest.text.blocks import Form, blocks, spans
from ingest.text.captions import LEVEL, captioned, is_under
from ingest.text.lines import lines, plain
from ingest.text.sentences import sentences
from rag.answers import Quote, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Characters `start` to `end` of a passage's text, its words plain, and the stem or heading it hangs on."""

    start: int
    end: int
    text: str
    form: Form
    lead: str
    cells: tuple[str, ...] = ()
    block: int = 0


_BARE_FIGURE = re.compile(r"^[£~]?\d[\d,.]*\s?(?:%|m|k|bn|million)?$", re.IGNORECASE)


@lru_cache(maxsize=4096)
def units(passage: Passage) -> tuple[Unit, ...]:
    """Give a passage's units in order. An item's `lead` is the stem above its list; else the last heading.

    A caption leads its table's rows only.
    """
    found: list[Unit] = []
    heading = passage.headings[-1] if passage.headings else ""
    stem = caption = ""
    figure: int | None = None
    page = Page(number=1, text=passage.text)
    width = len(passage.columns) if passage.role is Role.TABLE else 0
    for number, block in enumerate(captioned(blocks(lines([page], width=width), joined=True))):
        (place,) = spans([block])[:1]
        start, end = place.start, spans([block])[-1].end
        if _BARE_FIGURE.match(block.text):  # an infographic's figure, with what it counts below it
            figure = start if figure is None else figure
            continue
        caption = caption if is_under(block) else ""
        if block.form is Form.HEADING:
            if block.level == LEVEL:
                caption = block.text
            else:
                heading, stem = block.text, block.text if block.text.endswith(":") else ""
            found.append(Unit(start=start, end=end, text=block.text, form=block.form, lead="", block=number))
            continue
        cells = block.lines[0].cells
        if block.form is Form.ROW and sum(map(bool, cells)) > 1:
            found += _row(passage.text, start, end, cells, heading=caption or heading, block=number)
            continue
        if block.form is Form.LIST_ITEM:
            found.append(
                Unit(
                    start=start, end=end, text=block.text, form=block.form, lead=stem or heading, block=number
                )
            )
            continue
        stem = ""
        if figure is not None:
            start, figure = figure, None
        found += _prose(passage, start, end, heading=heading, block=number)
        if block.text.rstrip().endswith((":", ":-")):
            stem = found[-1].text
    return tuple(found)


# "Reablement. Short-term help …": a title that its paragraph runs on from, and no sentence
_RUN_IN = re.compile(
    r"(?!(?:He|She|It|They|We|I|This|That|Yes|No|None|Agreed|Noted|Resolved|There)\b)[A-Z][\w'’/&-]*(?: [\w'’/&()-]+){0,3}\."
)


def without_title(unit: Unit) -> str:
    """Give a unit's words without a title that its paragraph runs on from: that names nobody."""
    found = _RUN_IN.match(unit.text) if unit.form is Form.PARAGRAPH else None
    return unit.text[found.end() :].strip() or unit.text if found else unit.text


def _prose(passage: Passage, start: int, end: int, *, heading: str, block: int) -> list[Unit]:
    """Give a paragraph's sentences, or the lines of a list of those present; a title that it begins with leads them."""
    raw = passage.text[start:end]
    if passage.role is Role.ATTENDANCE:
        cut = [(m.start(), m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", raw)]
    else:
        cut = list(sentences(raw))
    texts = [" ".join(plain(raw[a:b]).split()) for a, b in cut]
    if len(cut) > 1 and passage.role is not Role.ATTENDANCE and _RUN_IN.fullmatch(texts[0]):
        heading = f"{heading}: {texts[0][:-1]}" if heading else texts[0][:-1]
        cut[:2], texts[:2] = [(cut[0][0], cut[1][1])], [f"{texts[0]} {texts[1]}"]
    return [
        Unit(start=start + a, end=start + b, text=text, form=Form.PARAGRAPH, lead=heading, block=block)
        for (a, b), text in zip(cut, texts, strict=True)
    ]


# Words of a list item; one with more and several sentences is read as prose: "(a) Councillor Ash said …".
_MOST_OF_ITEM = 40
_OWN = (Role.RESOLUTION, Role.RECOMMENDATION, Role.AGENDA_ITEM)  # whose items are told whole


@lru_cache(maxsize=4096)
def in_sentences(passage: Passage) -> tuple[Unit, ...]:
    """Give a passage's units with long list items in sentences: minutes and letters number their paragraphs.

    The `lead` of an item's later sentences is its first, with the stem above its list.
    """
    return tuple(one for unit in units(passage) for one in _sentences(passage, unit))


def _sentences(passage: Passage, unit: Unit) -> list[Unit]:
    if unit.form is not Form.LIST_ITEM or passage.role in _OWN or len(unit.text.split()) <= _MOST_OF_ITEM:
        return [unit]
    raw = passage.text[unit.start : unit.end]
    cut = list(sentences(raw))
    if len(raw[cut[0][0] : cut[0][1]].split()) == 1:  # its mark alone: "viii."
        cut[:2] = [(cut[0][0], cut[1][1])]
    stem = unit.lead if unit.lead.endswith(":") else ""
    found: list[Unit] = []
    for a, b in cut:
        text = " ".join(plain(raw[a:b]).split())
        lead = f"{found[0].text} {stem}".strip() if found else unit.lead
        start = unit.start + a if found else unit.start
        found.append(
            replace(unit, start=start, end=unit.start + b, text=text, form=Form.PARAGRAPH, lead=lead)
        )
    return found if len(found) > 1 else [unit]


_CELL = re.compile(r"[^\t|]+")
_MOST_WORDS = 30  # of a cell; one with more is read as prose


def _row(text: str, start: int, end: int, cells: tuple[str, ...], *, heading: str, block: int) -> list[Unit]:
    """Give a table's row; where a cell holds prose, its sentences too, led by the row's label."""
    prose = [c for c in cells if len(c.split()) > _MOST_WORDS]
    shown = [" ".join(c.split()[:_MOST_WORDS]) for c in cells if c]
    found = []
    if not prose or any(_BARE_FIGURE.match(c) for c in cells) or len(cells) - len(prose) > 2:
        row = " | ".join(shown) if prose else " ".join(plain(text[start:end]).split())
        found.append(
            Unit(start=start, end=end, text=row, form=Form.ROW, lead=heading, cells=cells, block=block)
        )
    label = next((c for c in cells if c and c not in prose), "")
    for cell in _CELL.finditer(text, start, end):
        if len(cell[0].split()) <= _MOST_WORDS:
            continue
        for a, b in sentences(cell[0]):
            words = " ".join(plain(cell[0][a:b]).split())
            at = cell.start() + a
            found.append(
                Unit(
                    start=at,
                    end=cell.start() + b,
                    text=words,
                    form=Form.PARAGRAPH,
                    lead=f"{heading} {label}".strip(),
                    block=block,
                )
            )
    return found


def shorten(text: str, *, words: int = 90) -> str:
    """Keep the first words of a text, with an ellipsis where some are left out."""
    kept = text.split()
    return text if len(kept) <= words else " ".join(kept[:words]) + " …"


def say(placed: Placed, unit: Unit, *, quoted: bool = True) -> Statement:
    """Say a unit as it stands, within quotation marks, or as an entry of a list."""
    shown = re.sub(r"^(?:[-*•●■▪◦‣]|o(?= [A-Z£\d]))\s+", "", unit.text)
    quote = Quote(placed=placed, start=unit.start, end=unit.end)
    return Statement(words=f"“{shown}”" if quoted else f"- {shown}", quotes=(quote,))
