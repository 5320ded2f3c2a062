"""The path from pages to all that is understood of a paper. Pure.

pages → lines → blocks → sections → parts, items, resolutions, recommendations → passages
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from ingest.errors import EmptyPaper
from ingest.papers import Kind, Page, Paper, Part, Passage, ReadPaper, Sketch, Span
from ingest.structure.agenda import file_parts
from ingest.structure.contents import Found, read_part
from ingest.structure.likeness import sketch
from ingest.structure.parts import Section, sections
from ingest.structure.status import status
from ingest.text.acronyms import acronyms
from ingest.text.blocks import Block, blocks, spans
from ingest.text.captions import captioned
from ingest.text.fields import LABEL
from ingest.text.lines import lines, plain

_REST_OF_LABEL = 2  # words


def read_structure(
    pages: Sequence[Page],
    *,
    file_name: str,
    path: str,
    sha256: str,
    paginated: bool,
) -> ReadPaper:
    """Understand a paper: split it into parts, and each part into items, decisions and passages.

    Raises:
        EmptyPaper: there is nothing to read on its pages.

    """
    every = captioned(_whole_labels(blocks(lines(pages))))
    if not every:
        raise EmptyPaper(file_name, "holds no words. Download it again, or leave it out.")
    page_text = {page.number: page.text for page in pages}
    filed = file_parts(every, sections(every))
    parts = _titled([_part(n, *one, every, pages) for n, one in enumerate(filed, 1)], every, file_name)
    own = [every[section.first : section.last] for section, _ in filed]
    found = [read_part(part, some, page_text) for part, some in zip(parts, own, strict=True)]
    paper = Paper(
        id=sha256[:12], sha256=sha256, file_name=file_name, path=path, title=parts[0].title,
        kind=parts[0].kind if len(parts) == 1 else Kind.PACK, committee=parts[0].committee, date=parts[0].date,
        page_count=len(pages) if paginated else 0, paginated=paginated,
    )  # fmt: skip
    resolved = enumerate((r for f in found for r in f.resolutions), 1)
    return ReadPaper(
        paper=paper,
        pages=tuple(pages),
        parts=tuple(parts),
        items=tuple(i for f in found for i in f.items),
        resolutions=tuple(replace(r, ordinal=n) for n, r in resolved),
        recommendations=tuple(r for f in found for r in f.recommendations),
        passages=tuple(_number(paper, parts, found)),
        acronyms=acronyms(block.text for block in every),
        motions=tuple(m for f in found for m in f.motions),
        actions=tuple(a for f in found for a in f.actions),
        references=tuple(r for f in found for r in f.references),
        attendance=tuple(a for f in found for a in f.attendance),
        sketches=tuple(
            Sketch(part=p.number, hashes=sketch(some)) for p, some in zip(parts, own, strict=True)
        ),
    )


def _whole_labels(every: Sequence[Block]) -> tuple[Block, ...]:
    """Put a label that a narrow column broke ("Decision" over "maker") into one block."""
    found: list[Block] = []
    for block in every:
        last = found[-1] if found else None
        broken = last and LABEL.fullmatch(last.text) and block.gap == 0 and block.words <= _REST_OF_LABEL
        if last and broken and len(block.lines) == 1 and block.text[:1].islower():
            found[-1] = replace(last, lines=(*last.lines, *block.lines))
        else:
            found.append(block)
    return tuple(found)


def _part(
    number: int, section: Section, agenda_item: str | None, every: Sequence[Block], pages: Sequence[Page]
) -> Part:
    own = every[section.first : section.last]
    (first, *_), (*_, last) = spans(own[:1]), spans(own[-1:])
    return Part(
        number=number,
        kind=section.kind,
        committee=section.committee,
        date=section.date,
        title=section.title,
        agenda_item=agenda_item,
        span=Span(page=first.page, start=first.start, end=last.end),
        last_page=last.page,
        status=status(own, _furniture(pages, first.page, last.page), kind=section.kind),
    )


def _furniture(pages: Sequence[Page], first: int, last: int) -> list[str]:
    """Give the running heads and feet of pages `first` to `last`, each once: a watermark "DRAFT" is one."""
    own = (page for page in pages if first <= page.number <= last)
    found = (page.text[at:].partition("\n")[0] for page in own for at in page.furniture)
    return list(dict.fromkeys(plain(text) for text in found))


def _titled(parts: list[Part], every: Sequence[Block], file_name: str) -> list[Part]:
    """Give a paper of one part that has no head of a meeting the title that is most like its file's name."""
    if len(parts) > 1 or not (parts[0].kind in _UNTITLED or _of_one_item(parts[0])):
        return parts
    return [replace(parts[0], title=paper_title(every, file_name))]


def _of_one_item(part: Part) -> bool:
    """Tell whether a part is a page of minutes that names neither committee nor day."""
    return part.kind is Kind.MINUTES and not part.committee and not part.date


_UNTITLED = frozenset({Kind.OTHER, Kind.ANNUAL_REPORT})


def _number(paper: Paper, parts: Sequence[Part], found: Sequence[Found]) -> Iterator[Passage]:
    """Give each passage its id: the file's hash, its page, its place on the page."""
    ordinal, page = 0, 0
    for part, yields in zip(parts, found, strict=True):
        filed = (
            None if part.kind is Kind.MINUTES else part.agenda_item
        )  # "3. Minutes" of the next agenda is no minute
        for item, draft in yields.passages:
            ordinal = ordinal + 1 if draft.spans[0].page == page else 1
            page = draft.spans[0].page
            yield Passage(
                id=f"{paper.id}-{page:04d}-{ordinal:04d}",
                paper_id=paper.id,
                part=part.number,
                role=draft.role,
                text=draft.text,
                spans=draft.spans,
                headings=draft.headings,
                columns=draft.columns,
                item=item or filed,
            )


def paper_title(every: Sequence[Block], file_name: str) -> str:
    """Give the title of a paper that is no meeting's: the early line that is most like the file's name."""
    stem = re.sub(r"[-_.]+", " ", PurePath(file_name).stem)
    stem = re.sub(r"\b(\d{4}) (\d{2})\b(?! \d)", r"\1-\2", stem)
    words = {w for w in stem.lower().split() if not w.isdigit() or len(w) == 4}
    best, score = stem, 0.5
    for block in every[:80]:
        text = block.text
        if not 2 <= len(text.split()) <= 16:
            continue
        own = {w for w in re.split(r"[^a-z0-9]+", text.lower()) if w}
        alike = len(words & own) / max(len(words), 1) - 0.02 * len(own - words)
        if alike > score:
            best, score = text, alike
    return best[0].upper() + best[1:]
