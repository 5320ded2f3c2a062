"""From lines to blocks: headings, paragraphs, list items, table rows. Pure.

A sentence or a list item that a page break cuts in two becomes one block again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

from ingest.papers import Span
from ingest.text.decision_words import DECISION_WORDS, NARRATED
from ingest.text.fields import CAPTION, FIELD, LABEL, RECORD_FIELD, SHORT_FIELD
from ingest.text.lines import MARKER, Line, flowing, is_furniture
from ingest.text.numbered import (
    APPLICATION,
    ITEM_REF,
    LONE_NUMBER,
    NUMBERED,
    PARAGRAPH_NUMBER,
    SURE_NUMBERED,
    TITLE_START,
    counts,
    opens_section,
)

PAGE_GAP = 4  # a new page is as good as that many blank lines
_APPLICATION_WORDS = 22  # of such an item's title, at most, with its number
# An infographic's figure, alone on its line over what it counts: "14,870", "57%"; and no year, page or item's number
_BIG_FIGURE = re.compile(
    r"[£~]?(?:\d{1,3}(?:,\d{3})+|\d+\.\d+|\d{3,}(?<!(?:19|20)\d\d)|\d+(?=\s?%|\s?m\b))\s?(?:%|m|k|bn|million)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d\.$")
_SENTENCE_END = re.compile(r"""[.!?:;]["'”’)\]]*\d{0,2}$""")


class Form(Enum):
    """How a block is set on the page."""

    HEADING = auto()
    PARAGRAPH = auto()
    LIST_ITEM = auto()
    ROW = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of lines that belong together. `gap` counts the blank lines before it.

    `level` orders headings: 1–6 as in Markdown, 7 for numbered ones, 8 for bold ones, 9 for bare ones, 10 for captions (`captions`).
    """

    form: Form
    lines: tuple[Line, ...]
    gap: int
    level: int = 0
    after_blank_page: bool = False

    @property
    def text(self) -> str:
        """The words, plain, lines joined."""
        if len(self.lines) == 1:
            return self.lines[0].text
        return flowing(line.text for line in self.lines if line.text)

    @property
    def words(self) -> int:
        """How many words it has."""
        return sum(line.words for line in self.lines)

    @property
    def marker(self) -> str:
        """The list marker as printed ("1)", "(a)"), a bullet, or nothing."""
        found = MARKER.match(self.lines[0].raw)
        if not found:
            return ""
        return found["number"] or (found["bullet"] or "").strip()

    @property
    def numbered(self) -> bool:
        """Whether its list marker is a number or letter rather than a bullet."""
        return any(c.isalnum() for c in self.marker) and self.marker != "o"

    @property
    def complete(self) -> bool:
        """Whether its words end as a sentence or a list's stem does."""
        return bool(_SENTENCE_END.search(self.text))


def spans(blocks: Sequence[Block]) -> tuple[Span, ...]:
    """Give the place of consecutive blocks: one span where only blank lines stand between them."""
    found: list[Span] = []
    broken = False
    for line in (line for block in blocks for line in block.lines):
        if line.blank:
            broken |= bool(line.raw.strip())  # furniture between the halves of a sentence
        elif found and found[-1].page == line.page and not broken:
            found[-1] = Span(page=line.page, start=found[-1].start, end=line.end)
        else:
            found.append(line.span)
            broken = False
    return tuple(found)


def _is_list_item(line: Line) -> bool:
    if PARAGRAPH_NUMBER.match(line.text):
        return False
    found = MARKER.match(line.raw)
    if not found or not (found["bullet"] or found["number"]):
        return False
    number = found["number"] or ""
    # "5. Improved Better Care Fund" and "A. Smith" are not told apart by form: a full stop counts only
    # after a bullet, a digit or a lower-case letter.
    return bool(found["bullet"]) or not re.fullmatch(r"[A-Z]\.", number)


def _heading_level(line: Line, *, alone: bool, sure: bool) -> int:
    text = line.text
    if not re.search(r"[A-Za-z]{2}", text) or line.words > 30 or DECISION_WORDS.match(text):
        return 0
    if line.level:
        return line.level
    if line.cells:
        return 0
    found = (SURE_NUMBERED if sure else NUMBERED).match(text)
    if (
        found
        and alone
        and found["stop"] != ")"
        and line.words <= 14
        and text[-1] not in ".;,"
        and found["title"][0].isupper()
    ):
        return 7
    if _is_list_item(line) or text[-1] in ".;,":
        return 0
    if line.bold and line.words <= 20:
        return 8
    bare = alone and line.words <= 10 and text[0].isupper() and text[-1] not in ":–-"
    return 9 if bare and not FIELD.match(text) else 0


def blocks(lines: Sequence[Line], *, joined: bool = False, sure: bool = False) -> tuple[Block, ...]:
    """Group lines into blocks, in order; blank lines belong to none.

    Where `joined`, a line of one cell with nothing but empty ones after it may go on with an unfinished paragraph's line.
    Where `sure`, as what is withheld is cut: fewer things are numbers of items, and none goes on with a sentence.
    """
    found: list[Block] = []
    gap, after_blank_page, first_blank = 0, False, 0
    page = lines[0].page if lines else 0
    for at, line in enumerate(lines):
        turned, page = line.page != page, line.page
        if turned and found:
            gap = PAGE_GAP
        if line.blank:
            if gap < PAGE_GAP:
                gap = gap + 1 if not line.raw.strip() else min(gap, 1)  # a ruled line is no gap
            after_blank_page |= is_furniture(line)
            continue
        last = found[-1] if found else None
        form, level = _form(lines, at, last, gap=gap, joined=joined, sure=sure)
        if (
            last
            and form is Form.PARAGRAPH
            and _set_alike(last, line, gap=gap, sure=sure)
            and _runs_on(last, line, gap=gap, sure=sure)
            and (sure or not _by_itself(found, line))
        ):
            found[-1] = replace(last, lines=(*last.lines, *lines[first_blank:at], line))
        else:
            found.append(
                Block(form=form, lines=(line,), gap=gap, level=level, after_blank_page=after_blank_page)
            )
        gap, after_blank_page, first_blank = 0, False, at + 1
    return tuple(found)


def _form(
    lines: Sequence[Line], at: int, last: Block | None, *, gap: int, joined: bool, sure: bool
) -> tuple[Form, int]:
    """Tell what a line below the block `last` is, and its level as a heading, else 0."""
    line = lines[at]
    alone = (at == 0 or lines[at - 1].blank) and (at + 1 == len(lines) or lines[at + 1].blank)
    alone |= not sure and at + 1 < len(lines) and opens_section(line.text, lines[at + 1].text)
    level = _heading_level(line, alone=alone, sure=sure)
    if level == 8 and gap == 0 and last and (_bold_clause(last) or (not sure and _cut_in_bold(last, line))):
        level = 0  # the next line of what is set in bold: a list entry, the end of a paragraph
    if line.cells and not (joined and gap == 0 and last and _goes_on(last, line)):
        return Form.ROW, level
    if level:
        return Form.HEADING, level
    return (Form.LIST_ITEM if _is_list_item(line) else Form.PARAGRAPH), 0


def _by_itself(found: Sequence[Block], line: Line) -> bool:
    """Tell whether a line is an infographic's figure or stands below one; not where a sentence breaks before a figure."""
    last = found[-1]
    if len(last.lines) == 1 and _BIG_FIGURE.fullmatch(last.text):
        return True
    counted = len(found) > 1 and _BIG_FIGURE.fullmatch(found[-2].text)
    return bool(_BIG_FIGURE.fullmatch(line.text) and (last.complete or counted))


def _goes_on(last: Block, line: Line) -> bool:
    """Tell whether a line that ends in empty cells goes on with the paragraph above it."""
    single = bool(line.cells[0]) and sum(map(bool, line.cells)) == 1 and line.table is None
    text = last.form in {Form.PARAGRAPH, Form.LIST_ITEM}
    return single and text and not last.complete


def _bold_clause(block: Block) -> bool:
    text = block.form in {Form.LIST_ITEM, Form.PARAGRAPH}
    return text and not block.complete and all(line.bold for line in block.lines)


def _set_alike(last: Block, line: Line, *, gap: int, sure: bool) -> bool:
    """Tell whether a bold line may go on with the block above it: that is bold as well, or its sentence is cut."""
    alike = gap in {0, PAGE_GAP} and all(above.bold for above in last.lines)
    return not line.bold or alike or (gap == 0 and not sure and _cut_in_bold(last, line))


def _cut_in_bold(last: Block, line: Line) -> bool:
    """Tell whether a bold line goes on with a sentence that its paragraph began: "RESOLVED – That the report be" / "noted"."""
    return line.text[0].islower() and last.form in {Form.PARAGRAPH, Form.LIST_ITEM} and not last.complete


def _runs_on(last: Block, line: Line, *, gap: int, sure: bool) -> bool:
    """Tell whether `line` goes on with `last`: the next line of it, or the rest of a cut sentence."""
    if last.form not in {Form.PARAGRAPH, Form.LIST_ITEM}:
        return False
    number = PARAGRAPH_NUMBER.match(line.text)
    if number and (sure or gap > 0 or not counts(line.text[number.end() :], behind=last.lines[-1].text)):
        return False
    if LONE_NUMBER.match(last.text) and not line.text[0].islower():
        return False
    if LONE_NUMBER.match(line.text) and (gap > 0 or _numbers(line, last)):
        return False
    opens = _opens(line) or (not sure and bool(NARRATED.search(line.text)))
    if gap == 0 and last.complete and not line.text[0].islower() and opens:
        return False
    if gap == 0 and (_is_field(last, line) or (last.complete and CAPTION.match(line.text))):
        return False
    if gap == 0:
        return not _heads(last, line, sure=sure) and not ITEM_REF.fullmatch(last.lines[-1].text)
    marker = MARKER.match(line.raw)
    if last.complete or last.words <= 5 or (marker and (marker["number"] or marker["bullet"])):
        return False
    number = (SURE_NUMBERED if sure else NUMBERED).match(line.text)
    full_line = gap == PAGE_GAP and last.lines[-1].words >= 8 and not number
    return line.text[0].islower() or full_line


def _is_field(last: Block, line: Line) -> bool:
    """Tell whether a label stands above `line` or is it, below words that are complete; or both are fields."""
    above = last.lines[-1].text
    if RECORD_FIELD.match(line.text) or (len(last.lines) == 1 and LABEL.fullmatch(above)):
        return True
    field = len(last.lines) == 1 and bool(SHORT_FIELD.match(above))
    if field and SHORT_FIELD.match(line.text):
        return True
    return bool(LABEL.fullmatch(line.text)) and (field or bool(_SENTENCE_END.search(above)))


def _numbers(line: Line, last: Block) -> bool:
    """Tell whether a number below a finished sentence or a title is an item's: "… Regulations" may go on with "12."."""
    printed = line.text[-1] == "." or line.text[0].isalpha()
    return printed and not _YEAR.match(line.text) and (last.complete or last.text.isupper())


def _opens(line: Line) -> bool:
    """Tell whether a line below a finished sentence begins anew: a decision, or a title in capitals."""
    return bool(DECISION_WORDS.match(line.text)) or (line.words <= 20 and line.text.isupper())


def _heads(last: Block, line: Line, *, sure: bool) -> bool:
    """Tell whether `last` is a short line of its own over `line`: "17.03.5 Garden Waste Skip", "APOLOGIES"."""
    if not line.text[0].isupper():
        return False
    if last.text.isupper() and not line.text.isupper() and re.search(r"[A-Z]{4}", last.text):
        ends = last.text[-1] not in ".,;:–-" and not last.text.endswith((" THAT", " TO"))
        return last.words <= 20 and ends and not DECISION_WORDS.match(last.text)
    if len(last.lines) > 1:
        return False
    first = last.lines[0]
    if not sure and DECISION_WORDS.match(line.text) and NUMBERED.match(first.text) and first.text.isupper():
        return True  # "63. APPOINTMENTS", over "RESOLVED:"
    found = (SURE_NUMBERED if sure else NUMBERED).match(first.text)
    if found and (found["number"].count(".") > 1 or "/" in found["number"]):
        application = not sure and APPLICATION.search(first.text) and first.text[-1] not in ".,;:"
        return first.words <= (_APPLICATION_WORDS if application else 12)
    short = first.words <= 12 and first.text[-1] not in ".,;:" and len(first.text) < 0.75 * len(line.text)
    starts = found and (found["title"][0].isupper() if sure else TITLE_START.match(found["title"]))
    return short and bool(starts)
