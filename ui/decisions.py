"""The Decisions view: the register of decisions as a table that is searched, sorted and paged. Pure HTML."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from ingest.papers import Outcome, Status
from ingest.text.dates import long_date
from rag.registers import Decided, Where
from ui.filters import filter_of
from ui.page import attribute, counted
from ui.registers import DECISION_COLUMNS, csv_text, decision_row, write_xlsx
from ui.viewer import write_spans

_A_PAGE = 50  # rows shown at once
_MOST_REFERENCES = 4  # shown of one decision; the files that are saved have all
_LONG = 330  # characters after which a decision is folded
# A Markdown list of numbered clauses: "… the Board: - 1) note it - 2) write"
_CLAUSE = re.compile(r"\s+[-*•]\s+(?=\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,5})[.)]\s)")
_SORTS = {"date": "Date", "committee": "Committee", "minute": "Minute", "outcome": "Outcome"}
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the reader wants to see of the register. `sort` is a column's name, with a minus for the last first."""

    where: Where = field(default_factory=Where)
    outcome: Outcome | None = None
    sort: str = "-date"
    page: int = 1


def read_asked(fields: Mapping[str, object]) -> Asked:
    """Read the register's form: words, committee, since, until, outcome, sort, page; all optional.

    Raises:
        QuestionError: a date is none, or the range ends before it starts.

    """
    confined = filter_of({name: fields.get(name) for name in ("committee", "since", "until")})
    outcome, sort, page = (str(fields.get(name) or "") for name in ("outcome", "sort", "page"))
    return Asked(
        where=Where(
            committee=confined.committee,
            since=confined.since,
            until=confined.until,
            words=str(fields.get("words") or "")[:200].strip() or None,
        ),
        outcome=Outcome(outcome) if outcome in set(Outcome) else None,
        sort=sort if sort.removeprefix("-") in _SORTS else "-date",
        page=max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,
    )


def chosen(register: Sequence[Decided], asked: Asked) -> tuple[Decided, ...]:
    """Give the decisions asked for, in the order asked for; the register is oldest first."""
    found = [d for d in register if asked.where.holds(d) and asked.outcome in {None, d.outcome}]
    name = asked.sort.removeprefix("-")
    if name == "date":
        return tuple(reversed(found)) if asked.sort.startswith("-") else tuple(found)
    keys = {
        "committee": lambda d: d.part.committee or "",
        "minute": lambda d: d.item.label if d.item else "",
        "outcome": lambda d: d.outcome.value,
    }
    return tuple(sorted(found, key=keys[name], reverse=asked.sort.startswith("-")))


def form_html(register: Sequence[Decided], *, sort: str = "-date") -> str:
    """Give the form above the table; it keeps how the table is sorted."""
    committees = sorted({d.part.committee for d in register if d.part.committee})
    options = "".join(f'<option value="{attribute(c)}">{escape(c)}</option>' for c in committees)
    days = "".join(
        f'<div class="mb-field"><label for="register-{name}">{label}</label>'
        f'<input type="date" id="register-{name}" name="{name}"></div>'
        for name, label in (("since", "Meetings from"), ("until", "Meetings to"))
    )
    return (
        '<h2 tabindex="-1">Decisions</h2><p class="mb-lead">What the minutes held here record as decided, and the motions and '
        "amendments that were lost, in the minutes’ own words.</p>"
        '<form id="mb-register" data-form="register" class="mb-no-print" aria-label="Search the decisions"><div class="mb-fields">'
        '<div class="mb-field"><label for="register-words">Words in the decision</label>'
        '<input type="search" id="register-words" name="words"></div>'
        f"{days}"
        '<div class="mb-field"><label for="register-outcome">Outcome</label><select id="register-outcome" name="outcome">'
        '<option value="">Any</option><option value="carried">Carried</option><option value="lost">Lost</option></select></div>'
        '<div class="mb-field"><label for="register-committee">Committee</label><select id="register-committee" name="committee">'
        f'<option value="">All committees</option>{options}</select></div></div>'
        f'<input type="hidden" name="sort" value="{sort}"><input type="hidden" name="page" value="1">'
        '<p class="mb-tools"><button type="submit" class="mb-button mb-second">Search</button>'
        '<button type="button" class="mb-link" data-do="save" data-as="csv">Save as CSV</button>'
        '<button type="button" class="mb-link" data-do="save" data-as="xlsx">Save as Excel</button></p></form>'
    )


def _head(asked: Asked) -> str:
    name = asked.sort.removeprefix("-")
    cells = []
    for column, words in _SORTS.items():
        now = column == name
        down = asked.sort.startswith("-")
        order = f' aria-sort="{"descending" if down else "ascending"}"' if now else ""
        following = column if now and down else (f"-{column}" if now else column)
        arrow = f'<span aria-hidden="true"> {"▼" if down else "▲"}</span>' if now else ""
        cells.append(
            f'<th scope="col" role="columnheader"{order}><button type="button" class="mb-link" data-do="sort" '
            f'data-sort="{following}">{words}{arrow}</button></th>'
        )
    plain = '<th scope="col" role="columnheader">{}</th>'.format
    return "".join(
        [
            *cells[:3],
            plain("Decision"),
            cells[3],
            plain("Refers to"),
            plain('<span class="mb-hidden">Page</span>'),
        ]
    )


def _row(entry: Decided) -> str:
    quote, part = entry.quotes[0], entry.part
    words = _CLAUSE.sub("\n", entry.words)
    if len(words) > _LONG:
        at = max(words.rfind(" ", 0, _LONG), words.rfind("\n", 0, _LONG))
        words_html = f'<details><summary>{escape(words[:at])}<span class="mb-more"> …</span></summary>{escape(words[at:])}</details>'
    else:
        words_html = escape(words)
    notes = [
        "" if entry.what == "resolution" else entry.what.capitalize(),
        "Draft minutes" if part.status is Status.DRAFT else "",
    ]
    votes = f"<br>{escape(entry.votes.words)}" if entry.votes else ""
    told = list(dict.fromkeys(" ".join(r.text.split()) for r in entry.references))
    refers = "; ".join(told[:_MOST_REFERENCES]) + (" …" if len(told) > _MOST_REFERENCES else "")
    spans = [s for q in entry.quotes for s in q.spans]
    page = f"Open page {quote.page}" if quote.page else "Show in the paper"
    note = "".join(f' <span class="mb-note">{n}</span>' for n in notes if n)
    cells = (
        ("Date", long_date(part.date) if part.date else "No date"),
        ("Committee", escape(part.committee or part.title)),
        ("Minute", escape(entry.item.label if entry.item else "")),
        ("Decision", f"{words_html}{note}"),
        ("Outcome", f"{entry.outcome.value.capitalize()}{votes}"),
        ("Refers to", escape(refers)),
        (
            "Page",
            f'<button type="button" class="mb-link" data-do="page" data-paper="{attribute(quote.placed.paper.id)}" '
            f'data-spans="{write_spans(spans[:40])}">{page}</button>',
        ),
    )
    inside = "".join(f'<td role="cell" data-label="{label}">{value}</td>' for label, value in cells)
    return f'<tr role="row">{inside}</tr>'


def table_html(register: Sequence[Decided], asked: Asked) -> str:
    """Give the table of the decisions asked for, a page of it at a time."""
    found = chosen(register, asked)
    last = max(1, -(-len(found) // _A_PAGE))
    page = min(asked.page, last)
    if not register:
        return '<p class="mb-lead">No minutes are held yet, so there are no decisions to show. Add minutes under <a href="#papers">Papers</a>.</p>'
    if not found:
        return '<p class="mb-lead" role="status">No decision matches. Take away a word, a date or the committee.</p>'
    rows = "".join(_row(d) for d in found[(page - 1) * _A_PAGE : page * _A_PAGE])
    steps = "".join(
        f'<button type="button" class="mb-link" data-do="step" data-page="{to}">{words}</button>'
        for to, words in ((page - 1, "‹ Previous page"), (page + 1, "Next page ›"))
        if 1 <= to <= last
    )
    count = f"{counted(len(found), 'decision')}" + (f", page {page} of {last}" if last > 1 else "")
    return (
        f'<p class="mb-count" role="status">{count}</p><table class="mb-table" role="table">'
        f'<caption class="mb-hidden">Decisions</caption><thead role="rowgroup"><tr role="row">{_head(asked)}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table><p class="mb-tools mb-no-print">{steps}</p>'
    )


def saved(register: Sequence[Decided], asked: Asked, *, form: str) -> tuple[str, str, bytes]:
    """Give the decisions asked for as a file: its name, its media type, its bytes. `form` is csv or xlsx."""
    rows = [decision_row(d) for d in chosen(register, asked)]
    if form != "xlsx":
        return "decisions.csv", "text/csv", csv_text(rows, DECISION_COLUMNS).encode("utf-8-sig")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "decisions.xlsx"
        write_xlsx(rows, DECISION_COLUMNS, file, title="Decisions")
        return file.name, _WORKBOOK, file.read_bytes()
