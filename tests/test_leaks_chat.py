"""No word of an exempt paper comes out of the chat's server, its views, what it saves, or what lies in its folders.

Real model, real server. Each search is proved to work by words that must be found by it.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import httpx
import pytest

from ingest.embedding.openvino_e5 import OpenVinoE5
from tests.chat_server import house_over, serving
from tests.leaking import (
    EXEMPT,
    INNOCENT,
    OPEN_QUESTIONS,
    Town,
    files_of,
    leaked,
    living_in,
    public,
    words_of,
)
from tests.test_chat_server import call
from ui.feedback import keep_verdict
from ui.filters import filters_html
from ui.page import conversation_html
from ui.papers import papers_html
from ui.references import conversation_docx, conversation_markdown
from ui.sources import sources_html
from ui.turns import Turn

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def town(exempt_town: Town) -> Iterator[Town]:
    with living_in(exempt_town):
        yield exempt_town


@pytest.fixture(scope="module")
def address(town: Town, embedder: OpenVinoE5) -> Iterator[str]:
    with serving(town.data, embedder) as local:
        yield local


def test_nothing_is_told_by_any_address_of_the_chat(town: Town, address: str) -> None:
    with closing(town.catalogue()) as held:
        papers = held.papers()
        partly = {p.id for p in papers if held.read(p).withheld}
    assert partly
    given: list[bytes] = []
    with httpx.Client(base_url=address, timeout=60) as client:
        paths = ("/", "/config", "/health", "/metrics", "/gradio_api/info", "/gradio_api/openapi.json")
        given += [client.get(path).content for path in paths]
        for paper in papers:
            answer = client.get(f"/paper/{paper.id}")
            given.append(answer.content)
            assert (answer.status_code == 404) == (paper.id in partly), paper.file_name
        for paper in (p for p in papers if p.id in partly and p.paginated):
            read = town.catalogue().read(paper)
            for page in range(1, paper.page_count + 1):
                private = any(w.first_page <= page <= w.last_page for w in read.withheld)
                shown = client.get(f"/page/{paper.id}/{page}.png")
                assert (shown.status_code == 404) == private, (paper.file_name, page)
    assert leaked(b"\n".join(given)) == []
    assert public(b"\n".join(given))


def test_nothing_is_told_by_the_api_and_the_tools(address: str) -> None:
    given = [call(address, "ask", question=question) for question in OPEN_QUESTIONS]
    given += [call(address, "papers"), call(address, "decisions"), call(address, "decisions", words="site")]
    assert leaked(json.dumps(given, ensure_ascii=False)) == []
    assert public(json.dumps(given))

    async def by_mcp() -> str:
        from mcp import ClientSession
        from mcp.client.streamable_http import streamablehttp_client

        async with (
            streamablehttp_client(f"{address}/mcp") as (reading, writing, _),
            ClientSession(reading, writing) as session,
        ):
            await session.initialize()
            return repr([await session.call_tool("ask", {"question": q}) for q in OPEN_QUESTIONS])

    told = asyncio.run(by_mcp())
    assert leaked(told) == []
    assert public(told)


def test_nothing_is_shown_by_the_chats_views_saved_conversations_and_verdicts(
    town: Town, embedder: OpenVinoE5
) -> None:
    house = house_over(town.data, embedder)
    turns: tuple[Turn, ...] = ()
    for question in OPEN_QUESTIONS:
        turns = house.desk.ask(question, turns)
    shown = [house.welcome(), *house.conversation(turns)[1:], conversation_html(turns), sources_html(turns)]
    shown += [
        papers_html(house.shelf.listing()),
        filters_html(house.shelf.parts(), house.shelf.papers()),
        conversation_markdown(turns, today=date(2026, 1, 2)),
        repr(house.shelf.register()),
        repr(house.shelf.examples()),
    ]
    for paper in house.shelf.papers():
        shown += [
            house.shelf.view({"paper": paper.id, "page": n, "spans": f"{n}:0:20"})
            for n in range(1, max(paper.page_count, 1) + 1)
        ]
    assert sum("mb-words" in view for view in shown) > len(INNOCENT) / 2
    assert leaked("\n".join(shown)) == []
    assert public("\n".join(shown))
    saved = words_of("saved.docx", conversation_docx(turns, today=date(2026, 1, 2)))
    assert leaked(saved) == []
    assert public(saved)
    for number in range(1, len(turns) + 1):
        keep_verdict(town.data, turns, number=str(number), verdict="wrong", note="")
    assert public((town.data / "feedback.jsonl").read_bytes())
    assert leaked((town.data / "feedback.jsonl").read_bytes()) == []
    assert leaked(town.run("eval", "--from-feedback")) == []


def test_an_upload_of_which_something_is_withheld_is_not_kept_in_the_data_folder(
    tmp_path: Path, embedder: OpenVinoE5
) -> None:
    house = house_over(tmp_path / "data", embedder)
    pack = next(p for p in EXEMPT if p.file_name == "pack-one.pdf")
    whole = next(p for p in EXEMPT if p.file_name == "tender.pdf")
    for planted in (pack, whole):
        (tmp_path / "up").mkdir(exist_ok=True)
        uploaded = planted.write(tmp_path / "up")
        *_, last = house.changes.add([(planted.file_name, uploaded)], within=tmp_path / "up")
        assert bool(last[0].problem) == (planted is whole)
    (held,) = house.shelf.papers()
    shown = house.shelf.view({"paper": held.id, "page": 2, "spans": "2:0:20"})
    assert "Libraries" in shown
    assert [f.name for f in files_of(tmp_path / "data") if leaked(f.read_bytes())] == []
    assert [f.name for f in files_of(tmp_path / "data") if f.suffix == ".pdf"] == []
    left = (
        house.changes.uploads / "0123" / pack.file_name
    )  # as where the program ended before it could be deleted
    left.parent.mkdir(parents=True)
    pack.write(left.parent)
    house.changes.sweep()
    assert not left.exists()


def test_doctor_tells_nothing_and_the_folder_holds_nothing_while_it_is_open(
    town: Town, embedder: OpenVinoE5
) -> None:
    for form in ((), ("--repair",)):
        assert leaked(town.run("doctor", *form)) == []
    house = house_over(town.data, embedder)
    again = next(f for f in files_of(town.home / "papers") if f.name == "statement.md")
    held = house.shelf.catalogue.paper(again.name)
    house.changes.remove(held.id)
    house.changes.bring_back(held.id)
    with house.changes._store.catalogue.transaction() as db:  # a log that has not been emptied
        db.execute("INSERT OR REPLACE INTO meta VALUES ('traces', 'yes')")
    assert (town.data / "catalogue.sqlite-wal").stat().st_size > 0
    copied = town.home / "copied"
    shutil.copytree(town.data, copied)  # catalogue, log, index, verdicts, as they lie there
    assert [f.name for f in files_of(copied) if leaked(f.read_bytes())] == []
    assert any(public(f.read_bytes()) for f in files_of(copied))


def test_neither_the_journal_nor_anything_written_beside_holds_a_secret(
    town: Town, address: str, embedder: OpenVinoE5
) -> None:
    assert httpx.get(f"{address}/health").status_code == 200
    house_over(town.data, embedder).desk.ask(OPEN_QUESTIONS[0], ())  # others may have been asked elsewhere
    journal = (town.home / "out" / "journal.jsonl").read_bytes()
    assert b'"event": "question"' in journal
    assert leaked(journal) == []
    beside = [f for name in ("temporary", "out") for f in files_of(town.home / name)]
    assert beside
    assert [f.name for f in beside if leaked(words_of(f.name, f.read_bytes()))] == []
    assert str(os.environ["TMPDIR"]).endswith("temporary")
