"""Gold questions: the rows, how they are read, and the proof that they are whole and verbatim."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from eval.matching import includes, run_of
from ingest.errors import QuestionError
from ingest.text.lines import plain

TYPES = frozenset(
    [
        "resolution",
        "action",
        "agenda",
        "figure",
        "list",
        "who",
        "when",
        "why",
        "definition",
        "comparison",
        "followup",
        "unanswerable",
    ]
)
DIFFICULTIES = frozenset({"easy", "medium", "hard"})
SPLITS = frozenset({"dev", "test"})

Entry = str | tuple[str, ...]
"""What an answer must hold: a string, or alternatives of which any will do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One gold question. `evidence` are snippets, verbatim in a source file, that together hold the answer."""

    id: str
    question: str
    type: str
    source_file: tuple[str, ...]
    evidence: tuple[str, ...]
    meeting_date: str | None
    item: str | None
    answer: str
    must_include: tuple[Entry, ...]
    difficulty: str
    split: str
    history: tuple[str, ...] = ()
    must_not_include: tuple[Entry, ...] = ()
    also_in: tuple[str, ...] = ()
    page: int | None = None
    note: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the papers hold an answer."""
        return self.type != "unanswerable"


_TUPLES = {"source_file", "evidence", "history", "also_in"}
_ENTRIES = {"must_include", "must_not_include"}
_NEEDED = {f.name for f in fields(Row)} - {"history", "must_not_include", "also_in", "page", "note", "split"}


def _row(raw: Mapping[str, Any], where: str) -> Row:
    missing = _NEEDED - set(raw)
    unknown = set(raw) - {f.name for f in fields(Row)}
    if missing or unknown:
        what = (
            f"lacks {', '.join(sorted(missing))}" if missing else f"has unknown {', '.join(sorted(unknown))}"
        )
        raise QuestionError(f"{where}: the row {what}. eval/README.md tells what a row holds.")
    value: dict[str, Any] = dict(raw)
    value.setdefault("split", "dev")
    try:
        for name in _TUPLES & set(value):
            value[name] = tuple([value[name]] if isinstance(value[name], str) else value[name] or ())
        for name in _ENTRIES & set(value):
            value[name] = tuple(e if isinstance(e, str) else tuple(e) for e in value[name] or ())
    except TypeError as error:
        raise QuestionError(
            f"{where}: a list is needed ({error}). eval/README.md tells what a row holds."
        ) from error
    return Row(**value)


def read_gold(file: Path) -> tuple[Row, ...]:
    """Read a gold set of JSON lines.

    Raises:
        QuestionError: the file or a row cannot be read; the message names the line.

    """
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(
            f"The gold set {file} cannot be read ({error}). Give a UTF-8 file of JSON lines."
        ) from error
    rows = []
    for number, line in enumerate(lines, 1):
        where = f"{file.name}, line {number}"
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
        except json.JSONDecodeError as error:
            raise QuestionError(f"{where}: not JSON ({error}).") from error
        if not isinstance(raw, dict):
            raise QuestionError(f"{where}: not a JSON object.")
        rows.append(_row(raw, where))
    return tuple(rows)


def faults(rows: Sequence[Row], texts: Mapping[str, str]) -> tuple[str, ...]:
    """Give what is wrong with a gold set, a line each; `texts` maps a paper's file name to its text.

    Checks that ids are unique, values known, snippets verbatim (white space and markup aside) in a source
    file, what must be included stands in evidence or answer, and unanswerable rows claim nothing.
    """
    found: list[str] = []
    seen: set[str] = set()
    runs = {name: (run_of(text), run_of(plain(text))) for name, text in texts.items()}
    for row in rows:
        found += [f"{row.id}: {fault}" for fault in _faults(row, runs, again=row.id in seen)]
        seen.add(row.id)
    return tuple(found)


def _faults(row: Row, runs: Mapping[str, tuple[str, str]], *, again: bool) -> list[str]:
    found = ["this id stands twice"] if again else []
    for value, known in ((row.type, TYPES), (row.difficulty, DIFFICULTIES), (row.split, SPLITS)):
        if value not in known:
            found.append(f"{value!r} is none of {', '.join(sorted(known))}")
    if not row.question.strip() or not row.answer.strip():
        found.append("question and answer must have words")
    if row.type == "followup" and not row.history:
        found.append("a follow-up needs history")
    if row.meeting_date is not None:
        try:
            date.fromisoformat(row.meeting_date)
        except ValueError:
            found.append(f"meeting_date {row.meeting_date!r} is not a date like 2021-12-09")
    if not row.answerable:
        if row.source_file or row.evidence or row.must_include:
            found.append("an unanswerable row has no source, evidence or must_include")
        return found
    if not (row.source_file and row.evidence and row.must_include):
        found.append("source_file, evidence and must_include are needed")
    held = [runs[name] for name in (*row.source_file, *row.also_in) if name in runs]
    found += [f"{name} is not among the papers" for name in row.source_file if name not in runs]
    for snippet in row.evidence:
        inside = any(run_of(snippet) in raw or run_of(plain(snippet)) in words for raw, words in held)
        if held and not inside:
            found.append(f"the snippet {snippet[:60]!r} is not verbatim in its paper")
    told = " ".join([plain(" ".join(row.evidence)), row.answer])
    found += [
        f"{entry!r} stands in neither evidence nor answer"
        for entry in row.must_include
        if not includes(told, entry)
    ]
    return found
