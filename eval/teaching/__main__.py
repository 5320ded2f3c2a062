"""`python -m eval.teaching FOLDER`: lay out the invented papers and their questions, set by set."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

_HERE = Path(__file__).parent


def lay_out(folder: Path) -> Counter[str]:
    """Write SET/papers/FILE and SET/gold.jsonl into a folder; give the number of questions of each set."""
    for line in (_HERE / "papers.jsonl").read_text("utf-8").splitlines():
        paper = json.loads(line)
        papers = folder / paper["set"] / "papers"
        papers.mkdir(parents=True, exist_ok=True)
        (papers / paper["file"]).write_text(paper["text"], "utf-8")
    sets: dict[str, list[str]] = {}
    for line in (_HERE / "questions.jsonl").read_text("utf-8").splitlines():
        question = json.loads(line)
        sets.setdefault(question.pop("set"), []).append(json.dumps(question, ensure_ascii=False))
    for name, rows in sets.items():
        (folder / name / "gold.jsonl").write_text("\n".join(rows) + "\n", "utf-8")
    return Counter({name: len(rows) for name, rows in sets.items()})


def main() -> None:
    """Lay out all sets and say how many questions each has."""
    parser = argparse.ArgumentParser(prog="python -m eval.teaching", description=(__doc__ or "").strip())
    parser.add_argument("folder", type=Path, help="where to write")
    folder = parser.parse_args().folder
    for name, count in sorted(lay_out(folder).items()):
        print(f"{folder / name}: {count} questions")


if __name__ == "__main__":
    main()
