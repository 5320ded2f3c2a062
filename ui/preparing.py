"""The Prepare view: choose a meeting whose agenda is held, read its briefing, keep it. Pure HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from ingest.papers import Paper
from ingest.text.dates import long_date
from rag.meetings import Meeting
from ui.brief_word import word
from ui.briefs import fragment, markdown
from ui.page import attribute
from ui.sheets import Sheet

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def reference_to(meeting: Meeting) -> str:
    """Name a meeting as `prepare` takes it: committee and date."""
    return f"{meeting.committee} {meeting.date.isoformat()}"


def form_html(meetings: Sequence[Meeting]) -> str:
    """Give the form: the meetings, the latest first."""
    head = (
        '<h2 tabindex="-1">Prepare</h2><p class="mb-lead">A briefing for a meeting from the papers held: what each item asks, '
        "what was decided and promised before, figures that moved, questions worth asking. Each line names its page.</p>"
    )
    if not meetings:
        return (
            f'{head}<p class="mb-lead">No agenda is held yet. Add one under <a href="#papers">Papers</a>.</p>'
        )
    options = "".join(
        f'<option value="{attribute(reference_to(m))}">{long_date(m.date)}, {escape(m.committee)}</option>'
        for m in reversed(meetings)
    )
    return (
        f'{head}<form id="mb-prepare" data-form="prepare" class="mb-no-print"><div class="mb-field"><label for="prepare-meeting">Meeting</label>'
        f'<select id="prepare-meeting" name="meeting">{options}</select></div>'
        '<p class="mb-tools"><button type="submit" class="mb-button mb-second">Write the briefing</button>'
        '<button type="button" class="mb-link" data-do="brief" data-as="docx">Save as Word</button>'
        '<button type="button" class="mb-link" data-do="brief" data-as="md">Save as Markdown</button></p></form>'
    )


def served(sheet: Sheet, papers: Sequence[Paper]) -> Sheet:
    """Let a briefing's references lead to the files as the app serves them, not to their places on the disk."""
    known = {Path(p.path).as_uri(): f"paper/{p.id}" for p in papers}
    return replace(
        sheet,
        sections=tuple(
            replace(s, sources=tuple(replace(o, link=_served(o.link, known)) for o in s.sources))
            for s in sheet.sections
        ),
    )


def _served(link: str, known: Mapping[str, str]) -> str:
    file, hash_mark, place = link.partition("#")
    return f"{known[file]}{hash_mark}{place}" if file in known else "#papers"


def brief_html(sheet: Sheet) -> str:
    """Show a briefing."""
    return (
        f'<div class="mb-brief"><p class="mb-count" role="status">{escape(sheet.title)}</p>'
        f"<p>{escape(sheet.about)}</p>{fragment(sheet)}</div>"
    )


def kept_brief(sheet: Sheet, *, form: str) -> tuple[str, str, bytes]:
    """Give a briefing as a file: its name, its media type, its bytes. `form` is docx or md."""
    if form == "docx":
        return "briefing.docx", _WORD, word(sheet)
    return "briefing.md", "text/markdown", markdown(sheet).encode()
