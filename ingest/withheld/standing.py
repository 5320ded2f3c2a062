"""What a marking means where it stands: at the head of a paper or a page, in minutes, in an agenda, in a list. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.papers import Kind
from ingest.text.blocks import Block, Form
from ingest.text.dates import first_date
from ingest.text.decision_words import DECISION_WORDS
from ingest.text.fields import FIELD
from ingest.withheld.markings import (
    Marking,
    Says,
    bare_part_two,
    excludes_the_public,
    marking,
    names_an_appendix,
    plans_decisions,
)
from ingest.withheld.openings import ADDRESSED, Opening, fields_of

HEAD = 25  # blocks in which a paper says what it is
_PAGE_HEAD = 6  # blocks of a page that may mark it
_TOP = 3  # blocks that head a paper
LISTS = frozenset({Kind.AGENDA, Kind.SUPPLEMENT})  # papers that list other papers
_OPENS_A_REPORT = re.compile(
    r"^\W*(?:\d{1,2}(?:\.\d)?[.)]?\s*)?(?:purpose|(?:executive\s+)?summary|recommendations?|background|introduction|"
    r"key\s+(?:points|facts|issues)|details?|financial\s+implications|reasons?\s+for|options|proposals?|report\s+of)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(  # what an agenda says of itself below its items
    r"\bpublic\b.{0,80}\bexclu|\bexclu.{0,60}\bpublic|\bcontact\b|\bthis agenda\b|\blarge print\b|^members(?:hip)?\b|\bquorum\b|\bwebcast|\bfilm",
    re.IGNORECASE | re.DOTALL,
)
_ITEM = re.compile(
    r"^\W*\d{1,4}(?:[./]\d{1,4})*[.)]?\s+(?:[\w’'&,/-]+\s+){2}"
)  # minutes go on: "68. Staffing review (Exempt)"
_BODY = re.compile(
    r"\b(?:cabinet|committee|sub-?committee|executive|board|panel|commission|full\s+council|forum)\b",
    re.IGNORECASE,
)


def marking_at(every: Sequence[Block], at: int, own: Opening, *, paged: bool) -> Marking | None:
    """Tell what a block says of the paper it stands in, given what stands around it."""
    block = every[at]
    found = _said_by(block, " ".join(b.text for b in every[at + 1 : min(at + 3, own.last)]))
    if found is None:
        return _part_two(every, at, own)
    if (
        found.says is Says.MARKED
        and own.kind is Kind.MINUTES
        and at - own.first >= _TOP
        and _ITEM.match(block.text)
    ):
        found = replace(found, says=Says.PRIVATE_SECTION, reason="private part of a meeting")
    if found.says is Says.PUBLIC:
        return found
    if found.says is Says.PRIVATE_SECTION or own.kind in LISTS:
        heads = own.kind not in LISTS and at - own.first <= 3
        lists = own.kind is not Kind.MINUTES and not heads and not _opens_a_report(every, at, own)
        return None if lists else found
    if _of_another(every, at, own, found, paged=paged):
        return None
    in_head = at - own.first < HEAD
    if (block.form is Form.ROW and not in_head) or not (found.sure or in_head or opens_page(every, at)):
        return None
    return found


def _of_another(every: Sequence[Block], at: int, own: Opening, found: Marking, *, paged: bool) -> bool:
    """Tell whether a line marks some other paper than the one it stands in, or a matter that is only listed."""
    if excludes_the_public(every[at].text):  # minutes resolve to go on without the public, in public
        return own.kind is Kind.MINUTES or bool(DECISION_WORDS.match(every[at].text))
    if found.within:
        heads = _heads(every, at, own, within=found.within, paged=paged)
        return not (heads or appended(every, at, own))
    classified = found.reason.startswith("classified")
    return classified and any(plans_decisions(b.text) for b in every[own.first : own.first + _TOP])


def _part_two(every: Sequence[Block], at: int, own: Opening) -> Marking | None:
    """Read a bare "Part II": below a resolution to exclude the public, or in the head of a meeting's report."""
    if not any(bare_part_two(line.text) for line in every[at].lines):
        return None
    before = " ".join(b.text for b in every[max(own.first, at - 6) : at])
    if own.kind is Kind.MINUTES and excludes_the_public(before):
        return Marking(says=Says.PRIVATE_SECTION, reason="private part of a meeting")
    if own.kind in LISTS or own.kind is Kind.MINUTES or at - own.first > 8:
        return None
    around = " ".join(b.text for b in every[own.first : min(at + 6, own.last)])
    of_a_meeting = bool(_BODY.search(around)) and first_date(around) is not None
    if own.addressed >= 2 or _report_headings(every, at, own) >= 2 or of_a_meeting:
        return Marking(says=Says.MARKED, reason="private part of a meeting")
    return None


def _said_by(block: Block, following: str) -> Marking | None:
    """Read a block as a whole, then its lines: a marking may stand above an address in one block with it."""
    if found := marking(" ".join(block.text.split()), following=following):
        return found
    shown = [line for line in block.lines if line.text]
    if len(shown) == 1 and not shown[0].cells:
        return None  # it is the block, which was read
    for number, line in enumerate(shown):
        words = " ".join(c for c in line.cells if c) if line.cells else line.text
        told = "\t".join(c for c in line.cells if c) if line.cells else line.text
        begins = (
            number == 0
            or line.bold
            or words.isupper()
            or bool(FIELD.match(words))
            or len(shown[number - 1].text) < 60
        )
        rest = " ".join(other.text for other in shown[number + 1 : number + 3]) or following
        if begins and len(words.split()) <= 40 and (found := marking(told, following=rest)):
            return found
    return None


def opens_page(every: Sequence[Block], at: int) -> bool:
    """Tell whether a block is among the first of its page."""
    return at - page_top(every, at) <= _PAGE_HEAD


def page_top(every: Sequence[Block], at: int) -> int:
    """Give the first block of a block's page."""
    page = every[at].lines[0].page
    return next(i for i in range(at, -1, -1) if i == 0 or every[i - 1].lines[-1].page != page)


def appended(every: Sequence[Block], at: int, own: Opening) -> bool:
    """Tell whether a block is the title of an appendix that stands in the paper, rather than an entry of a list."""
    if at - own.first < _TOP or not names_an_appendix(every[at].text) or _listed(every, at):
        return False
    return at + 1 < own.last and every[at].form is Form.HEADING and every[at + 1].words > 8


def _heads(every: Sequence[Block], at: int, own: Opening, *, within: int, paged: bool) -> bool:
    """Tell whether a block is among the first of its paper, or of its page, and no entry of a list."""
    first = at - own.first < within or (
        paged and own.kind is not Kind.MINUTES and at - page_top(every, at) < 2
    )
    return first and not _listed(every, at)


def _listed(every: Sequence[Block], at: int) -> bool:
    beside = [every[i].text for i in (at - 1, at + 1) if 0 <= i < len(every)]
    return names_an_appendix(every[at].text) and any(map(names_an_appendix, beside))


def _opens_a_report(every: Sequence[Block], at: int, own: Opening) -> bool:
    """Tell whether what follows a marking is a report rather than an agenda's next items or its notes."""
    ahead = every[at + 1 : min(at + 16, own.last)]
    told = own.kind not in LISTS and any(b.words > 25 and not _NOTE.search(b.text) for b in ahead[:6])
    return len(ADDRESSED & set(fields_of(ahead[:8]))) >= 2 or _report_headings(every, at, own) >= 2 or told


def _report_headings(every: Sequence[Block], at: int, own: Opening) -> int:
    ahead = every[at + 1 : min(at + 16, own.last)]
    return sum(bool(_OPENS_A_REPORT.match(b.text)) for b in ahead if b.words <= 8)
