"""`python -m eval.figures TRUTH.json FOLDER`: judge what is told of figures, over all papers of the truth's folders.

The truth holds, by paper (a path under FOLDER), each line that was told of it and read against its page: `claims`
with their words and whether they hold; and `wanted`, lists made by hand of what a part of a paper tells: `figures`
that must all stand in one line. A line that is in no list counts as unjudged, neither right nor wrong.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.matching import run_of
from ingest.papers import Kind, ReadPaper
from rag.answers import Statement
from rag.briefing import figures_of
from rag.compared import Index, index
from rag.faults import fault
from rag.meetings import Filed

Tally = Counter[str]


def claims(read: ReadPaper, known: Index) -> Iterator[Statement]:
    """Give what a briefing would tell of figures if each part of the paper were an item's."""
    for part in read.parts:
        if part.kind is not Kind.AGENDA:
            told = figures_of(Filed(read, part).passages(), known)
            yield from (s for s in told.every if fault(s) is None)


def score(truth: Mapping[str, Any], reads: Mapping[str, ReadPaper]) -> tuple[Tally, list[str]]:
    """Score papers by their path; gives the counts, and a line for each miss, fault and unjudged claim."""
    tally: Tally = Counter()
    lines: list[str] = []
    known = index(reads.values())
    for path, read in reads.items():
        judged = {run_of(c["words"]): c["holds"] for c in truth.get(path, {}).get("claims", [])}
        told = list(dict.fromkeys(s.words for s in claims(read, known)))
        for words in told:
            holds = judged.get(run_of(words))
            tally["told"] += 1
            tally["unjudged" if holds is None else "right" if holds else "wrong"] += 1
            lines += [] if holds else [f"{'unjudged' if holds is None else 'wrong'}: {path}: {words}"]
        for want in truth.get(path, {}).get("wanted", []):
            tally["wanted"] += 1
            found = any(all(f in words for f in want["figures"]) for words in told)
            tally["wanted found"] += found
            lines += [] if found else [f"missed: {path}: {want['of']} {', '.join(want['figures'])}"]
    return tally, lines


def main(truth_file: Path, folder: Path) -> None:
    """Print each line that is wrong, missed or unjudged, and the shares."""
    from eval.briefings import reads_in

    truth = json.loads(truth_file.read_text("utf-8"))
    folders: Sequence[str] = ("corpus", "papers")
    reads = {
        str(Path(r.paper.path).relative_to(folder.resolve())): r
        for f in folders
        for r in reads_in(folder / f)
    }
    tally, lines = score(truth, reads)
    print(*lines, "", sep="\n")
    judged = tally["right"] + tally["wrong"]
    print(
        f"right {tally['right']} of {judged} judged, {100 * tally['right'] / max(judged, 1):.1f} %; {tally['unjudged']} unjudged"
    )
    print(
        f"found {tally['wanted found']} of {tally['wanted']} wanted, {100 * tally['wanted found'] / max(tally['wanted'], 1):.1f} %"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
