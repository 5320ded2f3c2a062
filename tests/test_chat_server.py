"""The chat's server without a browser: its API, its MCP tools, sign-in, what it gives out and what it keeps shut."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from eval.feedback import drafts
from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.errors import QuestionError, SettingsError
from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.engine import Engine
from tests.chat_server import house_over, serving
from tests.conftest import WordEmbedder
from ui.changes import LARGEST, Changes
from ui.cli import main
from ui.conversation import Desk
from ui.decisions import read_asked, saved
from ui.feedback import keep_verdict
from ui.load import crowd, memory_over
from ui.papers import Adding, adding_html
from ui.shelf import Shelf
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
def test_verdicts_become_draft_gold_questions(
    engine: Engine, corpus_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(engine, Shelf(corpus_store.folder))
    turns = desk.ask("Who chaired?", desk.ask(QUESTION, ()))
    keep_verdict(tmp_path, turns, number="1", verdict="right", note="")
    keep_verdict(tmp_path, turns, number="2", verdict="wrong", note="It was another meeting.")
    assert main(["--data", str(tmp_path), "eval", "--from-feedback"]) == 0
    right, wrong = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert right["type"] == "resolution"
    assert right["evidence"][0].startswith("RESOLVED that the Scrutiny Board")
    assert wrong["evidence"] == []
    assert wrong["history"] == [QUESTION]
    assert "It was another meeting." in wrong["note"]


def test_a_verdict_on_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="not in the conversation"):
        keep_verdict(tmp_path, (), number="1", verdict="right", note="")
    with pytest.raises(QuestionError, match="nobody has given feedback"):
        list(drafts(tmp_path / "feedback.jsonl"))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.exe", b"x", "not a kind of file"),
        ("a.txt", b"", "is empty"),
        ("../../a.txt", b"The rents were noted.", None),
    ],
)
def test_an_upload_is_taken_into_the_data_folder_under_its_own_name(
    tmp_path: Path, name: str, data: bytes, message: str | None
) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "file").write_bytes(data)
    changes = Changes(Store(tmp_path / "data", WordEmbedder()))
    *_, (last,) = changes.add([(name, sent / "file")], within=sent)
    if message:
        assert message in (last.problem or "")
    else:
        assert last.problem is None
        (kept,) = changes.uploads.glob("*/*")
        assert kept.parent.parent == changes.uploads


def test_a_file_from_elsewhere_is_not_taken_for_an_upload(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("The rents were noted.", "utf-8")
    (tmp_path / "sent").mkdir()
    changes = Changes(Store(tmp_path / "data", WordEmbedder()))
    for place in (tmp_path / "secret.txt", tmp_path / "sent" / ".." / "secret.txt", None):
        *_, (last,) = changes.add([("secret.txt", place)], within=tmp_path / "sent")
        assert "did not arrive" in (last.problem or "")
    assert (tmp_path / "secret.txt").exists()


def test_an_upload_that_is_too_large_and_one_file_too_many_are_refused_with_what_to_do(
    tmp_path: Path,
) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    with (sent / "large.pdf").open("wb") as file:
        file.truncate(LARGEST + 1)  # of blanks, which take no room on the disk
    changes = Changes(Store(tmp_path / "data", WordEmbedder()))
    *_, told = changes.add([("large.pdf", sent / "large.pdf"), *[("lost.txt", None)] * 50], within=sent)
    assert "Split it and add the pieces" in (told[0].problem or "")
    assert "Add it again with the next ones" in (told[50].problem or "")
    assert not list(changes.uploads.glob("*/*"))


def test_a_paper_on_its_way_in_has_a_bar_with_its_name() -> None:
    half = adding_html([Adding(name="pack.pdf", words="Reading, page 5 of 10", done=5, of=10)])
    assert '<progress aria-labelledby="adding-0" max="10" value="5">' in half
    assert 'id="adding-0">pack.pdf: Reading' in half
    assert "progress" not in adding_html([Adding(name="pack.pdf", words="Added.", done=10, of=10)])


@pytest.mark.model
def test_decisions_are_saved_as_a_workbook(corpus_store: Store) -> None:
    from openpyxl import load_workbook

    register = Shelf(corpus_store.folder).register()
    name, _, data = saved(register, read_asked({"words": "food poverty"}), form="xlsx")
    assert name == "decisions.xlsx"
    _, row = load_workbook(BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    assert any("Write to the LGA" in str(value) for value in row)


def test_files_of_removed_papers_are_swept_and_those_held_stay(tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    changes = Changes(Store(tmp_path / "data", WordEmbedder()))
    for name in ("one.txt", "two.txt"):
        (sent / name).write_text(f"The rents of {name} were noted by the committee.", "utf-8")
        list(changes.add([(name, sent / name)], within=sent))
    shelf = Shelf(tmp_path / "data")
    changes.remove(next(p.id for p in shelf.papers() if p.file_name == "one.txt"))
    changes.sweep()
    assert [f.name for f in changes.uploads.glob("*/*")] == ["two.txt"]


@pytest.mark.model
def test_twenty_users_at_once_are_all_answered_and_memory_stays(address: str) -> None:
    load = crowd(address, [QUESTION, "Who attended?", "What is on the agenda?"], users=20, seconds=4)
    assert load.failed == ()
    assert len(load.seconds) >= 20
    assert load.within(0.95) < 30
    before, after = memory_over(address, [QUESTION], number=100, process=os.getpid())
    assert after - before < 30  # megabytes
