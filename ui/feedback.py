"""What readers say of answers: kept as JSON lines in the data folder, one verdict a line."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.errors import QuestionError
from ui.objects import answer_object
from ui.turns import Turn

FILE = "feedback.jsonl"
VERDICTS = ("right", "wrong", "missing")
_LONGEST_NOTE = 2000  # characters
_ONE_AT_A_TIME = threading.Lock()  # two lines written at once would run into each other


def verdict_on(
    turns: Sequence[Turn], *, number: str, verdict: str, note: str, now: datetime
) -> dict[str, Any]:
    """Give a verdict on an answer, with what was asked and answered.

    Raises:
        QuestionError: there is no such answer, or the verdict is none of right, wrong, missing.

    """
    turn = turns[int(number) - 1] if number.isdecimal() and 0 < int(number) <= len(turns) else None
    if turn is None or turn.reply is None:
        raise QuestionError("This answer is not in the conversation any more. Ask the question again.")
    if verdict not in VERDICTS:
        raise QuestionError("Choose whether the answer was right, wrong, or lacked something.")
    answer = answer_object(turn.reply)
    kept = ("passage", "source_file", "kind", "committee", "meeting_date", "item", "page", "quote")
    return {
        "at": now.isoformat(timespec="seconds"),
        "verdict": verdict,
        "note": note[:_LONGEST_NOTE].strip() or None,
        "question": turn.question,
        "history": [t.question for t in turns[: int(number) - 1] if t.reply is not None],
        "only_in": list(turn.narrowed),
        "asked_for": turn.reply.query.ask.value,
        "answer": answer["answer"],
        "reason": answer["reason"],
        "citations": [{name: c[name] for name in kept} for c in answer["citations"]],
    }


def keep_verdict(folder: Path, turns: Sequence[Turn], *, number: str, verdict: str, note: str) -> None:
    """Add a verdict to the data folder's file.

    Raises:
        QuestionError: as for `verdict_on`, or the file cannot be written.

    """
    line = json.dumps(
        verdict_on(turns, number=number, verdict=verdict, note=note, now=datetime.now(UTC)),
        ensure_ascii=False,
    )
    try:
        with _ONE_AT_A_TIME, (folder / FILE).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    except OSError as error:
        raise QuestionError(
            f"Your verdict could not be kept ({error.strerror}). The data folder may be full."
        ) from error
