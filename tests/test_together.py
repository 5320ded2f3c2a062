"""Several processes on one data folder: readers are never blocked and never see half, writers take turns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from ingest.errors import StoreError
from ingest.pipeline import ingest
from ingest.store.doctor import examine
from ingest.store.folder import Store
from ingest.store.opening import connect
from rag.engine import Engine
from rag.library import StoreLibrary
from tests.conftest import ROOT, WordEmbedder


def start(data: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store_program", str(data), *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment},
    )  # fmt: skip


def write(folder: Path, count: int, *, rent: int) -> None:
    folder.mkdir(exist_ok=True)
    for n in range(count):
        text = f"# Garages\n\nThe Committee noted that rents of garages in the borough rose by {rent}%.\n"
        (folder / f"{n:02d}.md").write_text(
            text + f"\n## Notes of paper {n}\n\nNothing more was said.\n", "utf-8"
        )


def test_readers_see_each_paper_before_or_after_a_change_and_never_neither(tmp_path: Path) -> None:
    papers, data = tmp_path / "papers", tmp_path / "data"
    write(papers, 1, rent=1)
    ingest([papers], Store(data, WordEmbedder()))
    readers = [start(data, "watch", "9", "rents of garages in the borough") for _ in range(3)]
    time.sleep(3)
    store = Store(data, WordEmbedder())
    for rent in range(2, 40):
        write(papers, 1, rent=rent)
        ingest([papers], store)
    for reader in readers:
        out, errors = reader.communicate(timeout=60)
        assert reader.returncode == 0, errors
        seen = json.loads(out)
        assert len(seen) > 10
        assert all(len(found) == 1 for found in seen)  # one version, whole
        assert [int(f) for (f,) in seen] == sorted(int(f) for (f,) in seen)  # and never an older one again


def test_a_second_ingest_waits_for_the_first_or_says_that_it_is_there(tmp_path: Path) -> None:
    papers, data = tmp_path / "papers", tmp_path / "data"
    write(papers, 3, rent=1)
    holder = start(data, "hold", "10")
    assert holder.stdout
    assert holder.stdout.readline() == "holding\n"
    hasty, patient = (
        start(data, "ingest", str(papers), WAIT="0.1"),
        start(data, "ingest", str(papers), WAIT="60"),
    )
    _, told = hasty.communicate(timeout=60)
    assert hasty.returncode == 1
    assert "Another Minutebook is writing" in told
    out, told = patient.communicate(timeout=60)
    assert patient.returncode == 0, told
    assert json.loads(out)["added"] == 3
    holder.communicate(timeout=60)


def test_two_ingests_at_once_read_each_paper_once(tmp_path: Path) -> None:
    papers, data = tmp_path / "papers", tmp_path / "data"
    write(papers, 12, rent=1)
    both = [start(data, "ingest", str(papers), WAIT="60") for _ in range(2)]
    done = []
    for process in both:
        out, told = process.communicate(timeout=120)
        assert process.returncode == 0, told
        done.append(json.loads(out))
    assert sorted(d["added"] for d in done) == [0, 12]
    assert examine(Store(data, WordEmbedder())).good


def test_an_open_chat_answers_from_what_another_process_has_just_read(tmp_path: Path) -> None:
    papers, data = tmp_path / "papers", tmp_path / "data"
    write(papers, 1, rent=1)
    ingest([papers], Store(data, WordEmbedder()))
    for exact in (
        20_000,
        0,
    ):  # by exact scores, and by Chroma's graph, which a client keeps as it has read it
        engine = Engine(StoreLibrary(Store(data, WordEmbedder(), exact=exact)))
        engine.ask("rents of garages in the borough")
        write(papers, 1, rent=70 + bool(exact))
        other = start(data, "ingest", str(papers))
        _, told = other.communicate(timeout=60)
        assert other.returncode == 0, told
        reply = engine.ask("rents of garages in the borough")
        assert f"rose by {70 + bool(exact)}%" in reply.hits[0].placed.passage.text


def _open_at(moment: float, file: Path) -> str:
    time.sleep(max(0.0, moment - time.time()))
    try:
        connect(file).close()
    except StoreError as error:
        return str(error)
    return ""


def test_a_new_catalogue_is_made_by_several_processes_at_the_same_moment(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        list(pool.map(_open_at, [0.0] * 16, [tmp_path / f"warm{n}" for n in range(16)]))
        for n in range(60):  # without patience one in twenty or so fell
            moment = time.time() + 0.05
            told = list(pool.map(_open_at, [moment] * 4, [tmp_path / str(n) / "catalogue.sqlite"] * 4))
            assert told == [""] * 4
