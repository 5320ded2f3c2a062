"""Each hostile paper in a reader of its own: what became of it, how long it took, how much memory.

    python -m tests.survive

Exits with 1 where one takes longer than the limit or more than 2 GB, or ends otherwise than it should.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import PaperError
from ingest.reading.files import Reading
from ingest.reading.readers import read_each
from tests.hostile import PAPERS

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

SECONDS = 20.0  # the limit of these readers; the product's own is 120
_BEGINNING = 10.0  # seconds that a reader may take to begin and to be ended, on a busy machine
MEGABYTES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Survived:
    """What became of a paper: "read" or the message; seconds; the most megabytes that its reader held."""

    told: str
    seconds: float
    megabytes: int

    def good(self, name: str) -> bool:
        """Whether it ended as it should, within the limits."""
        wanted = set(PAPERS[name][2].split("|"))
        ended = self.told in wanted or any(re.search(words, self.told) for words in wanted - {"read"})
        return ended and self.seconds <= SECONDS + _BEGINNING and self.megabytes <= MEGABYTES


def _read(file: Path, out: Connection) -> None:
    began = time.perf_counter()
    (outcome,) = read_each([file], Reading(processes=1, seconds=SECONDS))
    seconds = time.perf_counter() - began
    told = outcome.message if isinstance(outcome, PaperError) else "read"
    out.send([told, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss])


def survive(name: str, folder: Path) -> Survived:
    """Make a hostile paper and read it, in a process of its own, whose only child is the reader."""
    suffix, make, _ = PAPERS[name]
    file = folder / f"paper{suffix}"
    file.write_bytes(make())
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_read, args=(file, theirs))
    process.start()
    told, seconds, kilobytes = ours.recv()
    process.join()
    file.unlink()
    return Survived(told=told, seconds=seconds, megabytes=round(kilobytes / 1024))


def main() -> int:
    """Print a line for each."""
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in PAPERS:
            one = survive(name, Path(folder))
            bad += not one.good(name)
            print(f"{one.seconds:5.1f} s {one.megabytes:5} MB  {name}: {one.told[:90]}", flush=True)
    print(json.dumps({"papers": len(PAPERS), "bad": bad}))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
