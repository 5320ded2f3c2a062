"""Damage, full disks, read-only folders, backups: what is complete is never lost, and each message says what to do."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import DamagedStore, ReadOnlyStore, StoreError
from ingest.pipeline import ingest
from ingest.store.backup import Salvaged, back_up, restore, salvage
from ingest.store.catalogue import Catalogue
from ingest.store.doctor import examine, repair
from ingest.store.folder import Store
from rag.engine import Engine
from rag.library import StoreLibrary
from tests.conftest import ROOT, WordEmbedder

NOBODY = 65534


def write_papers(folder: Path, count: int, *, words: int = 60) -> None:
    folder.mkdir(exist_ok=True)
    for n in range(count):
        filler = " ".join(f"word{n}x{i}" for i in range(words))
        text = f"# Ward {n}\n\nThe Committee noted that rents in ward{n} rose by {n}%. {filler}\n"
        (folder / f"ward-{n:03d}.md").write_text(text, "utf-8")


@pytest.fixture
def filled(tmp_path: Path) -> Store:
    write_papers(tmp_path / "papers", 12)
    store = Store(tmp_path / "data", WordEmbedder())
    ingest([tmp_path / "papers"], store)
    return store


def reopened(store: Store) -> Store:
    store.close()
    return Store(store.folder, WordEmbedder())


def program(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.store_program", str(data), *arguments],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


def test_a_chroma_folder_that_is_garbage_is_found_and_made_anew_without_the_model(filled: Store) -> None:
    filled.close()
    (filled.folder / "chroma" / "chroma.sqlite3").write_bytes(b"garbage" * 1000)
    store = Store(filled.folder, WordEmbedder())
    assert examine(store).index
    store.embedder.passages = None  # type: ignore[method-assign,assignment]  # it would fail if it were asked
    repair(store)
    assert examine(store).good


def test_a_wrong_vector_is_found_by_its_id_and_put_right(filled: Store) -> None:
    ids, vectors = filled.catalogue.all_vectors()
    filled.vectors.upsert([ids[3]], vectors[:1])
    assert examine(filled).wrong == (ids[3],)
    repair(filled)
    assert examine(filled).good


def test_a_vector_that_the_catalogue_lost_is_embedded_again(filled: Store) -> None:
    lost = filled.catalogue.passage_ids()[0]
    filled.catalogue._db.execute("DELETE FROM vectors WHERE digest = ?", (filled.catalogue.digests()[lost],))
    assert lost in examine(filled).unembedded
    repair(filled)
    assert examine(filled).good


def test_a_damaged_full_text_is_found_and_made_anew(filled: Store) -> None:
    filled.catalogue._db.execute("DELETE FROM words WHERE rowid IN (SELECT number FROM passages LIMIT 3)")
    assert examine(filled).damage
    repair(filled)
    assert examine(filled).good
    assert filled.catalogue.lexical('"ward0"', limit=1)


def damage(file: Path, *, pages: int, seed: int) -> None:
    content = bytearray(file.read_bytes())
    chance = np.random.default_rng(seed)
    for at in chance.integers(1, len(content) // 4096, size=pages):
        content[at * 4096 : (at + 1) * 4096] = chance.bytes(4096)
    file.write_bytes(content)


def salvaged(file: Path) -> Salvaged | None:
    try:
        return salvage(file)
    except DamagedStore:
        return None  # the list of papers itself is gone


def test_what_is_whole_of_a_damaged_catalogue_is_saved_and_the_rest_is_named(filled: Store) -> None:
    before = {p.path: filled.catalogue.read(p) for p in filled.catalogue.papers()}
    filled.close()
    file = filled.folder / "catalogue.sqlite"
    whole, outcomes = file.read_bytes(), []
    for seed in range(6):
        file.write_bytes(whole)
        damage(file, pages=3, seed=seed)
        saved = salvaged(file)
        outcomes.append(saved is not None)
        if saved is None:
            assert file.exists()
            continue
        store = Store(filled.folder, WordEmbedder())
        repair(store)
        assert examine(store).good
        assert {p.path for p in saved.saved} | set(saved.lost) == set(before)
        for paper in store.catalogue.papers():
            assert store.catalogue.read(paper) == before[paper.path]
        assert saved.kept_as.exists()
        store.close()
    assert sum(outcomes) >= 3


def test_a_catalogue_that_is_no_database_is_refused_with_what_to_do(filled: Store) -> None:
    filled.close()
    (filled.folder / "catalogue.sqlite").write_bytes(b"this is no database " * 1000)
    with pytest.raises(DamagedStore, match="doctor --repair"):
        Store(filled.folder, WordEmbedder())
    with pytest.raises(DamagedStore, match="minutebook restore"):
        salvage(filled.folder / "catalogue.sqlite")


def test_a_backup_holds_all_and_is_restored_over_a_lost_folder(filled: Store, tmp_path: Path) -> None:
    backup = tmp_path / "backup.minutebook"
    back_up(filled, backup)
    with pytest.raises(StoreError, match="exists already"):
        back_up(filled, backup)
    before = {p.id: filled.catalogue.read(p) for p in filled.catalogue.papers()}
    filled.close()
    shutil.rmtree(filled.folder)
    store = Store(filled.folder, WordEmbedder())
    assert restore(store, backup) == 12
    assert {p.id: store.catalogue.read(p) for p in store.catalogue.papers()} == before
    assert examine(store).good


def test_a_backup_while_another_process_writes_is_whole(filled: Store, tmp_path: Path) -> None:
    write_papers(tmp_path / "papers", 60)
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.store_program", str(filled.folder), "ingest", str(tmp_path / "papers")],
        cwd=ROOT, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    taken: list[Path] = []
    while writer.poll() is None or not taken:
        taken.append(tmp_path / f"backup-{len(taken)}")
        back_up(filled, taken[-1])
    assert writer.returncode == 0
    for number, backup in enumerate({taken[0], taken[len(taken) // 2], taken[-1]}):
        store = Store(tmp_path / f"restored-{number}", WordEmbedder())
        assert restore(store, backup) >= 12
        assert examine(store).good


def test_what_is_no_backup_is_refused_and_changes_nothing(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "no").write_bytes(b"no backup" * 100)
    for file in (tmp_path / "no", tmp_path / "nowhere"):
        with pytest.raises(StoreError):
            restore(filled, file)
    assert len(filled.catalogue.papers()) == 12


def test_a_backup_of_restricted_papers_does_not_go_into_a_folder_for_everyone(
    filled: Store, tmp_path: Path
) -> None:
    secret = Store(tmp_path / "secret", WordEmbedder())
    secret.restrict()
    back_up(secret, tmp_path / "secret.minutebook")
    with pytest.raises(StoreError, match="may hold exempt papers"):
        restore(filled, tmp_path / "secret.minutebook")


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    """Mount a disk of its own at a folder; skip where that is not allowed."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )  # fmt: skip
    if mounted.returncode:
        pytest.skip(f"no disk can be mounted here ({mounted.stderr.strip()}): run it as root")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def full(data: Path, papers: Path, *, limited: Callable[[], None] | None = None) -> str:
    """Ingest until there is no more room; give what was told."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.store_program", str(data), "ingest", str(papers)],
        cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=limited,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "Nothing that was complete is lost" in done.stderr or "doctor --repair" in done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def goes_on(data: Path, papers: Path, *, of: int) -> int:
    """Let it go on with room again; give how many papers had been kept."""
    store = Store(data, WordEmbedder())
    kept = len(store.catalogue.papers())
    assert len(ingest([papers], store).added) == of - kept
    repair(store)
    assert examine(store).good
    store.close()
    return kept


def test_when_a_file_may_not_grow_nothing_complete_is_lost_and_it_goes_on_with_room(tmp_path: Path) -> None:
    papers, data = tmp_path / "papers", tmp_path / "data"
    write_papers(papers, 120, words=400)

    def limited() -> None:  # no file may grow beyond this: to SQLite the disk is full
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))

    full(data, papers, limited=limited)
    assert 0 < goes_on(data, papers, of=120) < 120


def test_when_the_disk_is_full_it_can_be_asked_and_goes_on_with_room(tmp_path: Path) -> None:
    papers, disk = tmp_path / "papers", tmp_path / "disk"
    write_papers(papers, 120, words=400)
    with small_disk(disk, "4m"):
        full(disk / "data", papers)
        assert shutil.disk_usage(disk).free < 1_000_000
        told = full(disk / "data", papers)  # again, with no room from the start
        assert "Make room" in told
        store = Store(disk / "data", WordEmbedder())
        assert (
            Engine(StoreLibrary(store)).ask("rents in ward3").hits[0].placed.paper.file_name == "ward-003.md"
        )
        before = {p.id: store.catalogue.read(p) for p in store.catalogue.papers()}
        store.close()
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        kept = goes_on(disk / "data", papers, of=120)
        assert 0 < kept < 120
        assert len(before) == kept
        store = Store(disk / "data", WordEmbedder())
        assert all(store.catalogue.read(read.paper) == read for read in before.values())
        store.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="run it as root, who can become another user")
def test_a_read_only_folder_is_asked_and_not_written(filled: Store, tmp_path: Path) -> None:
    filled.close()
    home = Path("/tmp/minutebook-read-only")  # noqa: S108  # pytest's own folders are closed to others
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(filled.folder, home)
    home.chmod(0o555)
    for file in home.rglob("*"):
        file.chmod(0o555 if file.is_dir() else 0o444)
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from ingest.store.folder import Store\nfrom ingest.errors import ReadOnlyStore\n"
        "from tests.conftest import WordEmbedder\nfrom rag.engine import Engine\nfrom rag.library import StoreLibrary\n"
        "import ingest.reading.ocr, ui.objects\nfrom ingest.store.opening import schema\nschema()\n"
        "os.setuid(int(sys.argv[2]))  # with all modules loaded, which another user may not read\n"
        "store = Store(Path(sys.argv[1]), WordEmbedder())\n"
        "print(Engine(StoreLibrary(store)).ask('rents in ward3').hits[0].placed.paper.file_name)\n"
        "try:\n    store.writing().__enter__()\nexcept ReadOnlyStore as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(home), str(NOBODY)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    shutil.rmtree(home)
    assert "ward-003.md" in done.stdout, done.stderr
    assert "may be read but not written" in done.stdout


def test_a_catalogue_of_another_layout_is_refused(tmp_path: Path) -> None:
    store = Store(tmp_path / "data", WordEmbedder())
    store.catalogue.set_meta("schema", "older")
    store.close()
    with pytest.raises(StoreError, match="another version"):
        Catalogue(tmp_path / "data" / "catalogue.sqlite")
    assert ReadOnlyStore is not StoreError
