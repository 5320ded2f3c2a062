"""A conversation with its full references, for copying and keeping: text, Markdown, Word. Pure."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date

from ingest.store.catalogue import Filter
from ingest.text.dates import long_date
from rag.answers import Citation
from ui.text import KIND_WORDS, one_line, page_words, reference
from ui.turns import Turn, answer_lines, cited, marking, refused, shown_text

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def filter_words(where: Filter, *, paper: str | None = None) -> tuple[str, ...]:
    """Say in words what a search is confined to; `paper` is the name of the paper that it names by id."""
    found = (
        where.committee,
        f"since {long_date(where.since)}" if where.since else None,
        f"until {long_date(where.until)}" if where.until else None,
        KIND_WORDS[where.kind] if where.kind else None,
        paper,
    )
    return tuple(words for words in found if words)


def source_words(citation: Citation) -> str:
    """Give a citation's full reference: kind, committee, date, minute, page, file."""
    quote = citation.quote
    return reference(quote.placed, page=page_words(quote.page, quote.printed_page))


def _heading(turn: Turn) -> str:
    return "Nearest passages" if refused(turn) else "Sources"


def turn_text(turn: Turn) -> str:
    """Give an answer with its sources as plain text."""
    found = [*filter(None, [marking(turn)]), shown_text(turn)]
    if cited(turn):
        found += ["", _heading(turn)]
        found += [f"[{c.n}] {source_words(c)}\n    “{one_line(c.quote.words)}”" for c in cited(turn)]
    return "\n".join(found)


def _markdown(text: str) -> str:
    """Escape what Markdown would take for markup, so that papers' words stay words."""
    return _SPECIAL.sub(r"\\\1", text)


def turn_markdown(turn: Turn) -> str:
    """Give an answer with its sources as Markdown; the papers' own marks are escaped."""
    found: list[str] = [f"**{told}**"] if (told := marking(turn)) else []
    before = False
    for line in answer_lines(shown_text(turn)):
        if not (before and line.listed):
            found.append("")
        found.append(f"> {_markdown(line.text)}  " if line.listed else _markdown(line.text))
        before = line.listed
    if cited(turn):
        found += ["", f"**{_heading(turn)}**", ""]
        found += [
            f"- \\[{c.n}\\] {_markdown(source_words(c))}: “{_markdown(one_line(c.quote.words))}”"
            for c in cited(turn)
        ]
    return "\n".join(found).strip()


def conversation_markdown(turns: Sequence[Turn], *, today: date) -> str:
    """Give a conversation as a Markdown document."""
    found = [
        "# Questions to the papers",
        "",
        f"Minutebook, {long_date(today)}. Check the page before you rely on it.",
    ]
    for turn in turns:
        found += ["", f"## {_markdown(' '.join(turn.question.split()))}", ""]
        found += [f"Only in: {_markdown(', '.join(turn.narrowed))}", ""] if turn.narrowed else []
        found.append(turn_markdown(turn))
    return "\n".join(found) + "\n"


def conversation_docx(turns: Sequence[Turn], *, today: date) -> bytes:
    """Give a conversation as a Word document with headings and styles that Word's own tools know."""
    from docx import Document

    document = Document()
    document.core_properties.title = "Questions to the papers"
    document.core_properties.author = "Minutebook"
    document.add_heading("Questions to the papers", level=1)
    document.add_paragraph(f"Minutebook, {long_date(today)}. Check the page before you rely on it.")
    for turn in turns:
        document.add_heading(_word(" ".join(turn.question.split())), level=2)
        if turn.narrowed:
            document.add_paragraph(_word(f"Only in: {', '.join(turn.narrowed)}"))
        if told := marking(turn):
            document.add_paragraph(told)
        for line in answer_lines(shown_text(turn)):
            document.add_paragraph(_word(line.text), style="Quote" if line.listed else None)
        if cited(turn):
            document.add_heading(_heading(turn), level=3)
        for citation in cited(turn):
            document.add_paragraph(
                _word(f"[{citation.n}] {source_words(citation)}: “{one_line(citation.quote.words)}”")
            )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _word(text: str) -> str:
    return _CONTROL.sub(" ", text)  # XML has no room for control characters
