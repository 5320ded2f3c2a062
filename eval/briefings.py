"""`python -m eval.briefings TRUTH.json FOLDER`: score briefings for meetings against truth made by hand.

`--every FOLDER…` instead writes the briefing of every meeting held in the folders and counts the lines that hold.
`--actions TRUTH.json FOLDER` scores the actions read from papers: `actions` (who, words) and those that are `optional`.

The truth names for each meeting the folder of its papers (under FOLDER) and by agenda item: `asked` (each
clause, verbatim), `earlier` decisions ("date minute"), `promised` actions (who, words), and `asked_optional` and
`earlier_optional`, which are neither wanted nor wrong. What it does not name is wrong. Texts match by letters and digits.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.matching import run_of
from ingest.errors import PaperError
from ingest.papers import ReadPaper
from ingest.reading.files import find_papers, read_paper
from ingest.structure.likeness import Sketched, superseded
from ingest.text.lines import plain
from rag.briefed import Brief, ItemBrief
from rag.briefing import brief
from rag.faults import fault
from rag.meetings import meetings, named
from rag.registers import actions
from rag.words import Weights, words

Tally = Counter[str]


def reads_in(folder: Path) -> tuple[ReadPaper, ...]:
    """Read all papers of a folder; what cannot be read is told on stderr."""
    found = []
    for file in find_papers([folder]):
        try:
            found.append(read_paper(file))
        except PaperError as error:
            print(f"not read: {error}", file=sys.stderr)
    return tuple(found)


def weights_of(reads: Sequence[ReadPaper]) -> Weights:
    """Weigh words by the passages that hold them, as the catalogue does."""
    passages = [p for read in reads for p in read.passages]
    return Weights(Counter(w for p in passages for w in set(words(plain(p.text)))), len(passages))


def _hidden(reads: Sequence[ReadPaper]) -> dict[tuple[str, int], tuple[str, int]]:
    sketches = {(r.paper.id, s.part): s.hashes for r in reads for s in r.sketches}
    return superseded(Sketched(r.paper.id, p, sketches[r.paper.id, p.number]) for r in reads for p in r.parts)


def _score_item(
    want: Mapping[str, Any], item: ItemBrief | None, where: str, tally: Tally, misses: list[str]
) -> None:
    asked = [run_of(plain(q.words)) for a in item.asked for s in a.clauses for q in s.quotes] if item else []
    for text in want.get("asked", []):
        tally["recommendations"] += 1
        right = any(run_of(text) in run for run in asked)
        tally["recommendations right"] += right
        misses += [] if right else [f"{where}: not asked: {text[:90]}"]
    tally["recommendations told"] += len(asked)
    allowed = [run_of(t) for t in (*want.get("asked", []), *want.get("asked_optional", []))]
    wrong = [run for run in asked if not any(t in run for t in allowed)]
    tally["recommendations told right"] += len(asked) - len(wrong)
    misses += [f"{where}: false recommendation {run[:90]}" for run in wrong]
    earlier = {f"{d.part.date} {d.item.number if d.item else ''}" for d in item.earlier} if item else set()
    wanted = set(want.get("earlier", []))
    false = earlier - wanted - set(want.get("earlier_optional", []))
    tally["earlier decisions"] += len(wanted)
    tally["earlier decisions right"] += len(wanted & earlier)
    tally["earlier decisions told"] += len(wanted & earlier) + len(false)
    misses += [f"{where}: no earlier decision {d}" for d in sorted(wanted - earlier)]
    misses += [f"{where}: false earlier decision {d}" for d in sorted(false)]


def _score_promises(meeting: Mapping[str, Any], told: Brief, tally: Tally, misses: list[str]) -> None:
    """Score actions over the whole briefing: under which item one stands is for its reader to judge."""
    found = [k.promised for item in told.items for k in item.promised]
    matched: set[int] = set()
    for want in (p for item in meeting["items"].values() for p in item.get("promised", [])):
        tally["actions"] += 1
        at = next((n for n, a in enumerate(found) if run_of(want["words"]) in run_of(a.words)), None)
        if at is None:
            misses.append(f"{meeting['meeting']}: no action {want['words'][:90]}")
            continue
        matched.add(at)
        tally["actions right"] += 1
        if want["who"]:
            tally["owners"] += 1
            right = run_of(want["who"]) in run_of(found[at].who or "")
            tally["owners right"] += right
            misses += (
                [] if right else [f"{meeting['meeting']}: owner {found[at].who!r}, should be {want['who']!r}"]
            )
    tally["actions told"] += len(found)
    misses += [
        f"{meeting['meeting']}: false action {a.words[:90]}" for n, a in enumerate(found) if n not in matched
    ]


def score(truth: Sequence[Mapping[str, Any]], folder: Path) -> tuple[Tally, list[str], list[str]]:
    """Score all meetings; gives the counts, a line for each miss, and each line on figures that moved, to be judged."""
    tally: Tally = Counter()
    misses: list[str] = []
    moved: list[str] = []
    folders = {m["folder"]: reads_in(folder / m["folder"]) for m in truth}
    for want in truth:
        reads = folders[want["folder"]]
        (meeting,) = named(want["meeting"], meetings(reads))
        started = time.perf_counter()
        told = brief(reads, meeting, weights_of(reads), hidden=_hidden(reads))
        tally["milliseconds at most"] = max(
            tally["milliseconds at most"], round(1000 * (time.perf_counter() - started))
        )
        tally["lines"] += len(told.statements)
        tally["lines that hold"] += sum(fault(s) is None for s in told.statements)
        tally["lines left out by the check"] += len(told.dropped)
        items = {i.item.number: i for i in told.items}
        for number in sorted({*want["items"], *(n for n in items if n)}, key=str):
            _score_item(
                want["items"].get(number, {}),
                items.get(number),
                f"{want['meeting']}, item {number}",
                tally,
                misses,
            )
        _score_promises(want, told, tally, misses)
        moved += [
            f"{want['meeting']}, item {i.item.number}: {s.words}" for i in told.items for s in i.figures.every
        ]
    return tally, misses, moved


_SHARES = (
    ("recommendations, recall", "recommendations right", "recommendations"),
    ("recommendations, precision", "recommendations told right", "recommendations told"),
    ("earlier decisions, recall", "earlier decisions right", "earlier decisions"),
    ("earlier decisions, precision", "earlier decisions right", "earlier decisions told"),
    ("actions, recall", "actions right", "actions"), ("actions, precision", "actions right", "actions told"),
    ("owners", "owners right", "owners"), ("lines that hold by the check", "lines that hold", "lines"),
)  # fmt: skip


def every_line(reads: Sequence[ReadPaper]) -> tuple[Tally, list[str]]:
    """Write the briefing of every meeting held; gives the counts, and each line that fails with the reason."""
    tally: Tally = Counter()
    lines: list[str] = []
    weights, hidden = weights_of(reads), _hidden(reads)
    for meeting in meetings(reads):
        told = brief(reads, meeting, weights, hidden=hidden)
        faults = [(s.words, reason) for s in told.statements if (reason := fault(s))]
        tally["meetings"] += 1
        tally["lines"] += len(told.statements)
        tally["lines that hold"] += len(told.statements) - len(faults)
        tally["lines left out by the check"] += len(told.dropped)
        lines += [f"does not hold: {words}: {reason}" for words, reason in faults]
        lines += [f"left out: {line}" for line in told.dropped]
    return tally, lines


def score_actions(truth: Sequence[Mapping[str, Any]], folder: Path) -> tuple[Tally, list[str]]:
    """Score the actions read from papers that nobody wrote rules for; gives the counts and a line for each miss."""
    tally: Tally = Counter()
    misses: list[str] = []
    for want in truth:
        found = actions([read_paper(folder / want["file"])])
        runs = [run_of(a.words) for a in found]
        allowed = [run_of(w) for w in (*(a["words"] for a in want["actions"]), *want["optional"])]
        false = [a.words for a, run in zip(found, runs, strict=True) if not any(w in run for w in allowed)]
        missed = [a["words"] for a in want["actions"] if not any(run_of(a["words"]) in run for run in runs)]
        owned = [
            (a["who"], b.who) for a in want["actions"] for b in found if run_of(a["words"]) in run_of(b.words)
        ]
        tally["actions"] += len(want["actions"])
        tally["actions right"] += len(want["actions"]) - len(missed)
        tally["actions told"] += len(found)
        tally["actions told right"] += len(found) - len(false)
        tally["owners"] += len(owned)
        tally["owners right"] += sum(run_of(a or "") == run_of(b or "") for a, b in owned)
        misses += [
            *(f"{want['file']}: no action {w}" for w in missed),
            *(f"{want['file']}: false action {w}" for w in false),
        ]
    return tally, misses


def main(arguments: Sequence[str]) -> None:
    """Print the lines on figures, to be judged by reading; then each miss, and the shares."""
    first, *rest = arguments
    if first == "--every":
        tally, lines = every_line([r for f in rest for r in reads_in(Path(f))])
        print(*lines, dict(tally), sep="\n")
        return
    if first == "--actions":
        tally, misses = score_actions(json.loads(Path(rest[0]).read_text("utf-8")), Path(rest[1]))
        print(*misses, dict(tally), sep="\n")
        return
    tally, misses, moved = score(json.loads(Path(first).read_text("utf-8")), Path(rest[0]))
    print(*moved, "", *misses, "", sep="\n")
    for title, part, of in _SHARES:
        print(f"{title:30} {tally[part]:4} of {tally[of]:4}  {100 * tally[part] / max(tally[of], 1):5.1f} %")
    for title in ("lines left out by the check", "milliseconds at most"):
        print(f"{title:30} {tally[title]:4}")


if __name__ == "__main__":
    main(sys.argv[1:])
