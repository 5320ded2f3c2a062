"""`python -m eval.reading PATH…`: how fast papers are read and understood here, and with how much memory.

Reading is all but embedding and OCR. Pages a second are given by the clock and, since other work slows the clock
and not the processor's own, by processor time; pypdf's plain extraction, which understands nothing, stands beside.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ingest.errors import PaperError
from ingest.papers import ReadPaper
from ingest.reading.files import Reading, find_papers, read_paper
from ingest.reading.readers import read_each


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """Pages, and the seconds that they took by the clock and of processor time, those of children included."""

    pages: int
    clock: float
    processor: float

    def __str__(self) -> str:
        """Say it in a line."""
        return f"{self.pages / self.clock:6.0f} pages/s by the clock, {self.pages / max(self.processor, 0.001):6.0f} by processor time"


def timed(work: Callable[[], int]) -> Timed:
    """Time one call, which tells how many pages it read."""
    clock, before = time.perf_counter(), os.times()
    pages = work()
    clock, after = time.perf_counter() - clock, os.times()
    return Timed(pages=pages, clock=clock, processor=sum(after[:4]) - sum(before[:4]))


def read(files: Sequence[Path], reading: Reading) -> int:
    """Read papers; how many pages had been read is returned."""
    return sum(len(one.pages) for one in read_each(files, reading) if isinstance(one, ReadPaper))


def extract(files: Sequence[Path]) -> int:
    """Extract the plain text of PDFs with pypdf; how many pages had text or none is returned."""
    pages = 0
    for file in files:
        try:
            for page in PdfReader(file).pages:
                page.extract_text()
                pages += 1
        except (PyPdfError, ValueError, KeyError, TypeError):
            continue
    return pages


def peak(file: Path) -> float:
    """Give the most memory, in MB, that a process of its own held to read one paper."""
    command = [sys.executable, "-m", "eval.reading", "--peak", str(file)]
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout  # noqa: S603  # ourselves
    return float(told)


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument(
        "--peak", action="store_true", help="read the one paper and print the peak memory in MB"
    )
    options = parser.parse_args()
    if options.peak:
        read_paper(options.paths[0])
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return 0
    files = [f for f in find_papers(options.paths) if f.suffix == ".pdf"]
    kinds = {
        "one process": lambda: read(files, Reading()),
        "one process, apart": lambda: read(files, Reading(processes=1)),
        "two processes": lambda: read(files, Reading(processes=2)),
        "pypdf's plain text": lambda: extract(files),
    }
    found: dict[str, list[Timed]] = {name: [] for name in kinds}
    for _ in range(options.repeats):
        for name, work in kinds.items():
            found[name].append(timed(work))
    for name, runs in found.items():
        print(f"{name:20} {sorted(runs, key=lambda run: run.clock)[len(runs) // 2]}")
    ratios = [
        one.clock / two.clock
        for one, two in zip(found["one process, apart"], found["two processes"], strict=True)
    ]
    print(
        f"two processes are {statistics.median(ratios):.2f} times as fast as one (median of {options.repeats})"
    )
    largest = max(files, key=_pages)
    print(f"{largest.name}, {_pages(largest)} pages: {peak(largest):.0f} MB at most")
    return 0


def _pages(file: Path) -> int:
    try:
        return read_paper(file).paper.page_count
    except PaperError:
        return 0


if __name__ == "__main__":
    raise SystemExit(main())
