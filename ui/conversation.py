"""What the chat does with a question; tested without Gradio. One engine, one question at a time."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from queue import SimpleQueue

from ingest.errors import MinutebookError
from ingest.store.catalogue import Filter
from rag.answers import Reply
from rag.engine import Engine
from ui.arrivals import Arrivals
from ui.page import counted
from ui.references import filter_words
from ui.shelf import Shelf
from ui.turns import Turn, answer_lines, refused, shown_text

_MOST_TURNS = 40  # kept of one conversation
_WRITING = (
    "The language model is writing; each sentence is shown when it has been checked against the papers."
)
_FAULT = (
    "This question could not be answered because of a fault in the program, which has written down where. "
    "Try it in other words; if that fails too, tell those who run it."
)


class Desk:
    """Answers questions for all who ask; loads the models in the background."""

    def __init__(self, engine: Engine, shelf: Shelf, *, arrivals: Arrivals | None = None) -> None:
        self._engine = engine
        self._shelf = shelf
        self._arrivals = arrivals or Arrivals()
        self._lock = threading.Lock()
        self._ready = threading.Event()

    def warm(self) -> None:
        """Load the models now, in another thread, so that the page need not wait for them."""
        threading.Thread(target=self._load, name="load models", daemon=True).start()

    def _load(self) -> None:
        with self._lock:
            self._engine.load()
        self._ready.set()

    def reply(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        where: Filter | None = None,
        tell: Callable[[str], None] | None = None,
    ) -> Reply:
        """Answer one question; `tell` gets each sentence of a language model as soon as it has been checked.

        Raises:
            MinutebookError: it cannot be taken, or there is nothing to ask; the message says what to do.

        """
        for _ in self._arrivals.awaited():
            pass
        with self._lock:
            said = self._arrivals.said
            found = self._engine.ask(question, history=history, where=where, tell=tell)
        self._ready.set()
        if said and not found.note:
            return replace(found, note=f"{said}: ask again later for what is in the others.")
        return found

    def stream(
        self, question: str, turns: Sequence[Turn], *, where: Filter | None = None
    ) -> Iterator[tuple[Turn, ...]]:
        """Answer in the light of the questions before: what is being done, then the answer line by line.

        An error becomes part of the conversation; an empty question leaves it as it is.
        """
        before = tuple(turns[-_MOST_TURNS:])
        if not question.strip():
            yield before
            return
        where = where or Filter()
        turn = Turn(question, narrowed=filter_words(where, paper=self._shelf.name(where.paper)))
        for said in self._arrivals.awaited():
            yield *before, replace(turn, doing=said)
        yield *before, replace(turn, doing=self._doing())
        history = [t.question for t in before if t.reply is not None]
        so_far: tuple[str, ...] = ()
        try:
            for told in self._told(question, history=history, where=where):
                if isinstance(told, str):
                    so_far = (*so_far, told)
                    yield *before, replace(turn, doing=_WRITING, so_far=so_far)
                else:
                    turn = replace(turn, reply=told)
        except MinutebookError as error:
            yield *before, replace(turn, error=str(error))
            return
        lines = [] if refused(turn) else [line.text for line in answer_lines(shown_text(turn))]
        for count in range(len(so_far) + 1, len(lines)):
            yield *before, replace(turn, reply=None, so_far=tuple(lines[:count]))
        yield *before, turn

    def _told(self, question: str, *, history: Sequence[str], where: Filter) -> Iterator[str | Reply]:
        """Give each sentence of a language model as soon as it has been checked, then the reply."""
        told: SimpleQueue[str | None] = SimpleQueue()
        with ThreadPoolExecutor(max_workers=1) as pool:
            asking = pool.submit(self.reply, question, history=history, where=where, tell=told.put)
            asking.add_done_callback(lambda _: told.put(None))
            while (sentence := told.get()) is not None:
                yield sentence
            yield asking.result()

    def talk(
        self, question: str, turns: Sequence[Turn], *, where: Filter | None = None
    ) -> Iterator[tuple[Turn, ...]]:
        """Stream an answer to a page; a fault of ours is told there too, and written to stderr with its place."""
        try:
            yield from self.stream(question, turns, where=where)
        except Exception:  # noqa: BLE001 - the outermost frame of a page's event: whoever asked must be told
            traceback.print_exc()
            yield *turns[-_MOST_TURNS:], Turn(question, error=_FAULT)

    def ask(self, question: str, turns: Sequence[Turn], *, where: Filter | None = None) -> tuple[Turn, ...]:
        """Answer, without what comes before the answer is there."""
        *_, last = self.stream(question, turns, where=where)
        return last

    def _doing(self) -> str:
        if not self._ready.is_set():
            return "Getting ready: the model that finds passages is loading. Your question is taken."
        return f"Looking through {counted(len(self._shelf.papers()), 'paper')} …"
