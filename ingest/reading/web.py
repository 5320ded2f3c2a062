"""The door to HTML and to ModernGov's web service: pages and answers as text. Touches no network.

ModernGov's meeting pages set agenda text, "Decision:" and "Minutes:" under each item in a table that is there
for layout only; its web service (GetMeeting) gives the same as XML with HTML escaped inside, dates day first,
and a flag for items that are not public.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from ingest.errors import EmptyPaper, ExemptPaper, UnreadablePaper
from ingest.papers import Page, Withheld
from ingest.reading.runs import Cell, Run, page_of, tabled
from ingest.text.dates import first_date, long_date

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)
_DROPPED = (
    "script",
    "style",
    "nav",
    "header",
    "footer",
    "noscript",
    "template",
    "svg",
    "select",
    "button",
    "iframe",
)
FILE_SIZE = re.compile(
    r"[ \t]?\b(?:\w+ e?icon )?(?:PDF|DOCX?|XLSX?|PPTX?)[ \t]+[\d.]+[ \t]+[KM]B\b(?:/[\d.]+ [KM]B)?"
)  # of a linked file
"""What a web page of ModernGov sets behind the name of a file: its kind and its size."""
_HOLDS_LAYOUT = ["table", "h1", "h2", "h3", "h4", "h5", "h6"]
_ITEM_NUMBER = re.compile(r"^\d{1,3}[a-z]?\.?$")


def read_html(text: str, *, file_name: str) -> Page:
    """Read a web page's own words, without its navigation.

    Raises:
        EmptyPaper: there are none.
        UnreadablePaper: its tags are nested without end.

    """
    soup = BeautifulSoup(text, "lxml")
    for tag in soup.find_all(list(_DROPPED)):
        tag.decompose()
    named = soup.select_one("#modgov, #content, #main")
    body = soup.select_one("main") or soup.select_one("[role=main]") or named or soup.body
    try:
        runs = list(_runs(body if isinstance(body, Tag) else soup))
    except RecursionError as error:
        raise UnreadablePaper(
            file_name,
            "is nested too deeply for a web page of a council. Save the page anew, or leave it out.",
        ) from error
    return page_of(runs, file_name=file_name)


def _words(element: PageElement) -> str:
    text = element.get_text(" ") if isinstance(element, Tag) else str(element)
    return " ".join(FILE_SIZE.sub("", text).split())


def _is_block(tag: Tag) -> bool:
    return tag.name in _BLOCKS


def _runs(tag: Tag) -> Iterator[Run]:
    """Give the runs of a tag: its blocks each on its own, what stands between them as paragraphs."""
    loose: list[str] = []
    for child in tag.children:
        if isinstance(child, Tag) and (child.name in _BLOCKS or child.find(_is_block)):
            if words := " ".join(" ".join(loose).split()):
                yield Run(words)
            loose = []
            yield from _block(child)
        elif isinstance(child, Tag) and child.name == "br":
            loose.append(" ")
        elif isinstance(child, Tag) or type(child) is NavigableString:
            loose.append(_words(child) + (" " if not isinstance(child, Tag) or child.name != "sup" else ""))
    if words := " ".join(" ".join(loose).split()):
        yield Run(words, bold=_is_bold(tag))


def _is_bold(tag: Tag) -> bool:
    inner = "".join(_words(b) for b in tag.find_all(["b", "strong"]))
    return bool(inner) and len(inner.replace(" ", "")) >= 0.95 * len(_words(tag).replace(" ", ""))


def _block(tag: Tag) -> Iterator[Run]:
    if tag.name == "table":
        yield from _table(tag)
    elif re.fullmatch(r"h[1-6]", tag.name):
        if words := _words(tag):
            yield Run(words, bold=True)
    elif tag.name in {"ol", "ul"}:
        for number, item in enumerate(tag.find_all("li", recursive=False), 1):
            mark = f"{number}." if tag.name == "ol" else "•"
            for place, run in enumerate(_runs(item)):
                yield Run(f"{mark} {run.text}" if place == 0 else run.text, listed=True)
    else:
        yield from _runs(tag)


def _table(table: Tag) -> Iterator[Run]:
    """Give a table's rows with tabs between cells; a table for layout as what stands in its cells."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    held = [row.find_all(["td", "th"], recursive=False) for row in rows]
    heads = _head_rows(held)
    if heads and not any(cell.find(_HOLDS_LAYOUT) for cells in held for cell in cells):
        yield from tabled([[_cell(cell) for cell in cells] for cells in held], heads=heads)
        return
    for cells in held:
        yield from _row(cells)


def _head_rows(rows: Sequence[Sequence[Tag]]) -> int:
    """Count the rows of column headings, which are of nothing but <th>; none where items are listed."""
    heads = 0
    for cells in rows:
        named = [c for c in cells if _words(c)]
        if not named or any(c.name != "th" for c in named):
            break
        heads += 1
    listed = sum(bool(cells and _ITEM_NUMBER.match(_words(cells[0]))) for cells in rows)
    narrow = max((len(cells) for cells in rows), default=0) <= 2
    return heads if heads < len(rows) and not (narrow and 2 * listed >= len(rows)) else 0


def _cell(cell: Tag) -> Cell:
    across, down = (str(cell.get(name) or "1") for name in ("colspan", "rowspan"))
    return Cell(
        text=_words(cell),
        across=int(across) if across.isdecimal() else 1,
        down=int(down) if down.isdecimal() else 1,
    )


def _row(cells: Sequence[Tag]) -> Iterator[Run]:
    """Give a row of a table without headings: its cells, or where they hold paragraphs what stands in them."""
    held = [list(_runs(cell)) for cell in cells]
    if all(len(h) <= 1 and len(" ".join(r.text for r in h).split()) <= 60 for h in held):
        words = [h[0].text if h else "" for h in held]
        if len(words) == 2 and _ITEM_NUMBER.match(words[0]):
            yield Run(" ".join(words), bold=True)
        elif len(words) > 1:
            yield from tabled([[replace(_cell(c), text=w) for c, w in zip(cells, words, strict=True)]])
        elif any(words):
            yield Run(words[0])
        return
    flat = [run for h in held for run in h]
    if len(flat) > 1 and _ITEM_NUMBER.match(flat[0].text):  # "54." beside its title
        flat = [Run(f"{flat[0].text} {flat[1].text}", bold=True), *flat[2:]]
    yield from flat


def read_moderngov(data: bytes, *, file_name: str, restricted: bool = False) -> Page:
    """Read a GetMeeting answer of ModernGov's web service; items that are not public only if `restricted` is set.

    Raises:
        UnreadablePaper: it is not XML, or not such an answer.
        EmptyPaper: the meeting has no items.
        ExemptPaper: all of its items are marked restricted.

    """
    try:
        meeting = ET.fromstring(data)  # noqa: S314  # expat refuses entity bombs; nothing is fetched
    except (ET.ParseError, ValueError, LookupError) as error:  # the latter of an encoding that it names
        raise UnreadablePaper(file_name, f"cannot be read as XML ({error}). Download it again.") from error
    items = meeting.findall("./agendaitems/agendaitem")
    if meeting.tag != "meeting":
        raise UnreadablePaper(
            file_name, "is XML, but not a meeting of ModernGov's web service. Give the GetMeeting answer."
        )
    public = [i for i in items if restricted or not _restricted(i)]
    if items and not public:
        raise ExemptPaper(file_name, reason=_FLAGGED, paragraph=None)
    if not public:
        status = _value(meeting, "meetingstatus") or "unknown"
        raise EmptyPaper(
            file_name, f"is a meeting without public items (status: {status}). There is nothing to read yet."
        )
    day = first_date(_value(meeting, "meetingdate"))
    committee = next((c for i in public if (c := _value(i, "refertocommittee"))), "")
    heading = "Minutes of the meeting" if _value(meeting, "minutepublished").lower() == "true" else "Agenda"
    runs = [
        Run(committee, bold=True),
        Run(f"{heading} held on {long_date(day)}" if day else heading),
        Run(_value(meeting, "meetinglocation")),
    ]
    for item in public:
        number = _value(item, "fulldisplaynumberformat") or _value(item, "minutesitemnumber")
        title = _value(item, "agendaitemtitle")
        runs.append(Run(f"{number} {title}".strip() if number.strip(".0 ") else title, bold=True))
        runs += _inner(item, "agendatext")
        minutes = _inner(item, "minutesnonemptyhtmlbody")
        if minutes:
            runs += [Run("Minutes:"), *minutes]
    return page_of([r for r in runs if r.text], file_name=file_name)


_FLAGGED = "marked as restricted in ModernGov"


def _restricted(item: ET.Element) -> bool:
    return _value(item, "isrestricted").lower() in {"true", "1", "yes"}


def restricted_items(data: bytes, *, file_name: str) -> tuple[Withheld, ...]:
    """Tell which items of a ModernGov answer are left out; nothing for other files."""
    if not file_name.lower().endswith(".xml"):
        return ()
    try:
        items = ET.fromstring(data).findall("./agendaitems/agendaitem")  # noqa: S314
    except (ET.ParseError, ValueError, LookupError):  # a paper of another kind under a name in .xml
        return ()
    count = sum(map(_restricted, items))
    told = f"{count} item{'s' if count > 1 else ''} {_FLAGGED}"
    return (Withheld(first_page=1, last_page=1, reason=told),) if count else ()


def _value(element: ET.Element, name: str) -> str:
    return (element.findtext(name) or "").strip()


def _inner(element: ET.Element, name: str) -> list[Run]:
    html = _value(element, name)
    try:
        return list(_runs(BeautifulSoup(html, "lxml"))) if html else []
    except RecursionError:
        return [Run(" ".join(re.sub(r"<[^<>]*>", " ", html).split()))]  # nested without end: its words alone
