"""What other programs and assistants may ask of the chat's server: over HTTP and as MCP tools."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ingest.errors import MinutebookError
from ui.conversation import Desk
from ui.decisions import chosen, read_asked
from ui.filters import filter_of
from ui.objects import answer_object, paper_object, refusal_object
from ui.registers import decision_row
from ui.shelf import Shelf

_MOST_DECISIONS = 200


class Tools:
    """What may be asked; the methods' docstrings are what an assistant reads."""

    def __init__(self, desk: Desk, shelf: Shelf) -> None:
        self._desk = desk
        self._shelf = shelf

    def every(self) -> tuple[Callable[..., Any], ...]:
        """Give the tools."""
        return self.ask, self.papers, self.decisions

    def ask(  # noqa: PLR0917 - Gradio passes its arguments by position
        self,
        question: str,
        history: list[str] | None = None,
        committee: str = "",
        since: str = "",
        until: str = "",
        kind: str = "",
        paper: str = "",
    ) -> dict[str, Any]:
        """Answer a question from the council papers held, in their own words, with a citation for each statement.

        The answer object says `abstained` where the papers do not answer; then nothing may be concluded from it.

        Args:
            question: The question, in a sentence or two.
            history: The questions before it, oldest first, where it refers back to them.
            committee: Only papers of committees with this in their name.
            since: Only meetings on or after this date, as 2021-12-09.
            until: Only meetings on or before this date.
            kind: Only this kind of paper: agenda, minutes, report, decision_record, annual_report, supplement, other.
            paper: Only the paper of this id, as `papers` gives it.

        """
        fields = {"committee": committee, "since": since, "until": until, "kind": kind, "paper": paper}
        try:
            return answer_object(self._desk.reply(question, history=history or (), where=filter_of(fields)))
        except MinutebookError as error:
            return refusal_object(question, str(error))

    def papers(self) -> list[dict[str, Any]]:
        """List the council papers held: id, title, kind, committee, date, pages."""
        return [{k: v for k, v in paper_object(p).items() if k != "path"} for p in self._shelf.papers()]

    def decisions(
        self, words: str = "", committee: str = "", since: str = "", until: str = ""
    ) -> list[dict[str, Any]]:
        """List what the minutes held record as decided, the latest first: words, outcome, votes, place; 200 at most.

        Args:
            words: Only decisions that hold all these words.
            committee: Only committees with this in their name.
            since: Only meetings on or after this date, as 2021-12-09.
            until: Only meetings on or before this date.

        """
        try:
            asked = read_asked({"words": words, "committee": committee, "since": since, "until": until})
        except MinutebookError as error:
            return [{"error": str(error)}]
        return [decision_row(d) for d in chosen(self._shelf.register(), asked)[:_MOST_DECISIONS]]
