"""What a power cut may leave behind: a log cut short anywhere, an index that is older or newer than the catalogue.

SQLite's log is flushed at each commit and each of its frames has a check sum, so that a torn one counts as not written.
Chroma flushes at each upsert. What no test here can show is a disk that lies about having flushed.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from ingest.papers import ReadPaper
from ingest.reading.files import read_paper
from ingest.store.catalogue import Catalogue
from ingest.store.doctor import examine, repair
from ingest.store.folder import Store
from tests.conftest import WordEmbedder
from tests.test_crash import write_papers


def reads_of(folder: Path, count: int) -> list[ReadPaper]:
    write_papers(folder, count)
    return [read_paper(file) for file in sorted(folder.glob("*.md"))]


class OrderedCatalogue(Catalogue):
    """A catalogue that sees, before it takes a paper, whether the index holds the paper's vectors."""

    store: Store

    def put(self, read: ReadPaper, *, digests: Sequence[str]) -> tuple[str, ...]:
        assert {p.id for p in read.passages} <= self.store.vectors.ids()
        assert self.kept(tuple(digests)) == set(digests)
        return super().put(read, digests=digests)


def test_a_commit_waits_for_the_disk(small_store: Store) -> None:
    db = small_store.catalogue._db
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert db.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL: the log is flushed at each commit


def test_vectors_are_in_the_index_and_in_the_catalogue_before_the_paper_is(tmp_path: Path) -> None:
    store = Store(tmp_path / "data", WordEmbedder())
    store.catalogue.close()
    store.catalogue = OrderedCatalogue(tmp_path / "data" / "catalogue.sqlite")
    store.catalogue.store = store
    reads = reads_of(tmp_path / "papers", 5)
    store.put(*reads[:3])
    store.put(reads[3])
    store.put(reads[4])
    assert len(store.catalogue.papers()) == 5


@pytest.mark.parametrize("torn", ["cut short", "followed by garbage", "full of noughts"])
def test_a_log_that_ends_anywhere_leaves_whole_papers_in_their_order(tmp_path: Path, torn: str) -> None:
    reads = reads_of(tmp_path / "papers", 12)
    store = Store(tmp_path / "data", WordEmbedder())
    for read in reads:
        store.put(read)
    written = tmp_path / "data" / "catalogue.sqlite"
    log = written.with_name("catalogue.sqlite-wal").read_bytes()
    chance, counts = Random(3), []  # noqa: S311
    for number in range(25):
        at = chance.randrange(33, len(log))
        rest = len(log) - at
        tail = {
            "cut short": b"",
            "followed by garbage": chance.randbytes(rest),
            "full of noughts": bytes(rest),
        }
        after = tmp_path / f"after-{number}"
        after.mkdir()
        shutil.copy(written, after / written.name)
        (after / "catalogue.sqlite-wal").write_bytes(log[:at] + tail[torn])
        left = Catalogue(after / written.name)
        assert left.damage() == ()
        held = {p.id: left.read(p) for p in left.papers()}
        counts.append(len(held))
        assert list(held.values()) == [r for r in reads if r.paper.id in held]
        assert set(held) == {r.paper.id for r in reads[: len(held)]}
        left.close()
        shutil.rmtree(after)
    assert len(set(counts)) > 3  # some early, some late


@pytest.mark.parametrize(("catalogue", "index"), [(8, 4), (4, 8), (8, 0), (0, 8)])
def test_an_index_older_or_newer_than_the_catalogue_is_found_by_its_ids_and_mended_without_the_model(
    tmp_path: Path, catalogue: int, index: int
) -> None:
    reads = reads_of(tmp_path / "papers", 8)
    for count in {catalogue, index}:
        store = Store(tmp_path / f"at-{count}", WordEmbedder())
        for read in reads[:count]:
            store.put(read)
        store.vectors.ids()
        store.close()
    data = tmp_path / "after"
    shutil.copytree(tmp_path / f"at-{catalogue}", data, ignore=shutil.ignore_patterns("chroma"))
    shutil.copytree(tmp_path / f"at-{index}" / "chroma", data / "chroma")
    store = Store(data, WordEmbedder())
    ids = [{p.id for r in reads[:count] for p in r.passages} for count in (catalogue, index)]
    found = examine(store)
    assert set(found.missing) == ids[0] - ids[1]
    assert set(found.orphans) == ids[1] - ids[0]
    store.embedder.passages = None  # type: ignore[method-assign,assignment]  # it would fail if it were asked
    repair(store)
    assert examine(store).good
    assert store.vectors.ids() == ids[0]
