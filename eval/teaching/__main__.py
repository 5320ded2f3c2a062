"""`python -m eval.teaching FOLDER`: lay out the invented papers and their questions, set by set."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
_ON_REAL_PAPERS = ("coventry-taught", "kent-taught")  # sets whose papers are not invented: eval/SET.jsonl


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text("utf-8").splitlines())


def lay_out(folder: Path) -> Counter[str]:
    """Write SET/papers/FILE, SET/gold.jsonl and SET/in_other_words.jsonl into a folder; give the number of questions of each.

    The last holds a part of the questions asked again in quite other words.
    """
    for paper in _rows(_HERE / "papers.jsonl"):
        papers = folder / paper["set"] / "papers"
        papers.mkdir(parents=True, exist_ok=True)
        (papers / paper["file"]).write_text(paper["text"], "utf-8")
    every = {(row["set"], row["id"]): row for row in _rows(_HERE / "questions.jsonl")}
    told: dict[Path, list[dict[str, Any]]] = {}
    for (name, _), row in every.items():
        told.setdefault(Path(name, "gold.jsonl"), []).append(row)
    for name in _ON_REAL_PAPERS:
        every |= {(name, row["id"]): row for row in _rows(_HERE.parent / f"{name}.jsonl")}
    for other in _rows(_HERE / "in_other_words.jsonl"):
        row = every[other["set"], other["id"]]
        told.setdefault(Path(other["set"], "in_other_words.jsonl"), []).append(row | other)
    for path, rows in told.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps({k: v for k, v in row.items() if k != "set"}, ensure_ascii=False) for row in rows]
        (folder / path).write_text("\n".join(lines) + "\n", "utf-8")
    return Counter({str(path): len(rows) for path, rows in told.items()})


def main() -> None:
    """Lay out all sets and say how many questions each has."""
    parser = argparse.ArgumentParser(prog="python -m eval.teaching", description=(__doc__ or "").strip())
    parser.add_argument("folder", type=Path, help="where to write")
    folder = parser.parse_args().folder
    for path, count in sorted(lay_out(folder).items()):
        print(f"{folder / path}: {count} questions")


if __name__ == "__main__":
    main()
