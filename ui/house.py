"""What the chat's page needs, opened together: answers, papers, changes; and what it shows of a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import SettingsError
from ingest.settings import Settings
from ui.changes import Changes
from ui.compose import open_engine, open_store, reading_for
from ui.conversation import Desk
from ui.frame import status_html
from ui.page import conversation_html, welcome_html
from ui.shelf import Shelf
from ui.sources import sources_html
from ui.turns import Turn, spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What the page needs: answers, papers, changes; `users` is the file of those who may sign in."""

    desk: Desk
    shelf: Shelf
    changes: Changes
    users: Path | None = None

    def welcome(self) -> str:
        """Tell what is loaded."""
        return welcome_html(self.shelf.parts(), len(self.shelf.papers()), self.shelf.examples())

    def conversation(self, turns: Sequence[Turn]) -> tuple[tuple[Turn, ...], str, str, str]:
        """Give the turns, and all that shows them."""
        return (
            tuple(turns),
            conversation_html(turns),
            sources_html(turns, twins=self.shelf.twins() if turns and turns[-1].reply else None),
            status_html(spoken(turns)),
        )


def open_house(settings: Settings) -> House:
    """Open the data folder three times: to answer, to read, to write; one embedding model serves all.

    Raises:
        SettingsError: it is marked restricted, and nobody has to sign in.

    """
    engine = open_engine(settings)
    shelf = Shelf(settings.data, passwords=reading_for(settings).passwords, language=settings.ocr_language)
    store = open_store(settings, embedder=engine.library.store.embedder)
    if store.catalogue.restricted and settings.users is None:
        raise SettingsError(
            f"The data folder {settings.data} may hold exempt papers, so the chat serves it only to those who sign in. Make "
            "a users file with `minutebook user NAME --file FILE`, and start the chat with --users FILE."
        )
    changes = Changes(store, reading=reading_for(settings))
    return House(
        desk=Desk(engine, shelf, arrivals=changes.arrivals),
        shelf=shelf,
        changes=changes,
        users=settings.users,
    )
