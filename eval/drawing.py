"""Draw figures from the tables of papers by a seeded rule, for a person to write the truth of (see eval/cells.py).

A paper's pages that hold many lines of several figures are its table pages, by pypdf's text, so that what our
reader misses can be drawn as well. Papers are taken in a shuffled order, from each one page, from that page a few figures.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from ingest.errors import MinutebookError

_FIGURE = re.compile(r"(?<![^\s|])[-+(£]*\d[\d,]*(?:\.\d+)?(?:%|m|k)?\)?(?![^\s|])")
_IN_LINE = 2  # figures on a line, at least
_MANY = 4  # such lines on a page, or on forty lines running of a text
_LINES = 40


def pages_with_figures(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Give the table pages of a paper (of a text: its stretches, by their first line) and the figures on them.

    Raises:
        MinutebookError: pypdf is not installed.

    """
    for number, text in _texts(path):
        rows = [figures for line in text.split("\n") if len(figures := _FIGURE.findall(line)) >= _IN_LINE]
        if len(rows) >= _MANY:
            yield number, [figure for row in rows for figure in row]


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    if path.suffix.lower() != ".pdf":
        lines = path.read_text(encoding="utf-8").split("\n")
        for start in range(0, len(lines), _LINES):
            yield start + 1, "\n".join(lines[start : start + _LINES])
        return
    try:
        import pypdf
    except ImportError as error:
        raise MinutebookError("Checking against another library needs pypdf: pip install pypdf") from error
    for number, page in enumerate(pypdf.PdfReader(path).pages, 1):
        yield number, page.extract_text()


def draw(paths: list[Path], *, seed: int, tables: int, each: int) -> Iterator[tuple[Path, int, list[str]]]:
    """Draw `each` figures from a page of each of `tables` papers; a paper is taken twice only when all were."""
    chance = random.Random(seed)  # noqa: S311  # a sample, not a secret
    held = {path: list(pages_with_figures(path)) for path in sorted(paths)}
    order = [path for path in held if held[path]]
    chance.shuffle(order)
    drawn = 0
    while order and drawn < tables:
        for path in list(order):
            if drawn == tables:
                return
            number, figures = held[path].pop(chance.randrange(len(held[path])))
            yield path, number, chance.sample(figures, min(each, len(figures)))
            drawn += 1
            if not held[path]:
                order.remove(path)
