"""`minutebook eval`: run, print, save, compare, check."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table as RichTable

from eval.gold import Row, faults, read_gold
from eval.report import report_html
from eval.run import AnswerObject, Run, ask_all, baselines, below_floors, load_scores, only, paper_texts, save
from eval.tables import Table, comparison_table, run_tables
from ingest.errors import MinutebookError
from rag.answers import Reply
from rag.engine import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command was asked to do."""

    gold: Path | None = None
    out: Path | None = None
    split: str | None = None
    baseline: bool = False
    check: bool = False
    floors: Path | None = None


def packaged_gold() -> Path:
    """Give the gold set that comes with the program."""
    return Path(str(resources.files("eval") / "gold.jsonl"))


def show(table: Table) -> None:
    """Print a table."""
    width = None if sys.stdout.isatty() else 110
    printed = RichTable(title=table.title, title_justify="left")
    for number, column in enumerate(table.columns):
        printed.add_column(column, justify="left" if number == 0 else "right")
    for row in table.rows:
        printed.add_row(*row)
    Console(width=width).print(printed)


def evaluate(options: Options, engine: Engine, as_object: Callable[[Reply], AnswerObject]) -> int:
    """Check or run a gold set; 1 where it has faults or falls below the floors.

    Raises:
        MinutebookError: the gold set cannot be read, or its papers are not held.

    """
    file = options.gold or packaged_gold()
    rows = read_gold(file)
    texts = paper_texts(engine.library.store.catalogue)
    if options.check:
        return _check(rows, texts, file)
    rows = only(rows, split=options.split)
    _need_papers(rows, frozenset(texts))

    def ask(question: str, history: Sequence[str]) -> AnswerObject:
        return as_object(engine.ask(question, history=history))

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        ask("ready?", ())  # the models load before the first question is timed
        task = bar.add_task("Asking", total=len(rows))
        results = ask_all(rows, ask, tell=lambda: bar.advance(task))
        beside = {}
        if options.baseline:
            beside = baselines(
                rows, engine, tell=lambda name: bar.update(task, description=f"Measuring {name}")
            )
    run = Run(gold=file.name, results=tuple(results), baselines=beside)
    for table in run_tables(run):
        show(table)
    if options.out:
        save(run, options.out, html=report_html(run))
        print(f"Saved: {options.out / 'results.jsonl'}, summary.json, report.html")
    return _floors(options.floors, run)


def _check(rows: Sequence[Row], texts: dict[str, str], file: Path) -> int:
    found = faults(rows, texts)
    for fault in found:
        print(fault)
    print(f"{file.name}: {len(rows)} questions, {len(found)} faults.")
    return 1 if found else 0


def _need_papers(rows: Sequence[Row], held: frozenset[str]) -> None:
    wanted = {name for row in rows for name in row.source_file}
    if missing := sorted(wanted - held):
        raise MinutebookError(
            f"{len(missing)} papers of the gold set are not held, {missing[0]} first. Ingest them into this data folder "
            "(or name another with --data), then run eval again."
        )


def _floors(file: Path | None, run: Run) -> int:
    if file is None:
        return 0
    try:
        floors = tomllib.loads(file.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise MinutebookError(
            f"The floors {file} cannot be read ({error}). Give a TOML file of measures."
        ) from error
    low = below_floors(run.summary, floors)
    for line in low:
        print(f"Below its floor: {line}", file=sys.stderr)
    return 1 if low else 0


def compare(a: Path, b: Path) -> int:
    """Compare two saved runs question by question."""
    show(comparison_table(load_scores(a), load_scores(b), (a.name, b.name)))
    return 0
