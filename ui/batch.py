"""A batch of questions: its lines in, and where its answer objects go."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from ingest.errors import QuestionError


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One line of a batch."""

    id: str
    question: str
    history: tuple[str, ...]


def read_batch(file: Path) -> list[BatchRow]:
    """Read a batch of questions.

    Raises:
        QuestionError: the file cannot be read, or a line is not what it should be.

    """
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(
            f"The batch {file} cannot be read ({error}). Give a UTF-8 file of JSON lines."
        ) from error
    rows = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        wrong = f'{file}, line {number}: write {{"id": …, "question": …, "history": […]}} with text in quotes'
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise QuestionError(f"{wrong} ({error})") from error
        if not isinstance(row, dict) or not isinstance(row.get("question"), str):
            raise QuestionError(wrong)
        history = row.get("history") or []
        if not isinstance(history, list) or not all(isinstance(h, str) for h in history):
            raise QuestionError(wrong)
        rows.append(BatchRow(str(row.get("id", number)), row["question"], tuple(history)))
    return rows


@contextmanager
def answers_to(out: Path | None) -> Iterator[TextIO]:
    """Open the file for the answer objects, or stdout."""
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") if out else nullcontext(sys.stdout) as file:
        yield file
