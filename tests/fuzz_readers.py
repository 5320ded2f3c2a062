"""`python -m tests.fuzz_readers --minutes 60 --keep DIR PATH…`: read papers that were spoilt at random, in a process apart.

Every outcome must be a paper whose passages are slices of its pages, or an error of our tree, within the limits.
What is not is kept with its seed: faults of ours, readers that failed, papers that were too slow or too large.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.errors import PaperError, TooLarge, TooSlow
from ingest.papers import ReadPaper
from ingest.reading.files import SUFFIXES, Reading, find_papers
from ingest.reading.readers import Outcome, read_each

LIMITS = Reading(processes=1, seconds=90, megabytes=1500)
_LARGEST = (
    700_000  # bytes of a paper that is taken for spoiling: many small ones find more than few large ones
)
_BATCH = 24
_STRANGE = (
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"-1",
    b"99999999999",
    b"1e308",
    b"\xe2\x80\xae",
    b"\r",
    b"\t" * 40,
)


def flip(data: bytes, chance: random.Random) -> bytes:
    """Flip a few bits."""
    spoilt = bytearray(data)
    for _ in range(chance.choice([1, 3, 30, 300])):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def cut(data: bytes, chance: random.Random) -> bytes:
    """Cut the end off."""
    return data[: chance.randrange(len(data))]


def move(data: bytes, chance: random.Random) -> bytes:
    """Drop, repeat or move a stretch."""
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    b = min(b, a + chance.choice([8, 200, 5000]))
    stretch, rest = data[a:b], data[:a] + data[b:]
    at = chance.randrange(len(rest) + 1)
    return chance.choice(
        [rest, data[:b] + stretch * chance.choice([1, 40]) + data[b:], rest[:at] + stretch + rest[at:]]
    )


def numbers(data: bytes, chance: random.Random) -> bytes:
    """Write other numbers for some."""
    found = list(re.finditer(rb"\d+", data))
    for match in sorted(
        chance.sample(found, min(len(found), chance.choice([1, 4, 20]))), key=lambda m: -m.start()
    ):
        data = (
            data[: match.start()]
            + chance.choice([b"0", b"-1", b"2147483647", b"99999999999", b"7"])
            + data[match.end() :]
        )
    return data


def strange(data: bytes, chance: random.Random) -> bytes:
    """Put strange bytes in."""
    for _ in range(chance.choice([1, 5, 50])):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(_STRANGE) + data[at:]
    return data


def swap(data: bytes, chance: random.Random) -> bytes:
    """Swap two of a PDF's objects, or two of a page's or answer's tags."""
    found = list(re.finditer(rb"\d+ 0 obj.{1,4000}?endobj|<[^<>]{1,200}>", data, re.DOTALL))
    if len(found) < 2:
        return move(data, chance)
    one, other = sorted(chance.sample(found, 2), key=lambda m: m.start())
    between = data[one.end() : other.start()]
    return data[: one.start()] + other[0] + between + one[0] + data[other.end() :]


def nest(data: bytes, chance: random.Random) -> bytes:
    """Put one tag, or one bracket, in itself many times."""
    found = list(re.finditer(rb"<\w{1,20}>|<<|\[|\(", data))
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.end()] + match[0] * chance.choice([30, 3000]) + data[match.end() :]


SPOILERS: Sequence[Callable[[bytes, random.Random], bytes]] = (flip, cut, move, numbers, strange, swap, nest)


def spoil(data: bytes, chance: random.Random) -> bytes:
    """Spoil a file one to three times; of a zip (a DOCX) mostly what is in it."""
    for _ in range(chance.choice([1, 1, 2, 3])):
        if not data:
            return data
        if data.startswith(b"PK") and chance.random() < 0.9:
            data = _spoil_member(data, chance)
        else:
            data = chance.choice(SPOILERS)(data, chance)
    return data


def _spoil_member(data: bytes, chance: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            held = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        return flip(data, chance)
    name = chance.choice([n for n in held if n.endswith((".xml", ".rels"))] or list(held))
    if chance.random() < 0.1:
        del held[name]
    else:
        held[name] = chance.choice(SPOILERS)(held[name] or b" ", chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, words in held.items():
            archive.writestr(member, words)
    return out.getvalue()


def wrong(outcome: Outcome) -> str | None:
    """Tell what is wrong with an outcome."""
    if isinstance(outcome, PaperError):
        if isinstance(outcome, TooSlow | TooLarge) or re.search(
            "could not be understood|reader fail", outcome.message
        ):
            return f"{type(outcome).__name__}: {outcome.message}"
        return None
    text = {page.number: page.text for page in outcome.pages}
    for passage in outcome.passages:
        if passage.text != "\n".join(text[s.page][s.start : s.end] for s in passage.spans):
            return f"passage {passage.id} is no slice of its pages"
    return None


def main() -> int:
    """Spoil and read until the time is over; the exit code tells whether anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzzed"), help="where what was found is kept")
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    papers = [p for p in find_papers(options.paths) if p.stat().st_size <= _LARGEST]
    seed, outcomes, started = options.seed, Counter[str](), time.monotonic()
    while time.monotonic() - started < 60 * options.minutes:
        files = [_write(papers, options.keep, seed + n) for n in range(_BATCH)]
        for n, (file, outcome) in enumerate(zip(files, read_each(files, LIMITS), strict=True)):
            outcomes["read" if isinstance(outcome, ReadPaper) else type(outcome).__name__] += 1
            if told := wrong(outcome):
                outcomes["wrong"] += 1
                print(f"seed {seed + n}: {file.name}: {told}", flush=True)
            else:
                file.unlink()
        seed += _BATCH
    print(
        f"{seed - options.seed} papers in {(time.monotonic() - started) / 60:.1f} minutes: {dict(outcomes)}"
    )
    return 1 if outcomes["wrong"] else 0


def _write(papers: Sequence[Path], folder: Path, seed: int) -> Path:
    chance = random.Random(seed)  # noqa: S311  # the same papers on every run
    paper = chance.choice(papers)
    suffix = paper.suffix if chance.random() < 0.95 else chance.choice(sorted(SUFFIXES))
    file = folder / f"{seed}{suffix}"
    file.write_bytes(spoil(paper.read_bytes(), chance))
    return file


if __name__ == "__main__":
    raise SystemExit(main())
