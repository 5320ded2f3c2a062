"""A run's numbers as tables: rows of text, for the terminal and for the report. Pure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.metrics import CUTS, Estimate, middle, paired, quantile
from eval.run import Run

OURS = "Minutebook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A title, column headings, and rows of text."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def percent(value: float) -> str:
    """Write a share, or a dash where there is none."""
    return "–" if math.isnan(value) else f"{100 * value:.0f} %"


def with_interval(value: Estimate) -> str:
    """Write a share with its 95 % interval."""
    if not value.count:
        return "–"
    return f"{100 * value.mean:.0f} % ({100 * value.low:.0f}–{100 * value.high:.0f})"


def retrieval_table(run: Run) -> Table:
    """Set ours beside the baselines and ablations: evidence complete within k passages, MRR, nDCG."""
    names = (*(f"evidence@{k}" for k in CUTS), "mrr", "ndcg")
    summary = run.summary
    rows = [(OURS, *(with_interval(summary[n]) for n in names))]
    for system, scores in run.baselines.items():
        means = [sum(s[n] for s in scores.values()) / max(len(scores), 1) for n in names]
        rows.append((system, *(percent(m) for m in means)))
    return Table(
        title="Evidence complete within the first k passages",
        columns=("System", *(f"@{k}" for k in CUTS), "MRR", "nDCG@10"),
        rows=tuple(rows),
    )


_ANSWERS = {
    "right": "Right",
    "facts": "Facts found",
    "citation_recall": "Evidence cited",
    "citation_precision": "Citations that hold it",
    "right_paper": "Right paper",
    "right_meeting": "Right meeting",
    "right_item": "Right item",
    "verbatim": "Quotes verbatim",
    "right_refusal": "Right refusals",
    "false_refusal": "False refusals",
}


def answers_table(run: Run) -> Table:
    """Sum up what the answers earned, over all questions that a measure applies to."""
    summary = run.summary
    rows = [
        (title, with_interval(summary[name]), str(summary[name].count)) for name, title in _ANSWERS.items()
    ]
    seconds = [r.score.seconds for r in run.results]
    words = [r.score.words for r in run.results]
    rows += [
        ("Words, mean", f"{sum(words) / max(len(words), 1):.0f}", str(len(words))),
        (
            "Milliseconds, median and 95th percentile",
            f"{1000 * middle(seconds):.0f}, {1000 * quantile(seconds, 0.95):.0f}",
            str(len(seconds)),
        ),
    ]
    return Table(title="Answers", columns=("Measure", "Value (95 % interval)", "Questions"), rows=tuple(rows))


def group_table(groups: Mapping[str, Mapping[str, Estimate]], title: str, heading: str) -> Table:
    """Group ours by a property of the questions."""
    rows = [
        (
            name,
            str(summary["right"].count),
            with_interval(summary["evidence@5"]),
            with_interval(summary["right"]),
            percent(summary["facts"].mean),
            percent(summary["citation_recall"].mean),
        )
        for name, summary in sorted(groups.items())
    ]
    columns = (heading, "Questions", "Evidence@5", "Right", "Facts", "Evidence cited")
    return Table(title=title, columns=columns, rows=tuple(rows))


def run_tables(run: Run) -> tuple[Table, ...]:
    """Give all tables of a run."""
    return (
        retrieval_table(run),
        answers_table(run),
        group_table(run.grouped(lambda row: row.type), "By type of question", "Type"),
        group_table(run.grouped(lambda row: row.difficulty), "By difficulty", "Difficulty"),
        group_table(run.grouped(lambda row: row.split), "By split", "Split"),
    )


def comparison_table(
    a: Mapping[str, Mapping[str, float | None]],
    b: Mapping[str, Mapping[str, float | None]],
    names: Sequence[str],
) -> Table:
    """Set run B against run A, question by question."""
    both = [i for i in a if i in b]
    rows = []
    measures = [m for m in next(iter(a.values()), {}) if m not in {"seconds", "words"}]
    for measure in measures:
        pairs = [
            (x, y)
            for i in both
            if (x := a[i].get(measure)) is not None and (y := b[i].get(measure)) is not None
        ]
        if not pairs:
            continue
        found = paired([x for x, _ in pairs], [y for _, y in pairs])
        change = found.difference
        rows.append(
            (
                measure,
                percent(sum(x for x, _ in pairs) / len(pairs)),
                percent(sum(y for _, y in pairs) / len(pairs)),
                f"{100 * change.mean:+.1f} ({100 * change.low:+.1f} to {100 * change.high:+.1f})",
                f"{found.wins} / {found.losses}",
                f"{found.p:.3f}",
            )
        )
    columns = ("Measure", names[0], names[1], "Difference, points", "Better / worse", "Sign test p")
    return Table(title=f"Paired comparison over {len(both)} questions", columns=columns, rows=tuple(rows))
