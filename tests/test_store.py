"""The store: real SQLite and real Chroma in a temporary folder, with an embedder that works by shared words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import EmbedderMismatch, StoreBusy, StoreError, UnknownPaper
from ingest.papers import Kind
from ingest.pipeline import ingest
from ingest.store.catalogue import Filter
from ingest.store.doctor import examine, repair
from ingest.store.folder import Store
from tests.conftest import HWB, SB2, WordEmbedder

PAPER = "# Rents\n\nThe Committee noted that rents rose by 4% in {year}.\n"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    for year in (2021, 2022, 2023):
        (folder / f"rents-{chr(year - 1924)}.md").write_text(PAPER.format(year=year), "utf-8")
    return folder


def test_a_second_ingest_changes_nothing(papers: Path, small_store: Store) -> None:
    assert len(ingest([papers], small_store).added) == 3
    again = ingest([papers], small_store)
    assert (len(again.added), len(again.unchanged)) == (0, 3)


def test_a_changed_paper_replaces_its_predecessor(papers: Path, small_store: Store) -> None:
    ingest([papers], small_store)
    (papers / "rents-a.md").write_text(PAPER.format(year=1999), "utf-8")
    assert len(ingest([papers], small_store).added) == 1
    assert len(small_store.catalogue.papers()) == 3
    assert small_store.catalogue.lexical('"2021"', limit=5) == ()
    assert len(small_store.catalogue.lexical('"1999"', limit=5)) == 1
    assert examine(small_store).good


def test_a_renamed_paper_is_the_same_paper(papers: Path, small_store: Store) -> None:
    ingest([papers], small_store)
    (papers / "rents-a.md").rename(papers / "rents.md")
    assert ingest([papers], small_store).added == ()
    assert small_store.catalogue.paper("rents.md").file_name == "rents.md"


def test_prune_removes_papers_whose_files_are_gone(papers: Path, small_store: Store) -> None:
    ingest([papers], small_store)
    (papers / "rents-a.md").unlink()
    assert len(ingest([papers], small_store).removed) == 0
    assert [p.file_name for p in ingest([papers], small_store, prune=True).removed] == ["rents-a.md"]
    assert examine(small_store).good


def test_what_is_read_back_is_what_was_read(small_store: Store) -> None:
    from ingest.reading.files import read_paper

    ingest([SB2], small_store)
    paper = small_store.catalogue.papers()[0]
    back, fresh = small_store.catalogue.read(paper), read_paper(SB2)
    for field in ("paper", "pages", "parts", "items", "resolutions", "recommendations", "passages"):
        assert getattr(back, field) == getattr(fresh, field)


def test_removal_leaves_neither_words_nor_vectors(papers: Path, small_store: Store) -> None:
    ingest([papers], small_store)
    for paper in small_store.catalogue.papers():
        small_store.remove(paper)
    assert small_store.vectors.ids() == frozenset()
    assert small_store.catalogue.vocabulary() == {}


def test_an_index_made_with_another_model_is_refused_and_can_be_repaired(
    papers: Path, small_store: Store
) -> None:
    ingest([papers], small_store)

    class Other(WordEmbedder):
        fingerprint = "other:test"

    other = Store(small_store.folder, Other())
    with pytest.raises(EmbedderMismatch, match="doctor --repair"):
        ingest([papers], other)
    assert repair(other).other_embedder == WordEmbedder.fingerprint
    assert examine(other).good
    ingest([papers], other)


def test_doctor_finds_lost_and_orphaned_vectors_by_id_and_repairs_them(
    papers: Path, small_store: Store
) -> None:
    ingest([papers], small_store)
    lost = small_store.catalogue.passage_ids()[0]
    small_store.vectors.delete([lost])
    small_store.vectors.upsert(["orphan"], np.ones((1, 256), dtype=np.float32))
    found = examine(small_store)
    assert (found.missing, found.orphans) == ((lost,), ("orphan",))
    repair(small_store)
    assert examine(small_store).good


def test_a_second_writer_is_told_to_wait(papers: Path, small_store: Store) -> None:
    other = Store(small_store.folder, WordEmbedder())
    with small_store.writing(), pytest.raises(StoreBusy, match="Wait until it has finished"):
        ingest([papers], other)


def test_an_ingest_killed_between_vectors_and_catalogue_shows_nothing_of_the_paper(
    papers: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    program = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from ingest.pipeline import ingest\n"
        "from ingest.store.folder import Store\n"
        "from tests.conftest import WordEmbedder\n"
        "store = Store(Path(sys.argv[1]), WordEmbedder())\n"
        "store.catalogue.put = lambda *a, **k: os.kill(os.getpid(), 9)\n"
        "ingest([Path(sys.argv[2])], store)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, data, papers], cwd=HWB.parent.parent, check=False)
    assert killed.returncode == -9
    store = Store(data, WordEmbedder())
    assert store.catalogue.papers() == ()
    assert examine(store).orphans
    assert len(ingest([papers], store).added) == 3
    repair(store)
    assert examine(store).good


def test_filters_hold(small_store: Store) -> None:
    from datetime import date

    ingest([HWB, SB2], small_store)
    catalogue = small_store.catalogue

    def kinds(where: Filter) -> set[tuple[str | None, Kind]]:
        placed = catalogue.placed(catalogue.passage_ids(where)).values()
        return {(str(p.part.date), p.part.kind) for p in placed}

    assert {k for _, k in kinds(Filter(kind=Kind.MINUTES))} == {Kind.MINUTES}
    assert {d for d, _ in kinds(Filter(since=date(2022, 1, 1)))} == {"2022-03-17"}
    assert {d for d, _ in kinds(Filter(until=date(2017, 5, 1)))} == {"2017-04-10"}
    assert {d for d, _ in kinds(Filter(committee="scrutiny board"))} == {"2022-03-17", "2021-12-09"}
    assert catalogue.lexical('"pharmaceutical"', limit=5, where=Filter(committee="scrutiny board")) == ()


def test_vectors_are_found_by_cosine_and_confined_exactly(papers: Path, small_store: Store) -> None:
    ingest([papers, HWB], small_store)
    ids, vectors = small_store.catalogue.all_vectors()
    asked = small_store.embedder.query("who attended the board on health and rents")

    def naive(among: set[str]) -> list[tuple[str, float]]:
        scored = [(i, float(v @ asked)) for i, v in zip(ids, vectors, strict=True) if i in among]
        return sorted(scored, key=lambda s: -s[1])[:5]

    health = Filter(committee="health")
    for where in (None, health, Filter(kind=Kind.MINUTES), health):
        few = set(small_store.catalogue.passage_ids(where))
        found = small_store.nearest(asked, limit=5, where=where)
        assert [s for _, s in found] == pytest.approx([s for _, s in naive(few)], abs=1e-6)
        assert {i for i, _ in found} <= few
    graph = Store(small_store.folder, WordEmbedder(), exact=0)
    best = [s for _, s in naive(set(ids))]
    assert [s for _, s in graph.nearest(asked, limit=5)] == pytest.approx(best, abs=1e-4)
    among = set(small_store.catalogue.passage_ids(health))
    confined = graph.nearest(asked, limit=5, where=health)
    assert [s for _, s in confined] == pytest.approx([s for _, s in naive(among)], abs=1e-4)
    assert {i for i, _ in confined} <= among


def test_a_filter_let_through_before_is_read_again_after_a_change(small_store: Store) -> None:
    ingest([HWB, SB2], small_store)
    asked, where = small_store.embedder.query("health"), Filter(committee="health")
    assert small_store.nearest(asked, limit=5, where=where)
    with small_store.writing():
        small_store.remove(small_store.catalogue.paper(HWB.name))
    assert small_store.nearest(asked, limit=5, where=where) == ()


def test_an_unknown_paper_and_a_broken_catalogue_are_clear_errors(small_store: Store, tmp_path: Path) -> None:
    with pytest.raises(UnknownPaper, match="minutebook papers"):
        small_store.catalogue.paper("nothing")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "catalogue.sqlite").write_bytes(b"this is no database " * 100)
    with pytest.raises(StoreError, match="is damaged"):
        Store(tmp_path / "broken", WordEmbedder())


def test_a_deleted_copy_is_forgotten_and_the_paper_is_named_by_the_file_that_is_left(tmp_path: Path) -> None:
    folder, store = tmp_path / "papers", Store(tmp_path / "data", WordEmbedder())
    folder.mkdir()
    for name in ("a.md", "b.md"):
        (folder / name).write_text("# Rents\n\nThe Committee noted that rents rose by 4 per cent.\n", "utf-8")
    ingest([folder], store)
    (folder / "a.md").unlink()
    assert ingest([folder], store, prune=True).removed == ()
    assert [Path(path).name for path in store.catalogue.paths()] == ["b.md"]
    assert [p.file_name for p in store.catalogue.papers()] == ["b.md"]
    (folder / "b.md").write_text("# Rents\n\nThe Committee noted that rents rose by 5 per cent.\n", "utf-8")
    ingest([folder], store)
    assert len(store.catalogue.papers()) == 1
