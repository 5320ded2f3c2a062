"""The chat's server without a browser: its API, its MCP tools, sign-in, what it gives out and what it keeps shut."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.errors import SettingsError
from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.engine import Engine
from tests.chat_server import house_over, serving
from tests.conftest import WordEmbedder
from ui.cli import main
from ui.load import crowd, memory_over
from ui.users import add_user, may_sign_in, read_users

if TYPE_CHECKING:
    from mcp.types import CallToolResult

QUESTION = "what did the board resolve on FSM funding"


@pytest.fixture(scope="module")
def address(
    corpus_store: Store, embedder: OpenVinoE5, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("server") / "data"
    with serving(folder, embedder, copy_of=corpus_store.folder) as local:
        yield local


def call(address: str, tool: str, **fields: Any) -> Any:
    """Call the API as the README's curl lines do: post, then read the event's result."""
    with httpx.Client(base_url=f"{address}/gradio_api", timeout=60) as client:
        event = client.post(f"/call/v2/{tool}", json=fields).json()["event_id"]
        lines = client.get(f"/call/{tool}/{event}").text.splitlines()
    assert "event: complete" in lines, lines
    (data,) = json.loads(lines[lines.index("event: complete") + 1].removeprefix("data: "))
    return data


@pytest.mark.model
def test_the_api_gives_the_same_answer_object_as_the_command(address: str, engine: Engine) -> None:
    from ui.objects import answer_object

    given = call(address, "ask", question=QUESTION)
    wanted = answer_object(engine.ask(QUESTION))
    assert given.pop("seconds")["total"] > 0
    wanted.pop("seconds")
    assert given == wanted


@pytest.mark.model
def test_the_api_takes_history_and_filters_and_tells_errors_in_the_object(address: str) -> None:
    followed = call(address, "ask", question="and on school readiness?", history=[QUESTION])
    assert "readiness" in followed["answer"]
    confined = call(address, "ask", question="What was resolved?", committee="Health and Well-being")
    assert {p["committee"] for p in confined["passages"]} == {"Coventry Health and Well-being Board"}
    assert call(address, "ask", question="Who?", since="soon")["reason"] == "error"
    assert len(call(address, "papers")) == 5
    (row,) = call(address, "decisions", words="food poverty")
    assert row["date"] == "2021-12-09"


@pytest.mark.model
def test_the_python_client_of_the_readme_works(address: str) -> None:
    from gradio_client import Client

    answer = Client(address, verbose=False).predict(QUESTION, committee="Scrutiny", api_name="/ask")
    assert answer["citations"][0]["meeting_date"] == "2021-12-09"


@pytest.mark.model
def test_an_assistant_finds_and_calls_the_tools(address: str) -> None:
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def talk() -> tuple[list[str], CallToolResult, CallToolResult]:
        async with (
            streamablehttp_client(f"{address}/mcp") as (reads, writes, _),
            ClientSession(reads, writes) as session,
        ):
            await session.initialize()
            names = [tool.name for tool in (await session.list_tools()).tools]
            asked = await session.call_tool("ask", {"question": QUESTION, "committee": "Scrutiny"})
            return names, asked, await session.call_tool("decisions", {"words": "food poverty"})

    names, asked, listed = asyncio.run(talk())
    assert names == ["ask", "papers", "decisions"]
    given = asked.structuredContent
    assert given
    assert json.loads("".join(getattr(c, "text", "") for c in asked.content)) == given
    wanted = call(address, "ask", question=QUESTION, committee="Scrutiny")
    assert given.pop("seconds").keys() == wanted.pop("seconds").keys()
    assert given == wanted
    assert (listed.structuredContent or {})["result"] == call(address, "decisions", words="food poverty")


@pytest.mark.model
def test_only_papers_are_given_out_and_no_other_host_is_asked(address: str) -> None:
    paper = call(address, "papers")[0]["id"]
    with httpx.Client(base_url=address) as client:
        given = client.get(f"/paper/{paper}")
        assert given.status_code == 200
        assert given.headers["content-type"].startswith("text/plain")
        assert "connect-src 'self'" in given.headers["content-security-policy"]
        shut = (
            "/gradio_api/file=/etc/passwd",
            "/gradio_api/file=http://elsewhere.example/",
            "/gradio_api/proxy=http://elsewhere.example/",
            "/monitoring",
        )
        assert [client.get(path).status_code for path in shut] == [403] * 4
        assert client.get("/paper/nothing").status_code == 404
        assert client.post("/mcp", json={}, headers={"host": "elsewhere.example"}).status_code == 421
        assert client.get(f"/page/{paper}/1.png").status_code == 404


def test_with_a_users_file_nothing_is_given_without_signing_in(tmp_path: Path) -> None:
    users = tmp_path / "users.json"
    add_user(users, "clerk", "a long password")
    embedder = WordEmbedder()
    store = Store(tmp_path / "data", embedder)
    (tmp_path / "rents.md").write_text("# Rents\n\nThe rents of garages were noted.\n", "utf-8")
    ingest([tmp_path / "rents.md"], store)
    paper = store.catalogue.papers()[0].id
    with serving(tmp_path / "data", embedder, users=users) as local, httpx.Client(base_url=local) as client:
        closed = (
            f"/paper/{paper}",
            f"/page/{paper}/1.png",
            "/config",
            "/gradio_api/info",
            "/mcp",
        )
        assert [client.get(path).status_code for path in closed] == [401] * 5
        assert client.post("/gradio_api/call/v2/papers", json={}).status_code == 401
        assert client.post("/gradio_api/upload", files={"files": b"x"}).status_code == 401
        assert client.post("/login", data={"username": "clerk", "password": "wrong"}).status_code == 400
        client.post("/login", data={"username": "clerk", "password": "a long password"}).raise_for_status()
        assert client.get(f"/paper/{paper}").status_code == 200


def test_a_password_is_kept_only_as_a_hash(tmp_path: Path) -> None:
    users = tmp_path / "users.json"
    add_user(users, "clerk", "a long password")
    add_user(users, "member", "another password")
    assert "password" not in users.read_text("utf-8")
    assert users.stat().st_mode & 0o077 == 0
    assert may_sign_in(users, "clerk", "a long password")
    assert not may_sign_in(users, "clerk", "another password")
    assert not may_sign_in(users, "nobody", "")
    assert set(read_users(users)) == {"clerk", "member"}


@pytest.mark.parametrize(
    ("name", "password", "message"), [("a b", "a long password", "name"), ("clerk", "short", "too short")]
)
def test_a_user_that_will_not_do_is_refused(tmp_path: Path, name: str, password: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        add_user(tmp_path / "users.json", name, password)


def test_a_users_file_that_names_nobody_is_no_open_door(tmp_path: Path) -> None:
    from ui.chat import launch_options

    users = tmp_path / "users.json"
    for text in (None, "{}", "not json"):
        if text is not None:
            users.write_text(text, "utf-8")
        with pytest.raises(SettingsError, match="minutebook user"):
            launch_options(house_over(tmp_path / "data", WordEmbedder(), users=users))


def test_it_serves_this_machine_alone(tmp_path: Path) -> None:
    from ui.chat import launch_options

    options = launch_options(house_over(tmp_path / "data", WordEmbedder()))
    assert options["server_name"] == "127.0.0.1"
    assert options["share"] is False
    with pytest.raises(SystemExit):
        main(["chat", "--share"])


@pytest.mark.model
def test_twenty_users_at_once_are_all_answered_and_memory_stays(address: str) -> None:
    load = crowd(address, [QUESTION, "Who attended?", "What is on the agenda?"], users=20, seconds=4)
    assert load.failed == ()
    assert len(load.seconds) >= 20
    assert load.within(0.95) < 30
    before, after = memory_over(address, [QUESTION], number=100, process=os.getpid())
    assert after - before < 30  # megabytes
