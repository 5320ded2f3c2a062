"""A reader in a process of its own: takes papers on stdin, gives what it read on stdout, both JSON, a line each.

It may use no more memory than it is told. It says "…" when it has read a scan's page, which takes long.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any, BinaryIO

from ingest.errors import ExemptPaper, PaperError, TooLarge, UnreadablePaper
from ingest.reading.files import Reading, read_paper
from ingest.reading.wire import packed, unpacked

_USED_UP = 400 * 1024  # kilobytes; a reader that held more gives way to a fresh one


def main() -> None:
    """Read papers until stdin ends."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand between the answers
    for line in sys.stdin.buffer:
        path, reading = json.loads(line)
        answer = _answer(Path(path), unpacked(Reading, reading), answers)
        _send(answers, {**answer, "last": _peak() > _USED_UP})


def _answer(path: Path, reading: Reading, answers: BinaryIO) -> dict[str, Any]:
    _confine(reading.megabytes)
    try:
        return {"read": packed(read_paper(path, reading=reading, told=lambda: _send(answers, "…")))}
    except PaperError as error:
        return _told(error)
    except MemoryError:
        return _told(
            TooLarge(
                path.name,
                f"takes more than {reading.megabytes} MB to read. Split it, or set memory_mb higher.",
            )
        )
    except Exception as error:  # noqa: BLE001  # the outermost frame of this process
        fault = f"{type(error).__name__}: {error}"
        return _told(
            UnreadablePaper(
                path.name, f"could not be understood ({fault}). Please report it; the rest was read."
            )
        )


def _told(error: PaperError) -> dict[str, Any]:
    if isinstance(error, ExemptPaper):
        return {"exempt": {"reason": error.reason, "paragraph": error.paragraph}, "file": error.file}
    return {"error": type(error).__name__, "file": error.file, "message": error.message}


def _send(answers: BinaryIO, value: Any) -> None:
    answers.write(json.dumps(value).encode() + b"\n")
    answers.flush()


def _confine(megabytes: int) -> None:
    """Refuse more memory than this, where the system can (not on Windows)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, resource.RLIM_INFINITY))


def _peak() -> int:
    """Give the most kilobytes that this process has held."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
