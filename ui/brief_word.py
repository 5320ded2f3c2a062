"""A briefing's sheet as a Word document: real headings, lists, and links from each number to its reference."""

from __future__ import annotations

import io
import re
from typing import Any

from ui.sheets import Line, Section, Sheet, Source

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_LISTS = {0: "Normal", 1: "List Bullet", 2: "List Bullet 2"}


def word(sheet: Sheet) -> bytes:
    """Write a sheet as a .docx file."""
    from docx import Document

    document = Document()
    document.core_properties.title = _clean(f"Briefing: {sheet.title}")
    document.core_properties.author = "Minutebook"
    document.core_properties.language = "en-GB"
    document.add_heading(_clean(sheet.title), level=0)
    document.add_paragraph(sheet.about)
    seen: set[int] = set()
    for section in sheet.sections:
        _section(document, section, seen)
    if sheet.silent:
        document.add_heading("The papers held tell nothing of these items", level=1)
        for label in sheet.silent:
            document.add_paragraph(_clean(label), style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text)


def _section(document: Any, section: Section, seen: set[int]) -> None:
    document.add_heading(_clean(section.heading), level=1)
    if section.about:
        document.add_paragraph(_clean(section.about), style="Subtitle")
    for block in section.blocks:
        document.add_heading(block.heading, level=2)
        for line in block.lines:
            _line(document, line)
    document.add_heading("References", level=2)
    for source in section.sources:
        _source(document, source, anchored=source.n not in seen)
        seen.add(source.n)


def _line(document: Any, line: Line) -> None:
    paragraph = document.add_paragraph(_clean(line.words), style=_LISTS[line.depth])
    for n in line.marks:
        paragraph.add_run(" ")
        _link(paragraph, f"[{n}]", anchor=f"source_{n}")


def _source(document: Any, source: Source, *, anchored: bool) -> None:
    paragraph = document.add_paragraph()
    if anchored:
        _bookmark(paragraph, f"source_{source.n}", source.n)
    paragraph.add_run(f"[{source.n}] ")
    _link(paragraph, _clean(source.words), address=source.link)


def _link(paragraph: Any, words: str, *, anchor: str = "", address: str = "") -> None:
    """Add a hyperlink; python-docx reads them but has no call that makes one (ISO 29500-1, 17.16.22)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        link.set(qn("r:id"), paragraph.part.relate_to(address, _HYPERLINK, is_external=True))
    run = paragraph.add_run(words)
    run.font.underline = True
    run.font.color.rgb = RGBColor(0x0B, 0x4A, 0x6F)
    link.append(run._r)  # noqa: SLF001  # the element behind a run is reached in no other way
    paragraph._p.append(link)  # noqa: SLF001


def _bookmark(paragraph: Any, name: str, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)  # noqa: SLF001
