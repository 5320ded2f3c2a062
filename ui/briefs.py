"""A briefing's sheet as Markdown and as HTML that stands alone: no script, headings in order, British English. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from importlib import resources

from ui.sheets import Block, Line, Section, Sheet, Source

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_SILENT = "The papers held tell nothing of these items"


def _plain(text: str) -> str:
    """Escape what Markdown would take for markup, so that papers' words stay words."""
    return _SPECIAL.sub(r"\\\1", text)


def markdown(sheet: Sheet) -> str:
    """Write a sheet as Markdown."""
    found = [f"# {_plain(sheet.title)}", "", sheet.about]
    for section in sheet.sections:
        found += ["", f"## {_plain(section.heading)}"]
        found += ["", f"*{_plain(section.about)}*"] if section.about else []
        for block in section.blocks:
            found += ["", f"### {block.heading}", ""]
            for before, line in zip((None, *block.lines), block.lines, strict=False):
                gap = (
                    before and before.depth and not line.depth
                )  # else a paragraph goes on with the list above it
                found += [*([""] if gap else []), _markdown_line(line)]
        found += ["", "### References", ""]
        found += [f"- \\[{s.n}\\] {_plain(s.words)}" for s in section.sources]
    if sheet.silent:
        found += ["", f"## {_SILENT}", "", *(f"- {_plain(label)}" for label in sheet.silent)]
    return "\n".join(found) + "\n"


def _markdown_line(line: Line) -> str:
    marks = "".join(f" \\[{n}\\]" for n in line.marks)
    lead = "  " * (line.depth - 1) + "- " if line.depth else ""
    return f"{lead}{_plain(line.words)}{marks}" + ("" if line.depth else "\n")


def page(sheet: Sheet) -> str:
    """Write a sheet as an HTML page."""
    style = (resources.files("ui") / "brief.css").read_text("utf-8")
    title = html.escape(sheet.title)
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>Briefing: {title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head>'
        f"<body><main><h1>{title}</h1><p>{html.escape(sheet.about)}</p>{fragment(sheet)}</main></body></html>\n"
    )


def fragment(sheet: Sheet) -> str:
    """Write a sheet's items as HTML, to stand in a page."""
    return "".join([_contents(sheet.sections), *_sections(sheet.sections), _silent(sheet.silent)])


def _contents(sections: Sequence[Section]) -> str:
    rows = "".join(
        f'<li><a href="#item-{n}">{html.escape(s.heading)}</a></li>' for n, s in enumerate(sections, 1)
    )
    return f'<nav aria-label="Items"><ul>{rows}</ul></nav>' if rows else ""


def _sections(sections: Sequence[Section]) -> Iterator[str]:
    seen: set[int] = set()  # a source that two items share has its anchor where it comes first
    for number, section in enumerate(sections, 1):
        about = f"<p>{html.escape(section.about)}</p>" if section.about else ""
        yield f'<section aria-labelledby="item-{number}"><h2 id="item-{number}">{html.escape(section.heading)}</h2>{about}'
        yield "".join(_block(block) for block in section.blocks)
        rows = []
        for source in section.sources:
            rows.append(_source(source, anchored=source.n not in seen))
            seen.add(source.n)
        yield f"<h3>References</h3><ul class='references'>{''.join(rows)}</ul></section>"


def _block(block: Block) -> str:
    found, depth = [f"<h3>{block.heading}</h3>"], 0
    for line in block.lines:
        while depth > line.depth:
            found.append("</li></ul>")
            depth -= 1
        if line.depth == 0:
            found.append(f"<p>{_words(line)}</p>")
            continue
        found.append("<ul>" if depth < line.depth else "</li>")
        depth = line.depth
        found.append(f"<li>{_words(line)}")
    return "".join([*found, "</li></ul>" * depth])


def _words(line: Line) -> str:
    marks = "".join(f' <a href="#source-{n}" aria-label="reference {n}">[{n}]</a>' for n in line.marks)
    return html.escape(line.words) + marks


def _source(source: Source, *, anchored: bool) -> str:
    anchor = f' id="source-{source.n}"' if anchored else ""
    return (
        f'<li{anchor}>[{source.n}] <a href="{html.escape(source.link)}">{html.escape(source.words)}</a></li>'
    )


def _silent(labels: Sequence[str]) -> str:
    rows = "".join(f"<li>{html.escape(label)}</li>" for label in labels)
    return f"<section><h2>{_SILENT}</h2><ul>{rows}</ul></section>" if rows else ""
