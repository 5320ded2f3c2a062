"""Registers of decisions and actions as rows: for JSON, CSV, XLSX and the terminal. Pure but for the file that is asked for."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ingest.text.dates import long_date
from rag.answers import Statement
from rag.chains import Chain
from rag.programme import Became, Outturn, Planned
from rag.registers import Decided, Promised

Row = dict[str, Any]
_WHERE = ("committee", "date", "minute", "title")
_PLACE = ("kind", "status", "file", "page", "printed_page")
DECISION_COLUMNS = (*_WHERE, "words", "what", "outcome", "votes", "refers_to", "matter", *_PLACE)
PROGRAMME_COLUMNS = ("committee", "date", "due", "when", "title", "detail", "became", "words", *_PLACE)
ACTION_COLUMNS = (*_WHERE, "how", "who", "what", "due", "words", "taken_up", *_PLACE)


def _place(entry: Decided | Promised | Planned) -> Row:
    quote, part = entry.quotes[0], entry.part
    return {
        "committee": part.committee,
        "date": part.date.isoformat() if part.date else None,
        "minute": entry.item.number if entry.item else None,
        "title": entry.item.title if entry.item else quote.placed.passage.item,
        "kind": part.kind.value,
        "status": part.status.value if part.status else None,
        "file": quote.placed.paper.file_name,
        "page": quote.page,
        "printed_page": quote.printed_page,
    }


def decision_row(entry: Decided, *, matter: str | None = None) -> Row:
    """Give a decision as a row of plain values, by DECISION_COLUMNS; `matter` names the chain that it belongs to."""
    refers = "; ".join(dict.fromkeys(" ".join(r.text.split()) for r in entry.references))
    row = _place(entry) | {
        "words": entry.words,
        "what": entry.what,
        "outcome": entry.outcome.value,
        "votes": entry.votes.words if entry.votes else None,
        "refers_to": refers or None,
        "matter": matter,
    }
    return {column: row[column] for column in DECISION_COLUMNS}


def matter_names(groups: Sequence[Chain]) -> dict[Decided, str]:
    """Name each matter of several decisions by the meeting and minute at which it begins."""
    return {one: _begun(group[0]) for group in groups if len(group) > 1 for one in group}


def _begun(first: Decided) -> str:
    day = first.part.date.isoformat() if first.part.date else "no date"
    return f"{first.item.label if first.item else ''} (since {day})"


def action_row(entry: Promised, *, taken_up: Sequence[Statement] = ()) -> Row:
    """Give an action as a row of plain values, by ACTION_COLUMNS; `taken_up` is what later papers say of it."""
    row = _place(entry) | {
        "how": entry.promise.value,
        "who": entry.who,
        "what": entry.what,
        "due": entry.due,
        "words": entry.words,
        "taken_up": "; ".join(s.words for s in taken_up) or None,
    }
    return {column: row[column] for column in ACTION_COLUMNS}


def programme_row(outturn: Outturn) -> Row:
    """Give a planned item as a row of plain values, by PROGRAMME_COLUMNS; `words` tells where it was taken, or how it stands.

    `date` is that of the meeting to which the work programme went, `due` that of the meeting planned for.
    """
    plan = outturn.planned
    row = _place(plan) | {
        "due": plan.due.isoformat() if plan.due else None,
        "when": plan.when or None,
        "title": plan.title,
        "detail": plan.detail,
        "became": outturn.became.value,
        "words": outturn.told.words,
    }
    return {column: row[column] for column in PROGRAMME_COLUMNS}


def is_open(outturn: Outturn) -> bool:
    """Tell whether nothing in the papers held shows that a planned item was taken."""
    return outturn.became not in {Became.TAKEN, Became.TAKEN_LATER}


def _safe(value: Any) -> Any:
    """Keep a spreadsheet from taking a paper's words for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" else value


def csv_text(rows: Sequence[Row], columns: Sequence[str]) -> str:
    """Write rows as CSV with a heading line."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _safe(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def write_xlsx(rows: Sequence[Row], columns: Sequence[str], file: Path, *, title: str) -> None:
    """Write rows as a workbook of one sheet: headings in bold and frozen, filters on."""
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    sheet.append([name.replace("_", " ").capitalize() for name in columns])
    for row in rows:
        cells = (_safe(row[name]) for name in columns)
        sheet.append([ILLEGAL_CHARACTERS_RE.sub(" ", c) if isinstance(c, str) else c for c in cells])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    wide = {"words": 80, "what": 50, "title": 40, "file": 40, "committee": 30}
    for at, name in enumerate(columns, 1):
        sheet.column_dimensions[sheet.cell(1, at).column_letter].width = wide.get(name, 14)
        for line in sheet.iter_rows(min_row=2, min_col=at, max_col=at):
            line[0].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    book.save(file)


def rows_text(rows: Sequence[Row]) -> str:
    """Tell rows in a terminal: where and when, then the words, then the file and page."""
    if not rows:
        return "Nothing in the papers held."
    found = []
    for row in rows:
        day = _day(row["date"])
        minute = f"{row['minute']}. {row['title']}" if row.get("minute") else row["title"] or ""
        told = [row.get("votes"), row["outcome"] if row.get("outcome") == "lost" else None]
        owner = f"{row['who'] or 'nobody named'}: " if "who" in row else ""
        due = f" ({row['due']})" if row.get("due") else ""
        page = f", page {row['page']}" if row["page"] else ""
        found.append(f"{day} · {row['committee'] or 'no committee'} · {minute}")
        found.append(f"    {owner}{row['words']}{due}{''.join(f' [{t}]' for t in told if t)}")
        found.append(f"    {row['file']}{page}")
        if row.get("matter"):
            found.append(f"    The matter: {row['matter']}")
        if row.get("became"):
            found.append(f"    Became: {row['became']}")
        if "taken_up" in row:
            found.append(
                f"    {'Taken up: ' + row['taken_up'] if row['taken_up'] else 'Nothing in the papers held takes it up.'}"
            )
    return "\n".join(found)


def _day(text: str | None) -> str:
    from datetime import date

    return long_date(date.fromisoformat(text)) if text else "no date"
