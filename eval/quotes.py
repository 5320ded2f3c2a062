"""`python -m eval.quotes FOLDER [HOW_MANY] [SEED]` checks that quotes stand on the pages that citations name.

Sentences, list items and table rows are sampled over the PDFs of a folder, and each is looked for on its page as
another library (pypdf) reads it: by letters and digits, in order, or else by its words, for another library may
read a row's cells, or what stands side by side, in another order.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.matching import run_of
from ingest.errors import MinutebookError, PaperError
from ingest.papers import ReadPaper, Span
from ingest.reading.files import read_paper
from rag.units import units

_HOW_MANY = 200
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampled:
    """A quote: the file, where its words stand, and whether it is a table's row."""

    path: Path
    places: tuple[tuple[Span, str], ...]
    is_row: bool


def quotes(path: Path, paper: ReadPaper) -> Iterator[Sampled]:
    """Give all that can be quoted of a paper whose pages have text of their own."""
    for passage in paper.passages:
        for unit in units(passage):
            places = passage.places(unit.start, unit.end)
            if not any(paper.pages[span.page - 1].scanned for span, _ in places):
                yield Sampled(
                    path=path,
                    places=places,
                    is_row=bool(unit.cells) or "\t" in passage.text[unit.start : unit.end],
                )


def stands(words: str, page: str) -> str | None:
    """Tell how a quote's words stand on a page: "in order", "by words", or not at all.

    >>> stands("Parks 1.2 (3)", "(3) 1.2 Parks")
    'by words'
    >>> stands("Parks 1.2 (4)", "(3) 1.2 Parks")
    """
    run = run_of(page)
    if run_of(words) in run:
        return "in order"
    held = Counter(_WORD.findall(page.lower()))
    wanted = Counter(_WORD.findall(words.lower()))
    missing = [word for word, n in wanted.items() if held[word] < n and not (len(word) > 3 and word in run)]
    return None if missing else "by words"


def check(sample: Sequence[Sampled]) -> Iterator[tuple[Sampled, str | None]]:
    """Look for each quote on its pages.

    Raises:
        MinutebookError: pypdf is not installed.

    """
    try:
        import pypdf
    except ImportError as error:
        raise MinutebookError("Checking against another library needs pypdf: pip install pypdf") from error
    readers: dict[Path, pypdf.PdfReader] = {}
    texts: dict[tuple[Path, int], str] = {}
    for one in sample:
        reader = (
            readers.setdefault(one.path, pypdf.PdfReader(one.path))
            if one.path not in readers
            else readers[one.path]
        )
        found: list[str | None] = []
        for span, words in one.places:
            place = (one.path, span.page)
            if place not in texts:
                texts[place] = reader.pages[span.page - 1].extract_text()
            found.append(stands(words, texts[place]))
        yield one, None if None in found else ("by words" if "by words" in found else "in order")


def main(folder: Path, how_many: int, seed: int) -> int:
    """Sample, check and print; the exit code is 1 where a quote is not on its page."""
    every: list[Sampled] = []
    for path in sorted(folder.rglob("*.pdf")):
        try:
            every += quotes(path, read_paper(path))
        except PaperError as error:
            print(error, file=sys.stderr)
    sample = random.Random(seed).sample(every, min(how_many, len(every)))  # noqa: S311  # a sample, not a secret
    tally: Counter[str | None] = Counter()
    for one, how in check(sample):
        tally[how if how != "by words" else "rows by words" if one.is_row else "lines by words"] += 1
        if how is None:
            span, words = one.places[0]
            print(f"{one.path.name} p. {span.page}: {words[:150]!r}")
    right = len(sample) - tally[None]
    print(
        f"quotes on their page {right} of {len(sample)}: in order {tally['in order']}, in another order {tally['rows by words']} rows and {tally['lines by words']} lines"
    )
    return int(right < len(sample))


if __name__ == "__main__":
    numbers = [int(n) for n in sys.argv[2:]]
    try:
        sys.exit(main(Path(sys.argv[1]), *[*numbers, *[_HOW_MANY, 1][len(numbers) :]]))
    except MinutebookError as error:
        sys.exit(str(error))
