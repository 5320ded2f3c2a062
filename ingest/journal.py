"""The journal: what happened, as one JSON object a line. Ids, counts and times; a question's words only if asked for."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.errors import SettingsError

Value = str | int | float | bool | None
_LOGGER = logging.getLogger("minutebook")
_LOGGER.addHandler(logging.NullHandler())
_LOGGER.propagate = False  # nothing of it goes where we have not said
_LOGGER.setLevel(logging.INFO)


def note(event: str, *, words: str | None = None, **values: Value) -> None:
    """Note an event with its ids, counts and seconds; `words` are a question's, written only where asked for."""
    _LOGGER.info(event, extra={"values": values, "words": words})


def values_of(record: logging.LogRecord) -> dict[str, Value]:
    """Give the ids, counts and times of an event."""
    return dict(getattr(record, "values", {}))


def listen(handler: logging.Handler) -> None:
    """Let a handler hear all events."""
    _LOGGER.addHandler(handler)


class JsonLines(logging.Formatter):
    """One JSON object a line: time (UTC), event, its values."""

    def __init__(self, *, words: bool = False) -> None:
        super().__init__()
        self._words = words

    def format(self, record: logging.LogRecord) -> str:
        """Write an event."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": when, "event": record.getMessage(), **values_of(record)}
        if self._words and (words := getattr(record, "words", None)):
            line["words"] = words
        return json.dumps(line, ensure_ascii=False)


def keep_journal(file: Path, *, words: bool = False) -> None:
    """Append the events of this process to a file; a second call for the same file changes nothing.

    Raises:
        SettingsError: it cannot be written.

    """
    place = str(file.resolve())
    if any(isinstance(h, logging.FileHandler) and h.baseFilename == place for h in _LOGGER.handlers):
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(place, encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            f"The journal {file} cannot be written ({error}). Set `journal` to another file."
        ) from error
    handler.setFormatter(JsonLines(words=words))
    listen(handler)
