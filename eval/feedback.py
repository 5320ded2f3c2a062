"""Readers' verdicts become draft gold questions, which a person completes before they score anything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingest.errors import QuestionError

_TYPES = {
    "decision": "resolution",
    "action": "action",
    "agenda": "agenda",
    "figure": "figure",
    "list": "list",
    "person": "who",
    "date": "when",
    "reason": "why",
    "definition": "definition",
    "comparison": "comparison",
}


def drafts(file: Path) -> Iterator[dict[str, Any]]:
    """Give a draft gold row for each verdict of a feedback file.

    A right answer's quotes are its evidence, and a right refusal is a question that the papers leave open. A wrong
    answer's evidence is left empty: it must be found by hand. `must_include` always must.

    Raises:
        QuestionError: the file cannot be read, or a line is not what the chat writes.

    """
    try:
        lines = file.read_text("utf-8").splitlines()
    except FileNotFoundError as error:
        raise QuestionError(f"{file} is not there: nobody has given feedback in the chat yet.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f"The feedback {file} cannot be read ({error}).") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _draft(json.loads(line), number)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise QuestionError(
                    f"{file}, line {number} is not what the chat writes ({error}). Mend it, or take it out."
                ) from error


def _draft(verdict: dict[str, Any], number: int) -> dict[str, Any]:
    right, cited = verdict["verdict"] == "right", verdict["citations"]
    refused = verdict["reason"] is not None
    first = cited[0] if cited and right else {}
    said = f"{verdict['verdict']}, {verdict['at']}" + (f": {verdict['note']}" if verdict["note"] else "")
    return {
        "id": f"feedback-{number}",
        "question": verdict["question"],
        "history": verdict["history"],
        "type": "unanswerable" if refused and right else _TYPES.get(verdict["asked_for"], "definition"),
        "source_file": list(dict.fromkeys(c["source_file"] for c in cited)) if right else [],
        "evidence": [c["quote"] for c in cited] if right else [],
        "meeting_date": first.get("meeting_date"),
        "item": first.get("item"),
        "answer": verdict["answer"] if right else "",
        "must_include": [],
        "difficulty": "medium",
        "split": "dev",
        "note": f"draft from feedback ({said})",
    }
