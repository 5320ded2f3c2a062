"""What the chat does with a question; tested without Gradio. One engine, one question at a time."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from ingest.errors import MinutebookError
from ingest.papers import Kind, Part
from rag.engine import Engine
from ui.page import Turn


class Desk:
    """Answers questions for all who ask; loads the models in the background."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Load the models now, in another thread, so that the first question does not wait."""
        threading.Thread(target=self._load, name="load models", daemon=True).start()

    def _load(self) -> None:
        with self._lock:
            self._engine.library.store.embedder.query("ready")

    def ask(self, question: str, turns: Sequence[Turn]) -> list[Turn]:
        """Answer in the light of the questions before; an error becomes part of the conversation."""
        if not question.strip():
            return list(turns)
        history = [t.question for t in turns if t.reply is not None]
        try:
            with self._lock:
                return [*turns, Turn(question, reply=self._engine.ask(question, history=history))]
        except MinutebookError as error:
            return [*turns, Turn(question, error=str(error))]

    def parts(self) -> tuple[Part, ...]:
        """Give the parts of the papers held."""
        return self._engine.library.store.catalogue.parts()

    def files(self) -> list[str]:
        """Give the papers' files, which the app may serve."""
        return [p.path for p in self._engine.library.store.catalogue.papers()]

    def paper_count(self) -> int:
        """Count the papers held."""
        return len(self._engine.library.store.catalogue.papers())

    def examples(self) -> list[str]:
        """Make a few questions from the papers that are loaded."""
        found: list[str] = []
        catalogue = self._engine.library.store.catalogue
        for paper in catalogue.papers():
            read = catalogue.read(paper)
            decided = max(
                (r for r in read.resolutions if r.item and r.clauses),
                key=lambda r: len(r.clauses),
                default=None,
            )
            if decided and decided.item:
                found.append(f"What was resolved on {decided.item.title}?")
            agenda = next((p for p in read.parts if p.kind is Kind.AGENDA), None)
            if agenda and agenda.committee and agenda.date:
                found.append(f"What is on the agenda of {agenda.committee}?")
        return list(dict.fromkeys(found))[:4]
