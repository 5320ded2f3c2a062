"""A run as one self-contained HTML page: tables, plots as SVG, and each wrong question with what was found. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib import resources

from eval.gold import Row
from eval.metrics import CUTS
from eval.run import Result, Run
from eval.tables import OURS, Table, run_tables
from ingest.text.lines import plain

_COLOURS = ("#124a78", "#8a4b08", "#2f6b2f", "#6b2f6b", "#5a5a5a", "#9a1f40", "#0d6b6b")


def report_html(run: Run) -> str:
    """Give the report of a run."""
    style = (resources.files("eval") / "report.css").read_text("utf-8")
    tables = "".join(_table_html(t) for t in run_tables(run))
    wrong = [r for r in run.results if not r.score.right]
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Minutebook evaluation: {escape(run.gold)}</title><style>{style}</style></head><body><main>"
        f"<h1>Evaluation on {escape(run.gold)}</h1><p>{len(run.results)} questions, {len(wrong)} answered wrongly.</p>"
        f"{_recall_plot(run)}{_types_plot(run)}{_seconds_plot(run)}{tables}"
        f"<h2>Wrong answers</h2>{''.join(_wrong_html(r) for r in wrong) or '<p>None.</p>'}</main></body></html>"
    )


def _table_html(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(c)}</th>' for c in table.columns)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(c)}</td>" for c in row[1:])}</tr>'
        for row in table.rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(table.title)}"><table>'
        f"<caption>{escape(table.title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _bars(title: str, groups: Sequence[tuple[str, Sequence[tuple[str, float]]]]) -> str:
    """Draw groups of horizontal bars; every bar's value stands beside it, so colour carries nothing alone."""
    found, y = [], 8
    names = list(dict.fromkeys(name for _, bars in groups for name, _ in bars))
    for label, bars in groups:
        found.append(f'<text x="0" y="{y + 14}" class="g">{escape(label)}</text>')
        for name, value in bars:
            colour = _COLOURS[names.index(name) % len(_COLOURS)]
            found.append(
                f'<rect x="190" y="{y}" width="{max(value, 0) * 380:.0f}" height="16" fill="{colour}"/>'
                f'<text x="{196 + max(value, 0) * 380:.0f}" y="{y + 13}">{100 * value:.0f} % {escape(name)}</text>'
            )
            y += 20
        y += 8
    spoken = "; ".join(f"{g}: " + ", ".join(f"{n} {100 * v:.0f} %" for n, v in bars) for g, bars in groups)
    return (
        f"<figure><figcaption>{escape(title)}</figcaption>"
        f'<svg viewBox="0 0 800 {y}" role="img" aria-label="{escape(title)}. {escape(spoken)}">{"".join(found)}</svg></figure>'
    )


def _recall_plot(run: Run) -> str:
    groups = []
    for k in CUTS:
        name = f"evidence@{k}"
        bars = [(OURS, run.summary[name].mean)]
        bars += [(s, sum(v[name] for v in q.values()) / max(len(q), 1)) for s, q in run.baselines.items()]
        groups.append((f"within {k}", bars))
    return _bars("Evidence complete within the first k passages", groups)


def _types_plot(run: Run) -> str:
    groups = run.grouped(lambda row: row.type)
    bars = [(kind, [("right", summary["right"].mean)]) for kind, summary in sorted(groups.items())]
    refusals = [
        (
            "refusals",
            [
                ("right refusals", run.summary["right_refusal"].mean),
                ("false refusals", run.summary["false_refusal"].mean),
            ],
        )
    ]
    return _bars(
        "Right answers by type, and refusals", [*bars, *[r for r in refusals if r[1][0][1] == r[1][0][1]]]
    )


def _seconds_plot(run: Run) -> str:
    edges = (0.05, 0.1, 0.2, 0.3, 0.5, 1.0, float("inf"))
    total = max(len(run.results), 1)
    bars, low = [], 0.0
    for edge in edges:
        share = sum(low <= r.score.seconds < edge for r in run.results) / total
        label = f"{low * 1000:.0f}–{edge * 1000:.0f} ms" if edge < 10 else f"over {low * 1000:.0f} ms"
        bars.append((label, [("of questions", share)]))
        low = edge
    return _bars("Time to an answer", bars)


def _expected(row: Row) -> str:
    if not row.answerable:
        return f"<p>Expected: not in the papers ({escape(row.note or row.answer)}).</p>"
    snippets = "".join(f"<li>{escape(plain(e))}</li>" for e in row.evidence)
    must = "; ".join(e if isinstance(e, str) else " or ".join(e) for e in row.must_include)
    return (
        f"<p>Expected: {escape(row.answer)}</p><p>Must hold: {escape(must)}. In {escape(', '.join(row.source_file))}, "
        f"{escape(row.meeting_date or 'no meeting')}, {escape(row.item or 'no item')}.</p><ul>{snippets}</ul>"
    )


def _wrong_html(result: Result) -> str:
    row, answer = result.row, result.answer
    history = "".join(f"<p>Asked before: {escape(h)}</p>" for h in row.history)
    told = f"abstained ({answer['reason']})" if answer["abstained"] else "answered"
    passages = "".join(
        f"<li>{escape(p['kind'])}, {escape(str(p['meeting_date']))}: {escape(plain(p['text'])[:300])}</li>"
        for p in answer["passages"][:3]
    )
    found = result.score.values()
    ranks = ", ".join(f"{n} {v:.0f}" for n, v in found.items() if n.startswith("evidence@") and v is not None)
    return (
        f"<details><summary>{escape(row.id)} · {escape(row.type)} · {escape(row.question)}</summary>{history}"
        f"{_expected(row)}<p>Minutebook {told}: {escape(str(answer['answer']))}</p>"
        f"<p>{escape(ranks)}</p><p>First passages found:</p><ol>{passages}</ol></details>"
    )
