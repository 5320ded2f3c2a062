"""Chroma as a server in another process: the same contract as the folder, and what happens when it goes away."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import numpy as np
import pytest

from ingest.errors import IndexAway
from ingest.pipeline import ingest
from ingest.settings import Settings
from ingest.store.doctor import examine, repair
from ingest.store.folder import Store
from ingest.store.vectors import ChromaServer, VectorIndex
from rag.engine import Engine
from rag.library import StoreLibrary
from tests.conftest import ROOT, WordEmbedder
from tests.test_crash import write_papers

CHROMA = Path(sys.executable).parent / "chroma"


class Server:
    """A real `chroma run`, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [CHROMA, "run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _ in range(300):
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/api/v2/heartbeat", timeout=1).is_success:
                    return
            time.sleep(0.1)
        raise AssertionError("chroma run did not start")

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(tmp_path / "server")
    running.start()
    yield running
    running.kill()


@pytest.fixture(params=["folder", "server"])
def index(request: pytest.FixtureRequest, tmp_path: Path) -> VectorIndex:
    if request.param == "folder":
        return VectorIndex(tmp_path / "chroma")
    return VectorIndex(tmp_path / "unused", ChromaServer(url=request.getfixturevalue("server").url))


def vectors(count: int) -> np.ndarray:
    made = np.random.default_rng(5).normal(size=(count, 64)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True))


# -- the contract, for both ------------------------------------------------------------------------------------


def test_what_is_stored_is_given_back(index: VectorIndex) -> None:
    made = vectors(50)
    index.upsert([f"p{n}" for n in range(50)], made)
    assert index.ids() == {f"p{n}" for n in range(50)}
    back = index.vectors(["p7", "nobody"])
    assert set(back) == {"p7"}
    assert back["p7"] == pytest.approx(made[7], abs=1e-6)


def test_the_same_id_holds_the_last_vector(index: VectorIndex) -> None:
    made = vectors(2)
    index.upsert(["p"], made[:1])
    index.upsert(["p"], made[1:])
    assert index.vectors(["p"])["p"] == pytest.approx(made[1], abs=1e-6)


def test_the_nearest_come_first_with_their_cosine(index: VectorIndex) -> None:
    made = vectors(80)
    index.upsert([f"p{n}" for n in range(80)], made)
    found = index.nearest(made[9], limit=3)
    assert found[0][0] == "p9"
    assert found[0][1] == pytest.approx(1.0, abs=1e-4)
    assert [s for _, s in found] == sorted((s for _, s in found), reverse=True)


def test_what_is_deleted_or_cleared_is_gone(index: VectorIndex) -> None:
    index.upsert(["a", "b", "c"], vectors(3))
    index.delete(["a", "nobody"])
    assert index.ids() == {"b", "c"}
    index.clear()
    assert index.ids() == frozenset()
    assert index.nearest(vectors(1)[0], limit=3) == ()
    index.upsert(["d"], vectors(1))
    assert index.ids() == {"d"}


def test_a_folder_of_papers_is_held_and_asked_through_either(index: VectorIndex, tmp_path: Path) -> None:
    write_papers(tmp_path / "papers", 5)
    store = Store(tmp_path / "data", WordEmbedder(), server=index.server, exact=0)
    ingest([tmp_path / "papers"], store)
    assert examine(store).good
    reply = Engine(StoreLibrary(store)).ask("rents in ward3")
    assert reply.hits[0].placed.paper.file_name == "ward-003.md"


def test_more_than_one_call_takes_is_stored_found_and_deleted(index: VectorIndex) -> None:
    made, ids = vectors(4500), [f"p{n}" for n in range(4500)]
    index.upsert(ids, made)
    assert index.ids() == frozenset(ids)
    assert len(index.vectors(ids)) == 4500
    assert index.nearest(made[4321], limit=1)[0][0] == "p4321"
    index.delete(ids[1:])
    assert index.ids() == {"p0"}


def test_what_is_missing_wrong_or_left_over_is_found_by_its_id_and_mended(
    index: VectorIndex, tmp_path: Path
) -> None:
    write_papers(tmp_path / "papers", 4)
    store = Store(tmp_path / "data", WordEmbedder(), server=index.server, exact=0)
    ingest([tmp_path / "papers"], store)
    ids, made = store.catalogue.all_vectors()
    store.vectors.delete(ids[:1])
    store.vectors.upsert([ids[1], "nobody"], made[[2, 0]])
    found = examine(store)
    assert (found.missing, found.wrong, found.orphans) == (ids[:1], ids[1:2], ("nobody",))
    repair(store)
    assert examine(store).good


# -- a server that goes away -----------------------------------------------------------------------------------


def test_a_server_that_is_not_there_is_told_within_its_patience(tmp_path: Path) -> None:
    index = VectorIndex(tmp_path, ChromaServer(url="http://127.0.0.1:9", timeout=1, tries=2))
    started = time.perf_counter()
    with pytest.raises(IndexAway, match="chroma run"):
        index.ids()
    assert time.perf_counter() - started < 8


def test_a_server_that_hangs_is_told_within_its_patience_and_used_again_when_it_goes_on(
    server: Server, tmp_path: Path
) -> None:
    index = VectorIndex(tmp_path, ChromaServer(url=server.url, timeout=1, tries=2))
    index.upsert(["a"], vectors(1))
    assert server.process
    server.process.send_signal(signal.SIGSTOP)
    try:
        started = time.perf_counter()
        with pytest.raises(IndexAway, match="does not answer"):
            index.upsert(["b"], vectors(1))
        assert time.perf_counter() - started < 10
    finally:
        server.process.send_signal(signal.SIGCONT)
    index.upsert(["b"], vectors(1))
    assert index.ids() >= {"a", "b"}


def test_a_server_killed_during_an_ingest_loses_nothing_and_the_ingest_goes_on_later(
    server: Server, tmp_path: Path
) -> None:
    many = 400  # small papers are stored some dozens at a time
    write_papers(tmp_path / "papers", many)
    data = tmp_path / "data"
    command = [sys.executable, "-m", "tests.store_program", str(data), "ingest", str(tmp_path / "papers")]
    environment = {**os.environ, "CHROMA_URL": server.url, "CHROMA_TRIES": "2"}
    running = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    store = Store(data, WordEmbedder(), server=ChromaServer(url=server.url))
    while len(store.catalogue.papers()) < 5:
        time.sleep(0.02)
    server.kill()
    _, told = running.communicate(timeout=60)
    kept = len(store.catalogue.papers())
    assert running.returncode == 1
    assert "goes on where it stopped" in told
    assert 5 <= kept < many
    reply = Engine(StoreLibrary(store)).ask("rents in ward3")  # few passages are asked without the index
    assert reply.hits[0].placed.paper.file_name == "ward-003.md"
    server.start()
    assert len(ingest([tmp_path / "papers"], store).added) == many - kept
    repair(store)
    assert examine(store).good


def test_a_server_that_comes_back_while_it_is_tried_is_not_noticed(server: Server, tmp_path: Path) -> None:
    write_papers(tmp_path / "papers", 5)
    store = Store(tmp_path / "data", WordEmbedder(), server=ChromaServer(url=server.url, tries=8), exact=0)
    ingest([tmp_path / "papers"], store)
    server.kill()
    back = threading.Timer(2, server.start)
    back.start()
    reply = Engine(StoreLibrary(store)).ask("rents in ward4")
    back.join()
    assert reply.hits[0].placed.paper.file_name == "ward-004.md"


def test_the_token_goes_with_every_call(server: Server, tmp_path: Path) -> None:
    seen: list[str | None] = []

    class Gate(BaseHTTPRequestHandler):
        """Lets through to the server what carries the token."""

        def _pass(self) -> None:
            seen.append(self.headers.get("X-Chroma-Token"))
            if seen[-1] != "open sesame":
                self.send_error(401)
                return
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            answer = httpx.request(
                self.command,
                server.url + self.path,
                content=body,
                headers={"Content-Type": "application/json"},
            )
            self.send_response(answer.status_code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_GET = do_POST = do_DELETE = do_PUT = _pass  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    gate = ThreadingHTTPServer(("127.0.0.1", 0), Gate)
    threading.Thread(target=gate.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{gate.server_port}"
    settings = Settings(chroma_url=url, chroma_token="open sesame")  # noqa: S106
    index = VectorIndex(
        tmp_path, ChromaServer(url=url, headers=((settings.chroma_header, settings.chroma_token),))
    )
    index.upsert(["a"], vectors(1))
    assert index.ids() == {"a"}
    assert set(seen) == {"open sesame"}
    with pytest.raises(IndexAway):
        VectorIndex(tmp_path, ChromaServer(url=url, tries=1)).ids()
    gate.shutdown()
    assert "open sesame" not in repr(settings)
