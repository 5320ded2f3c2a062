"""Exempt and confidential matter is taken out of a paper's pages before anything else reads them. Pure.

Where a paper marks itself, a page or a part as not for the public, those words are overwritten with blanks, so that
offsets on the page stay what they are. A marking counts for all that follows it until a paper begins that is public
beyond doubt: leaving out too much is put right by reading the file again, a leak is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.papers import Kind, Page, Withheld
from ingest.text.blocks import PAGE_GAP, Block, Form, blocks
from ingest.text.lines import lines, plain
from ingest.withheld.markings import Marking, Says, excludes_the_public, marking, paragraphs
from ingest.withheld.openings import Opening, fresh, openings
from ingest.withheld.standing import HEAD, LISTS, appended, marking_at, opens_page, page_top

_WORTH_A_LOOK = re.compile(
    r"exempt|confidential|not\s+(?:currently\s+)?(?:for|open|available|to\s+be)\b|restricted|private|schedule\s+(?:12|7)\s?A|part\s+(?:2|ii|two|b)\b"
    r"|in\s+confidence|in\s+committee|in\s+camera|sensitive|closed|privileged|protect\s*[-–—:]|\bonly\b|disclos|circulat|be\s+excluded|schedule\s+6"
    r"|eithri|cyfrinachol|gyfrinachol|g?c?yhoedd|atodlen|(?:\b\w\s+){6}",
    re.IGNORECASE,
)
_PAGE_FOOT = 3  # lines of a page's end that may mark it


@dataclass(frozen=True, slots=True)
class _Region:
    """Blocks `first` to `last` (exclusive) that are withheld, and why."""

    first: int
    last: int
    reason: str
    paragraph: str | None


def withhold(
    pages: Sequence[Page], *, heads: Sequence[str] = ()
) -> tuple[tuple[Page, ...], tuple[Withheld, ...]]:
    """Blank out what is not for the public; give the pages that are left to read, and what was withheld.

    `heads` are running heads and feet that stand on all pages and are not in their text.
    """
    for head in heads:
        if (told := marking(head)) and told.says is Says.MARKED and told.sure:
            whole = Withheld(
                first_page=1, last_page=pages[-1].number, paragraph=paragraphs(head), reason=told.reason
            )
            return tuple(map(_emptied, pages)), (whole,)
    if not any(_WORTH_A_LOOK.search(page.text) for page in pages):
        return tuple(pages), ()
    every = blocks(lines(pages, bare=False), sure=True)
    if not every:
        return tuple(pages), ()
    regions = _merged([*_regions(every, openings(every, pages), pages)])
    if not regions:
        return tuple(pages), ()
    cut = [_place(every, region, pages) for region in regions]
    return tuple(_blanked(page, cut) for page in pages), tuple(
        Withheld(
            first_page=start[0], last_page=_last_page(end), paragraph=region.paragraph, reason=region.reason
        )
        for region, (start, end) in zip(regions, cut, strict=True)
    )


def _regions(every: Sequence[Block], begun: Sequence[Opening], pages: Sequence[Page]) -> Iterator[_Region]:
    for number, own in enumerate(begun):
        for at in range(own.first, own.last):
            found = marking_at(every, at, own, paged=len(pages) > 1)
            if found is None or found.says is Says.PUBLIC:
                continue
            first = _where_it_begins(every, at, own, found, paged=len(pages) > 1)
            last = _where_it_ends(every, at, own, begun[number + 1 :], pages)
            yield _Region(first, last, found.reason, _paragraph(every, at))
    if len(pages) > 1:
        yield from _marked_pages(every, begun, pages)


def _where_it_begins(every: Sequence[Block], at: int, own: Opening, found: Marking, *, paged: bool) -> int:
    """Give the first block that a marking covers: the paper that it heads, from its title on."""
    if found.says is Says.MARKED:
        if appended(every, at, own):
            return at
        if paged and opens_page(every, at):
            return page_top(every, at)
        if found.reason.startswith("says of itself"):
            return own.first
    if at - own.first < (8 if own.kind in {*LISTS, Kind.MINUTES} else HEAD):
        return own.first
    first = at
    while first > own.first and at - first < 8:
        above, here = every[first - 1], every[first]
        if here.gap >= 3 or above.words > 20 or above.form is Form.LIST_ITEM or here.after_blank_page:
            break
        if found.says is Says.PRIVATE_SECTION or excludes_the_public(above.text):
            break
        first -= 1
    return first


def _where_it_ends(
    every: Sequence[Block], at: int, own: Opening, later: Sequence[Opening], pages: Sequence[Page]
) -> int:
    """Give the block at which a paper begins that is public beyond doubt; the end where there is none."""
    for other in later:
        same = not fresh(every, other.first, pages) and every[other.first].gap < PAGE_GAP
        if same and other.first - at <= 8 and all(b.words <= 20 for b in every[at + 1 : other.first]):
            continue  # the marking stands above the head of this very paper
        head = range(other.first, min(other.last, other.first + HEAD))
        said = {m.says for i in head if (m := marking_at(every, i, other, paged=len(pages) > 1))}
        if Says.MARKED in said:
            continue
        numbered = other.stamp is not None and other.stamp != own.stamp
        if (
            Says.PUBLIC in said
            or numbered
            or other.kind in {Kind.MINUTES, Kind.AGENDA}
            or (other.addressed >= 2 and fresh(every, other.first, pages))
        ):
            return other.first
    return len(every)


def _marked_pages(
    every: Sequence[Block], begun: Sequence[Opening], pages: Sequence[Page]
) -> Iterator[_Region]:
    """Withhold the pages whose running head, foot or first and last lines mark them, each for itself."""
    for page in pages:
        own = [i for i, b in enumerate(every) if b.lines[0].page == page.number]
        if not own:
            continue
        kind = next(o.kind for o in reversed(begun) if o.first <= own[0])
        rows = [plain(row) for row in page.text.split("\n") if row.strip()]
        moved = excludes_the_public(" ".join(rows[:4]))  # a motion whose lines are not a marking
        edges = [] if kind in LISTS else [*([] if moved else rows[:2]), *rows[-_PAGE_FOOT:]]
        shown = [*(plain(page.text[at:].partition("\n")[0]) for at in page.furniture), *edges]
        for text in shown:
            found = marking(text)
            if found and found.says is Says.MARKED and found.sure:
                yield _Region(own[0], own[-1] + 1, found.reason, paragraphs(page.text[:600]))
                break


def _paragraph(every: Sequence[Block], at: int) -> str | None:
    return paragraphs(" ".join(b.text for b in every[at : at + 3])) or paragraphs(
        " ".join(b.text for b in every[max(0, at - 2) : at])
    )


def _merged(regions: Sequence[_Region]) -> list[_Region]:
    merged: list[_Region] = []
    for region in sorted(regions, key=lambda r: (r.first, -r.last)):
        if merged and region.first <= merged[-1].last:
            last = merged[-1]
            merged[-1] = replace(
                last, last=max(last.last, region.last), paragraph=last.paragraph or region.paragraph
            )
        else:
            merged.append(region)
    return merged


Place = tuple[int, int]  # a page's number, and a character on it


def _place(every: Sequence[Block], region: _Region, pages: Sequence[Page]) -> tuple[Place, Place]:
    """Give where a region starts and ends on the pages; what stands above the first block of a page goes with it."""
    start = every[region.first].lines[0]
    alone = region.first == 0 or every[region.first - 1].lines[-1].page != start.page
    begin = (start.page, 0 if alone else start.start)
    if region.last >= len(every):
        return begin, (pages[-1].number + 1, 0)
    end = every[region.last].lines[0]
    fresh = every[region.last - 1].lines[-1].page != end.page
    return begin, (end.page, 0 if fresh else end.start)


def _last_page(end: Place) -> int:
    page, character = end
    return page if character else page - 1


def _blanked(page: Page, cut: Sequence[tuple[Place, Place]]) -> Page:
    text = page.text
    for (first, start), (last, end) in cut:
        if not first <= page.number <= last:
            continue
        begin = start if page.number == first else 0
        stop = end if page.number == last else len(text)
        text = text[:begin] + re.sub(r"[^\n]", " ", text[begin:stop]) + text[stop:]
    if text == page.text:
        return page
    if not text.strip():
        return _emptied(page)
    # A table's headings are words too.
    tables = tuple(t for t in page.tables if text[t.start : t.end] == page.text[t.start : t.end])
    return replace(page, text=text, tables=tables)


def _emptied(page: Page) -> Page:
    return replace(page, text="", furniture=frozenset(), bold=frozenset(), tables=())
