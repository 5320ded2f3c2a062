"""What each command does: settings, the call, the printing."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ingest.errors import QuestionError
from ingest.papers import Kind
from ingest.pipeline import Ingested
from ingest.pipeline import Progress as IngestProgress
from ingest.pipeline import ingest as ingest_papers
from ingest.reading.files import PLAIN, Reading
from ingest.store.catalogue import Filter
from ingest.store.folder import Store
from rag.answers import Reply
from rag.engine import Engine
from ui.batch import answers_to, read_batch
from ui.compose import open_engine, open_store, reading_for
from ui.console import print_json, progress, settings_for
from ui.objects import answer_object, refusal_object
from ui.text import pages_words, papers_text, reply_text, withheld_text
from ui.understood import listed_object, read_object, read_text, withheld_file_object

_BEING_READ = "Papers are being read at this moment: ask again when that has ended, for what is in those."


def ingest(options: argparse.Namespace) -> int:
    """Read papers; list what was read and what could not be."""
    settings = settings_for(options)
    reading = reading_for(settings, ocr=options.ocr, exempt=options.include_exempt)
    store = open_store(settings)
    done = ingest_with_progress(options.paths, store, prune=options.prune, wait=options.wait, reading=reading)
    count = store.catalogue.passage_count()
    print(
        f"{len(done.added)} read, {len(done.unchanged)} already known, {len(done.removed)} removed, "
        f"{len(done.withheld)} withheld, {len(done.failed)} could not be read. {len(store.catalogue.papers())} papers, {count} passages."
    )
    for error in done.failed:
        print(f"  not read: {error}", file=sys.stderr)
    for withheld in done.withheld:
        print(f"  withheld: {withheld}", file=sys.stderr)
    for paper in done.added:
        for part in listed_object(store.catalogue.read(paper), {})["withheld"]:
            print(f"  withheld: {paper.file_name}: {withheld_text(part)}", file=sys.stderr)
    for paper in (*done.added, *done.unchanged):
        if unread := store.catalogue.unread_pages(paper):
            print(
                f"  not read: {paper.file_name}: {pages_words(unread)}, without text. Run ingest again with --ocr.",
                file=sys.stderr,
            )
    return 1 if done.failed else 0


def ingest_with_progress(
    paths: list[Path], store: Store, *, prune: bool = False, wait: float = 2, reading: Reading = PLAIN
) -> Ingested:
    """Ingest with a bar on stderr: passages embedded of the paper at hand."""
    with progress() as bar:
        task = bar.add_task("Reading", total=None)

        def tell(progress: IngestProgress) -> None:
            bar.update(
                task,
                description=f"Paper {progress.paper} of {progress.papers}: {progress.file}",
                completed=progress.passages,
                total=progress.of or None,
            )

        return ingest_papers(paths, store, prune=prune, wait=wait, reading=reading, tell=tell)


def ask(options: argparse.Namespace) -> int:
    """Answer one question, or a batch."""
    where = Filter(
        committee=options.committee,
        since=options.since,
        until=options.until,
        kind=Kind(options.kind) if options.kind else None,
    )
    if bool(options.question is None) == bool(options.batch is None):
        print("minutebook: give a QUESTION, or --batch IN.jsonl --out OUT.jsonl", file=sys.stderr)
        return 2
    engine = open_engine(settings_for(options))
    if options.batch is None:
        reply = _asked(engine, options.question, options.history, where)
        if options.json:
            print_json(answer_object(reply))
        else:
            print(reply_text(reply, explain=options.explain))
        return 0
    rows = read_batch(options.batch)
    failed = 0
    with progress() as bar, answers_to(options.out) as out:
        for row in bar.track(rows, description="Asking"):
            try:
                answer = answer_object(_asked(engine, row.question, row.history, where), identity=row.id)
            except QuestionError as error:
                failed += 1
                print(f"minutebook: {row.id}: {error}", file=sys.stderr)
                answer = refusal_object(row.question, str(error), identity=row.id)
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
            out.flush()
    return 1 if failed else 0


def _asked(engine: Engine, question: str, history: Sequence[str], where: Filter) -> Reply:
    """Ask, and note where papers that are being read meanwhile may hold more."""
    reading = engine.library.store.being_written
    reply = engine.ask(question, history=history, where=where)
    return replace(reply, note=_BEING_READ) if reading and not reply.note else reply


def papers(options: argparse.Namespace) -> int:
    """List the papers, with how much was understood of each."""
    catalogue = open_store(settings_for(options)).catalogue
    superseded = catalogue.superseded()
    found = [listed_object(catalogue.read(p), superseded) for p in catalogue.papers()]
    found += [withheld_file_object(Path(path), reason, by) for path, reason, by in catalogue.withheld_files()]
    if options.json:
        print_json(found)
    else:
        print(papers_text(found))
    return 0


def show(options: argparse.Namespace) -> int:
    """Show what was understood of a paper."""
    catalogue = open_store(settings_for(options)).catalogue
    read, superseded = catalogue.read(catalogue.paper(options.paper)), catalogue.superseded()
    if options.json:
        print_json(read_object(read, superseded))
    else:
        print(read_text(read, superseded))
    return 0


def remove(options: argparse.Namespace) -> int:
    """Remove a paper."""
    store = open_store(settings_for(options))
    with store.writing():
        paper = store.catalogue.paper(options.paper)
        store.remove(paper)
        store.tidy()
    print(f"Removed {paper.file_name}. To have it again, ingest {paper.path}")
    return 0


def doctor(options: argparse.Namespace) -> int:
    """Compare catalogue and index; repair on request."""
    from ui.health import doctor as examine_and_tell

    return examine_and_tell(settings_for(options), mend=options.repair)


def backup(options: argparse.Namespace) -> int:
    """Copy the data folder to one file."""
    from ingest.store.backup import back_up

    size = back_up(open_store(settings_for(options)), options.file)
    print(
        f"Backed up to {options.file} ({size / 2**20:.1f} MB). `minutebook restore {options.file}` puts it back."
    )
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put a backup in the place of what the data folder holds."""
    from ingest.store.backup import restore as put_back

    count = put_back(open_store(settings_for(options)), options.file)
    print(f"Restored {count} papers from {options.file}.")
    return 0


def evaluate(options: argparse.Namespace) -> int:
    """Score answers to a gold set, check one, or compare two runs."""
    from eval.command import Options, compare
    from eval.command import evaluate as run

    if options.compare:
        return compare(*options.compare)
    if options.from_feedback:
        from eval.feedback import drafts

        for row in drafts(settings_for(options).data / "feedback.jsonl"):
            print(json.dumps(row, ensure_ascii=False))
        return 0
    asked = Options(
        gold=options.gold,
        out=options.out,
        split=options.split,
        baseline=options.baseline,
        check=options.check,
        floors=options.floors,
    )
    return run(asked, open_engine(settings_for(options)), answer_object)


def chat(options: argparse.Namespace) -> int:
    """Serve the chat on 127.0.0.1; papers are read, and the models load, behind the page."""
    from ingest.reading.files import find_papers
    from ui.chat import serve

    settings = settings_for(options)
    if options.users:
        settings = replace(settings, users=options.users)
    papers = find_papers([options.ingest]) if options.ingest else ()
    serve(settings, port=options.port or settings.port, papers=papers)
    return 0


def user(options: argparse.Namespace) -> int:
    """Add a user who may sign in to the chat, or change a password, which is asked for and not shown."""
    from getpass import getpass

    from ui.users import add_user

    password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    add_user(options.file, options.name, password)
    print(f"{options.name} may sign in. Start the chat with `minutebook chat --users {options.file}`.")
    return 0
