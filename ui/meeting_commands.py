"""The commands about meetings: prepare, decisions, actions, programme."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from ingest.errors import OutputError
from ingest.papers import ReadPaper
from rag.registers import Where
from rag.words import Weights
from ui.compose import open_model, open_store
from ui.console import print_json, progress, settings_for


def prepare(options: argparse.Namespace) -> int:
    """Write a briefing for a meeting."""
    from ui import prepare as briefing

    settings = settings_for(options)
    catalogue = open_store(settings).catalogue
    with progress() as bar:
        task = bar.add_task("Reading", total=len(catalogue.papers()) + 1)
        told = briefing.prepare(
            catalogue,
            options.meeting,
            item=options.item,
            tell=lambda words: bar.update(task, description=words, advance=1),
        )
        if options.reword:
            bar.update(task, description="Rewording the questions")
            told = briefing.reword(told, open_model(settings), restricted=catalogue.restricted)
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


def programme(options: argparse.Namespace) -> int:
    """List what work programmes plan for which meeting, and what became of it."""
    from rag.programme import outturns, planned
    from rag.topics import places_of
    from ui.registers import PROGRAMME_COLUMNS, is_open, programme_row

    reads, weights, hidden = _held(options)
    where = _where(options)
    plans = [p for p in planned(reads, hidden=hidden) if where.holds(p)]
    acronyms = {a.short: a.long for r in reads for a in reversed(r.acronyms)}
    found = outturns(plans, reads, weights, acronyms=acronyms, places=places_of(reads))
    rows = [programme_row(o) for o in found if is_open(o) or not options.open]
    return _print_rows(rows, PROGRAMME_COLUMNS, options, title="Work programme")


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
        print_json(rows)
    elif options.csv:
        print(csv_text(rows, columns), end="")
    else:
        print(rows_text(rows))
    return 0
