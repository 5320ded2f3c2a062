"""A data folder for exempt papers in the chat: only with sign-in, and each answer carries the marking."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from ingest.errors import SettingsError
from ingest.pipeline import ingest
from ingest.reading.files import Reading
from ingest.settings import Settings
from ingest.store.folder import Store
from rag.engine import Engine
from rag.library import StoreLibrary
from tests.conftest import WordEmbedder
from tests.exempt_papers import exempt_papers
from ui.house import open_house
from ui.page import conversation_html
from ui.references import turn_markdown, turn_text
from ui.routes import routes
from ui.shelf import Shelf
from ui.turns import Turn


@pytest.fixture
def restricted(tmp_path: Path) -> Store:
    (tmp_path / "papers").mkdir()
    exempt_papers()[0].write(tmp_path / "papers")
    store = Store(tmp_path / "data", WordEmbedder())
    ingest([tmp_path / "papers"], store, reading=Reading(exempt=True))
    return store


def test_the_chat_serves_exempt_papers_only_with_sign_in(restricted: Store, tmp_path: Path) -> None:
    settings = Settings(data=restricted.folder)
    with pytest.raises(SettingsError, match="only to those who sign in"):
        open_house(settings)
    assert open_house(replace(settings, users=tmp_path / "users")).users


def test_each_answer_carries_the_marking_wherever_it_is_shown(restricted: Store) -> None:
    question = "What was the highest offer for the site?"
    turn = Turn(question=question, reply=Engine(StoreLibrary(restricted)).ask(question))
    for shown in (conversation_html([turn]), turn_text(turn), turn_markdown(turn)):
        assert "RESTRICTED: drawn from papers that may be exempt" in shown


def test_the_app_tells_its_health_and_its_measures(restricted: Store, tmp_path: Path) -> None:
    client = TestClient(Starlette(routes=routes(Shelf(restricted.folder))))
    assert client.get("/health").json()["papers"] == 1
    assert "minutebook_papers 1" in client.get("/metrics").text
    empty = TestClient(Starlette(routes=routes(Shelf(tmp_path / "empty"))))
    assert empty.get("/health").status_code == 503
