"""Health and metrics for whoever runs the app: pure functions for its addresses, in Prometheus' text format.

`Measures` hears the journal's events. Nothing here holds a word of a question or a paper.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from typing import Any

from ingest.errors import StoreError
from ingest.journal import values_of
from ingest.store.catalogue import Catalogue

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BOUNDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)  # seconds


class Measures(logging.Handler):
    """Counts of what this process did since it started. Add it with `ingest.journal.listen`."""

    def __init__(self) -> None:
        super().__init__()
        self._guard = threading.Lock()
        self._events: Counter[tuple[str, str]] = Counter()
        self._within: Counter[float] = Counter()
        self._seconds = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Count an event; of a question also how long it took."""
        values, event = values_of(record), record.getMessage()
        with self._guard:
            self._events[event, str(values.get("outcome", ""))] += 1
            if event == "question":
                seconds = float(values.get("seconds") or 0)
                self._seconds += seconds
                for bound in _BOUNDS:
                    self._within[bound] += seconds <= bound

    def text(self, catalogue: Catalogue | None = None) -> str:
        """Give all in Prometheus' text format, with what the catalogue holds."""
        with self._guard:
            events, within, total = dict(self._events), dict(self._within), self._seconds
        asked = sum(n for (event, _), n in events.items() if event == "question")
        lines = [
            "# HELP minutebook_events_total What happened, by event and outcome.",
            "# TYPE minutebook_events_total counter",
        ]
        lines += [
            f'minutebook_events_total{{event="{event}",outcome="{outcome}"}} {count}'
            for (event, outcome), count in sorted(events.items())
        ]
        lines += [
            "# HELP minutebook_question_seconds How long answers took.",
            "# TYPE minutebook_question_seconds histogram",
        ]
        lines += [
            f'minutebook_question_seconds_bucket{{le="{bound}"}} {within.get(bound, 0)}' for bound in _BOUNDS
        ]
        lines += [
            f'minutebook_question_seconds_bucket{{le="+Inf"}} {asked}',
            f"minutebook_question_seconds_sum {total:.6f}",
            f"minutebook_question_seconds_count {asked}",
        ]
        for name, value in (held(catalogue) if catalogue else {}).items():
            lines += [
                f"# HELP minutebook_{name} Held in the data folder.",
                f"# TYPE minutebook_{name} gauge",
                f"minutebook_{name} {value}",
            ]
        return "\n".join(lines) + "\n"


def held(catalogue: Catalogue) -> dict[str, int]:
    """Count what a catalogue holds."""
    return {
        "papers": len(catalogue.papers()),
        "passages": catalogue.passage_count(),
        "withheld_files": len(catalogue.withheld_files()),
    }


def health(catalogue: Catalogue) -> tuple[bool, dict[str, Any]]:
    """Tell whether questions can be answered, and the counts behind it: quickly, without comparing each passage."""
    try:
        counts = held(catalogue)
    except StoreError as error:
        return False, {"status": "failing", "problem": type(error).__name__}
    able = bool(counts["passages"])
    return able, {"status": "ok" if able else "empty", "restricted": catalogue.restricted, **counts}
