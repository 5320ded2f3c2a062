"""What each command does: settings, the call, the printing."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ingest.catalogue import Filter
from ingest.errors import OutputError, QuestionError
from ingest.papers import Kind, ReadPaper
from ingest.pipeline import Ingested
from ingest.pipeline import Progress as IngestProgress
from ingest.pipeline import ingest as ingest_papers
from ingest.reading import PLAIN, Reading
from ingest.settings import Settings, read_settings
from ingest.store import Store
from rag.registers import Where
from rag.words import Weights
from ui.batch import answers_to, read_batch
from ui.compose import open_engine, open_store, reading_for
from ui.objects import answer_object, refusal_object
from ui.text import pages_words, papers_text, reply_text, withheld_text
from ui.understood import listed_object, read_object, read_text, withheld_file_object


def settings_for(options: argparse.Namespace) -> Settings:
    """Read the settings, with what the command line overrides."""
    settings = read_settings()
    return replace(settings, data=options.data) if options.data else settings


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def _progress() -> Iterator[Progress]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield bar


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
    with _progress() as bar:
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
        reply = engine.ask(options.question, history=options.history, where=where)
        if options.json:
            _print_json(answer_object(reply))
        else:
            print(reply_text(reply, explain=options.explain))
        return 0
    rows = read_batch(options.batch)
    failed = 0
    with _progress() as bar, answers_to(options.out) as out:
        for row in bar.track(rows, description="Asking"):
            try:
                answer = answer_object(
                    engine.ask(row.question, history=row.history, where=where), identity=row.id
                )
            except QuestionError as error:
                failed += 1
                print(f"minutebook: {row.id}: {error}", file=sys.stderr)
                answer = refusal_object(row.question, str(error), identity=row.id)
            out.write(json.dumps(answer, ensure_ascii=False) + "\n")
            out.flush()
    return 1 if failed else 0


def papers(options: argparse.Namespace) -> int:
    """List the papers, with how much was understood of each."""
    catalogue = open_store(settings_for(options)).catalogue
    superseded = catalogue.superseded()
    found = [listed_object(catalogue.read(p), superseded) for p in catalogue.papers()]
    found += [withheld_file_object(Path(path), reason, by) for path, reason, by in catalogue.withheld_files()]
    if options.json:
        _print_json(found)
    else:
        print(papers_text(found))
    return 0


def show(options: argparse.Namespace) -> int:
    """Show what was understood of a paper."""
    catalogue = open_store(settings_for(options)).catalogue
    read, superseded = catalogue.read(catalogue.paper(options.paper)), catalogue.superseded()
    if options.json:
        _print_json(read_object(read, superseded))
    else:
        print(read_text(read, superseded))
    return 0


def prepare(options: argparse.Namespace) -> int:
    """Write a briefing for a meeting."""
    from ui import prepare as briefing

    catalogue = open_store(settings_for(options)).catalogue
    with _progress() as bar:
        task = bar.add_task("Reading", total=len(catalogue.papers()) + 1)
        told = briefing.prepare(
            catalogue,
            options.meeting,
            item=options.item,
            tell=lambda words: bar.update(task, description=words, advance=1),
        )
    laid_out = briefing.sheet(told)
    if options.out:
        briefing.write_brief(laid_out, options.out)
        print(f"Written to {options.out}: {len(laid_out.sections)} items, {len(told.statements)} lines.")
    else:
        print(briefing.markdown(laid_out), end="")
    return 0


def decisions(options: argparse.Namespace) -> int:
    """List what was decided, each with the matter that it goes on with."""
    from rag import registers
    from rag.chains import chains
    from ui.registers import DECISION_COLUMNS, decision_row, matter_names

    reads, weights, hidden = _held(options)
    found = registers.decisions(reads, hidden=hidden)
    acronyms = {a.short: a.long for r in reads for a in reversed(r.acronyms)}
    matters = matter_names(chains(found, weights, acronyms=acronyms))
    where = _where(options)
    shown = [d for d in found if where.holds(d) and (d in matters or not options.matters)]
    if options.matters:
        shown.sort(key=lambda d: matters[d])
    rows = [decision_row(d, matter=matters.get(d)) for d in shown]
    return _print_rows(rows, DECISION_COLUMNS, options, title="Decisions")


def actions(options: argparse.Namespace) -> int:
    """List who is to do what, and what later papers say of it."""
    from rag import registers
    from rag.followed import answers_to
    from ui.registers import ACTION_COLUMNS, action_row

    reads, weights, hidden = _held(options)
    found = registers.actions(reads, where=_where(options), hidden=hidden)
    asked = [a for a in found if (options.who or "").lower() in (a.who or "").lower()]
    rows = [action_row(a, taken_up=answers_to(a, reads, weights, hidden=hidden)) for a in asked]
    if options.open:
        rows = [row for row in rows if not row["taken_up"]]
    return _print_rows(rows, ACTION_COLUMNS, options, title="Actions")


def _held(
    options: argparse.Namespace,
) -> tuple[tuple[ReadPaper, ...], Weights, dict[tuple[str, int], tuple[str, int]]]:
    """Give all papers held, the weights of their words, and the parts that others stand in for."""
    catalogue = open_store(settings_for(options)).catalogue
    reads = tuple(catalogue.read(p) for p in catalogue.papers())
    return reads, Weights(catalogue.vocabulary(), catalogue.passage_count()), catalogue.superseded()


def _where(options: argparse.Namespace) -> Where:
    return Where(
        committee=options.committee, since=options.since, until=options.until, words=" ".join(options.words)
    )


def _print_rows(
    rows: list[dict[str, Any]], columns: tuple[str, ...], options: argparse.Namespace, *, title: str
) -> int:
    from ui.registers import csv_text, rows_text, write_xlsx

    if options.xlsx:
        try:
            write_xlsx(rows, columns, options.xlsx, title=title)
        except OSError as error:
            raise OutputError(options.xlsx, error) from error
        print(f"{len(rows)} rows written to {options.xlsx}", file=sys.stderr)
    elif options.json:
        _print_json(rows)
    elif options.csv:
        print(csv_text(rows, columns), end="")
    else:
        print(rows_text(rows))
    return 0


def remove(options: argparse.Namespace) -> int:
    """Remove a paper."""
    store = open_store(settings_for(options))
    with store.writing():
        paper = store.catalogue.paper(options.paper)
        store.remove(paper)
    print(f"Removed {paper.file_name}. To have it again, ingest {paper.path}")
    return 0


def doctor(options: argparse.Namespace) -> int:
    """Compare catalogue and index; repair on request."""
    from ui.health import doctor as examine_and_tell

    return examine_and_tell(settings_for(options), mend=options.repair)


def backup(options: argparse.Namespace) -> int:
    """Copy the data folder to one file."""
    from ingest.backup import back_up

    size = back_up(open_store(settings_for(options)), options.file)
    print(
        f"Backed up to {options.file} ({size / 2**20:.1f} MB). `minutebook restore {options.file}` puts it back."
    )
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put a backup in the place of what the data folder holds."""
    from ingest.backup import restore as put_back

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
    from ingest.reading import find_papers
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
