"""Random operations on a data folder by real processes that are killed at random moments, and what is true after each.

    python -m tests.torture --operations 300 --seed 1
    python -m tests.torture --papers 10000 --interruptions 10

After each operation the doctor must find nothing wrong or repair it, and questions must get what the papers then held
entitle them to: nothing lost, nothing twice, nothing of a paper that is gone. The processes run the product's code but
for the embedder, which works by shared words, so that a process starts in a moment.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from ingest.errors import MinutebookError
from ingest.pipeline import ingest
from ingest.store.doctor import examine, repair
from ingest.store.folder import EXACT, Store
from rag.engine import Engine
from rag.library import StoreLibrary
from tests.conftest import WordEmbedder

WARDS = (
    "Alderholt", "Birchley", "Cobblecombe", "Dunmarsh", "Eldersby", "Foxcote", "Grimswell", "Harrowden", "Inglewick",
    "Juniperton", "Kettlemoor", "Larkhollow", "Mossbridge", "Nettlefold", "Oakhanger", "Pikestone",
)  # fmt: skip
FACT = re.compile(r"rents in (\w+) ward rose by (\d+) per cent")
START = multiprocessing.get_context("forkserver")
Fact = tuple[str, str]


def paper(ward: str, version: int) -> str:
    """Write a paper of one fact, with some more words that its versions share."""
    shared = " ".join(f"{ward.lower()}{i}" for i in range(40))
    return (
        f"# Rents in {ward}\n\nThe Committee noted that rents in {ward} ward rose by {version} per cent.\n\n"
        f"## Repairs\n\nThe officers reported on repairs: {shared}.\n\n## Next steps\n\nThe report comes again in year {version}.\n"
    )


def work(data: Path, verb: str, argument: str) -> None:
    """Do one thing to a data folder, in a process of its own."""
    store = Store(data, WordEmbedder())
    try:
        if verb in {"ingest", "prune"}:
            ingest([Path(argument)], store, prune=verb == "prune", wait=20)
        elif verb == "remove":
            with store.writing(wait=20):
                store.remove(store.catalogue.paper(argument))
        elif verb == "repair":
            with store.writing(wait=20):
                repair(store)
    except MinutebookError as error:
        print(f"  {verb}: {error}", file=sys.stderr)
        sys.exit(1)


@dataclass
class Tally:
    """What happened, and what was wrong."""

    operations: int = 0
    killed: int = 0
    repaired: int = 0
    found: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Torture:
    """A folder of papers, a data folder, and what the data folder may hold of the papers."""

    def __init__(self, home: Path, seed: int) -> None:
        self.papers, self.data = home / "papers", home / "data"
        self.papers.mkdir(parents=True)
        self.chance = Random(seed)  # noqa: S311  # a seed that gives the same run again
        self.held: dict[str, str] = {}  # path → hash of the content held
        self.texts: dict[str, Fact] = {}  # hash → the fact that it tells
        self.next = 0
        self.seconds = 0.3  # how long a piece of work takes, to kill it within
        self.tally = Tally()

    # -- operations on the papers' folder ------------------------------------------------------------------

    def _write(self, name: str) -> None:
        self.next += 1
        ward = self.chance.choice(WARDS)
        text = paper(ward, self.next)
        self.texts[hashlib.sha256(text.encode()).hexdigest()] = ward, str(self.next)
        (self.papers / name).write_text(text, "utf-8")

    def disturb(self) -> None:
        """Add, change, rename, copy, swap or delete a file."""
        files = sorted(self.papers.glob("*.md"))
        fresh = f"paper-{self.chance.randrange(40):02d}.md"
        match self.chance.choice(("add", "add", "change", "change", "rename", "copy", "swap", "delete")):
            case "change" if files:
                self._write(self.chance.choice(files).name)
            case "rename" if files:
                self.chance.choice(files).rename(self.papers / fresh)
            case "copy" if files:
                source = self.chance.choice(files)
                if source.name != fresh:
                    shutil.copy(source, self.papers / fresh)
            case "swap" if len(files) > 1:
                one, other = self.chance.sample(files, 2)
                text = one.read_text("utf-8")
                one.write_text(other.read_text("utf-8"), "utf-8")
                other.write_text(text, "utf-8")
            case "delete" if len(files) > 4:
                self.chance.choice(files).unlink()
            case _:
                self._write(fresh)

    # -- operations on the data folder ---------------------------------------------------------------------

    def step(self) -> None:
        """Disturb the papers, work on the data folder, perhaps kill the work, and look at what is true then."""
        for _ in range(self.chance.randrange(4)):
            self.disturb()
        verb = self.chance.choices(("ingest", "prune", "remove", "repair", "spoil"), (5, 4, 1, 1, 1))[0]
        before = dict(self.held)
        if verb == "spoil":
            self._spoil()
        else:
            argument = self._name() if verb == "remove" else str(self.papers)
            crowd = 2 if self.chance.random() < 0.15 else 1
            self._run([(verb, argument)] * crowd)
        self.tally.operations += 1
        self._look(verb, before)

    def _name(self) -> str:
        return Path(self.chance.choice(sorted(self.held) or ["none.md"])).name

    def _run(self, jobs: list[tuple[str, str]]) -> None:
        running = [START.Process(target=work, args=(self.data, verb, argument)) for verb, argument in jobs]
        started = time.perf_counter()
        for process in running:
            process.start()
        doomed = self.chance.random() < 0.7
        if doomed:
            time.sleep(self.chance.random() * self.seconds)
            for process in running[: self.chance.randint(1, len(running))]:
                if process.pid and process.is_alive():
                    os.kill(process.pid, signal.SIGKILL)
                    self.tally.killed += 1
        for process in running:
            process.join()
        if not doomed:
            self.seconds = 0.7 * self.seconds + 0.3 * (time.perf_counter() - started)

    def _spoil(self) -> None:
        """Damage the index: lose some vectors, leave strange ones, or write over a file of it."""
        if not (self.data / "chroma").exists():
            return
        if self.chance.random() < 0.3:
            (self.data / "chroma" / "chroma.sqlite3").write_bytes(b"spoilt" * 100)
            return
        store = Store(self.data, WordEmbedder())
        ids, vectors = store.catalogue.all_vectors()
        if len(ids) > 3:
            some = self.chance.sample(range(len(ids)), 3)
            store.vectors.delete([ids[some[0]]])
            store.vectors.upsert([ids[some[1]], "nobody"], vectors[[some[2], some[0]]])
        store.close()

    # -- what must be true ---------------------------------------------------------------------------------

    def _look(self, verb: str, before: dict[str, str]) -> None:
        store = Store(self.data, WordEmbedder())
        health = examine(store)
        if not health.good:
            self.tally.repaired += 1
            for sort in ("damage", "unembedded", "missing", "wrong", "orphans", "index"):
                self.tally.found[sort] += bool(getattr(health, sort))
            with store.writing(wait=20):
                repair(store)
            if not examine(store).good:
                self._wrong(f"{verb}: not repaired: {examine(store)}")
        shas = {p.id: p.sha256 for p in store.catalogue.papers()}
        self.held = {path: shas[i] for path, i in store.catalogue.paths().items()}
        for path, sha in self.held.items():
            file = Path(path)
            on_disk = hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else None
            if sha not in {before.get(path), on_disk}:
                self._wrong(f"{verb}: {file.name} holds what it never was")
        for path in before.keys() - self.held.keys():
            if Path(path).exists() and verb != "remove":
                self._wrong(f"{verb}: {Path(path).name} is lost")
        self._ask(store, verb)
        store.close()

    def _ask(self, store: Store, verb: str) -> None:
        """Ask after each ward, by exact scores and by Chroma's graph."""
        entitled = Counter(self.texts[sha] for sha in set(self.held.values()))
        if not entitled:
            return
        graph = Store(self.data, WordEmbedder(), exact=0)
        for asked in (store, graph):
            engine = Engine(StoreLibrary(asked))
            for ward in WARDS:
                reply = engine.ask(f"By how much did rents in {ward} ward rise?")
                facts = Counter(f for h in reply.hits for f in FACT.findall(h.placed.passage.text))
                for fact, count in facts.items():
                    if fact not in entitled:
                        self._wrong(f"{verb}: stale {fact}")
                    elif count > entitled[fact]:
                        self._wrong(f"{verb}: twice {fact}")
                due = [fact for fact in entitled if fact[0] == ward]
                if len(due) <= 8 and any(fact not in facts for fact in due):
                    self._wrong(f"{verb}: lost {[f for f in due if f not in facts]}")
        graph.close()

    def _wrong(self, what: str) -> None:
        self.tally.wrong.append(f"operation {self.tally.operations}: {what}")
        print(self.tally.wrong[-1], file=sys.stderr)

    def finish(self) -> None:
        """Let one ingest run to its end: the data folder then holds the papers' folder exactly."""
        process = START.Process(target=work, args=(self.data, "prune", str(self.papers)))
        process.start()
        process.join()
        self._look("finish", self.held)
        there = {
            str(f.resolve()): hashlib.sha256(f.read_bytes()).hexdigest() for f in self.papers.glob("*.md")
        }
        if self.held != there:
            odd = sorted(Path(path).name for path, _ in self.held.items() ^ there.items())
            self._wrong(f"finish: the data folder does not hold the papers' folder: {odd}")


def content(store: Store) -> str:
    """Hash all that a catalogue holds, and the index, but for what depends on when and in what order it was written."""
    catalogue = store.catalogue
    every = hashlib.sha256()
    for held in sorted(catalogue.papers(), key=lambda p: p.path):
        read = catalogue.read(held)
        every.update(repr(read).encode())
        every.update(json.dumps(catalogue.digests(paper=held.id)).encode())
    every.update(
        json.dumps([sorted(catalogue.paths().items()), sorted(catalogue.vocabulary().items())]).encode()
    )
    ids, vectors = catalogue.all_vectors()
    for _, vector in sorted(zip(ids, vectors, strict=True), key=lambda pair: pair[0]):
        every.update(vector.tobytes())
    every.update(json.dumps(sorted(store.vectors.ids())).encode())
    return every.hexdigest()


def _held(data: Path) -> int:
    """Count the papers that a data folder holds, while another process writes to it."""
    try:
        with closing(sqlite3.connect(f"file:{data / 'catalogue.sqlite'}?mode=ro", uri=True)) as catalogue:
            return int(catalogue.execute("SELECT count(*) FROM papers").fetchone()[0])
    except sqlite3.OperationalError:  # not there yet
        return 0


def interrupted(home: Path, *, papers: int, interruptions: int, seed: int) -> dict[str, object]:
    """Read many papers in one go, and again with kills; compare what is held."""
    chance, folder = Random(seed), home / "papers"  # noqa: S311
    folder.mkdir(parents=True)
    for n in range(papers):
        (folder / f"paper-{n:05d}.md").write_text(paper(WARDS[n % len(WARDS)], n), "utf-8")
    started = time.perf_counter()
    whole = START.Process(target=work, args=(home / "whole", "ingest", str(folder)))
    whole.start()
    whole.join()
    seconds = time.perf_counter() - started
    cut, kills = home / "cut", 0
    for _ in range(interruptions):
        process = START.Process(target=work, args=(cut, "ingest", str(folder)))
        process.start()
        enough = _held(cut) + max(1, round(papers / (interruptions + 1) * (0.4 + 0.6 * chance.random())))
        while process.is_alive() and _held(cut) < enough:
            time.sleep(0.001)
        if process.is_alive() and process.pid:
            os.kill(process.pid, signal.SIGKILL)
            kills += 1
        process.join()
    process = START.Process(target=work, args=(cut, "ingest", str(folder)))
    process.start()
    process.join()
    one, other = Store(home / "whole", WordEmbedder()), Store(home / "cut", WordEmbedder())
    health = examine(other)
    if not health.good:
        repair(other)
    return {
        "papers": len(other.catalogue.papers()),
        "kills": kills,
        "seconds uninterrupted": round(seconds, 1),
        "sound before repair": health.good,
        "same content": content(one) == content(other),
    }


def main() -> int:
    """Run it; exit with 1 where anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--operations", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--papers", type=int, help="read so many papers, interrupted, instead")
    parser.add_argument("--interruptions", type=int, default=10)
    options = parser.parse_args()
    os.environ["PYTHONWARNINGS"] = (
        "ignore::RuntimeWarning"  # of each process, that this module is also its main one
    )
    START.set_forkserver_preload(["tests.torture", "chromadb", "ingest.reading.word"])
    home = Path(tempfile.mkdtemp(prefix="torture-"))
    started = time.perf_counter()
    try:
        if options.papers:
            figures = interrupted(
                home, papers=options.papers, interruptions=options.interruptions, seed=options.seed
            )
            print(json.dumps(figures))
            return 0 if figures["same content"] else 1
        torture = Torture(home, options.seed)
        for _ in range(options.operations):
            torture.step()
        torture.finish()
        tally = torture.tally
        print(
            f"{tally.operations} operations, {tally.killed} processes killed, {tally.repaired} times repaired "
            f"({dict(tally.found)}), {len(tally.wrong)} wrong, {time.perf_counter() - started:.0f} s, "
            f"exact up to {EXACT} passages and by the graph, seed {options.seed}"
        )
        return 1 if tally.wrong else 0
    finally:
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
