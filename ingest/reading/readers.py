"""Reading many papers: here, or in processes of their own, which may take so long and so much memory and no more.

A paper that hangs or fells its reader is told as what it is, and the next one gets a fresh reader.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import Timer
from typing import Any, TypeAlias

from ingest import errors
from ingest.errors import ExemptPaper, PaperError, TooSlow, UnreadablePaper
from ingest.papers import ReadPaper
from ingest.reading.files import Reading, read_paper
from ingest.reading.wire import packed, unpacked

Outcome: TypeAlias = ReadPaper | PaperError


def read_each(files: Sequence[Path], reading: Reading) -> Generator[Outcome, None, None]:
    """Read papers, each when its turn comes, or a few ahead in processes of their own; in the order of the files."""
    if reading.processes == 0:
        yield from (_read_here(file, reading) for file in files)
        return
    free: SimpleQueue[_Reader] = SimpleQueue()
    readers = [_Reader(reading) for _ in range(min(reading.processes, len(files)))]
    for reader in readers:
        free.put(reader)

    def read(file: Path) -> Outcome:
        reader = free.get()
        try:
            return reader.read(file)
        finally:
            free.put(reader)

    try:
        with ThreadPoolExecutor(max(len(readers), 1)) as pool:
            yield from _ahead(pool, read, files, ahead=len(readers) + 1)
    finally:
        for reader in readers:
            reader.stop()


def _ahead(
    pool: ThreadPoolExecutor, read: Callable[[Path], Outcome], files: Sequence[Path], *, ahead: int
) -> Iterator[Outcome]:
    """Give outcomes in order, reading no more than `ahead` papers in advance, so that memory stays bounded."""
    waiting: deque[Future[Outcome]] = deque()
    try:
        for file in files:
            waiting.append(pool.submit(read, file))
            if len(waiting) > ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for left in waiting:
            left.cancel()


def _read_here(file: Path, reading: Reading) -> Outcome:
    try:
        return read_paper(file, reading=reading)
    except PaperError as error:
        return error
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        fault = f"{type(error).__name__}: {error}"
        return UnreadablePaper(
            file.name, f"could not be understood ({fault}). Please report it; the rest was read."
        )


class _Reader:
    """A reader's process, begun when it is needed."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._process: subprocess.Popen[bytes] | None = None
        self._late = False

    def read(self, file: Path) -> Outcome:
        """Read one paper, or tell why it could not be read."""
        process = self._process = self._process or _begin()
        assert process.stdin is not None  # noqa: S101  # it was begun with pipes
        self._late = False
        try:
            process.stdin.write(json.dumps([str(file), packed(self._reading)]).encode() + b"\n")
            process.stdin.flush()
            answer = self._answer(process)
        except (OSError, ValueError):  # its end of the pipe is closed, or what it wrote is cut short
            answer = None
        if answer is None:
            self.stop()
            return self._failed(file, process)
        if answer["last"]:
            self.stop()
        if "read" in answer:
            return unpacked(ReadPaper, answer["read"])
        if "exempt" in answer:
            return ExemptPaper(answer["file"], **answer["exempt"])
        error: PaperError = getattr(errors, answer["error"])(answer["file"], answer["message"])
        return error

    def _answer(self, process: subprocess.Popen[bytes]) -> dict[str, Any] | None:
        """Wait for the answer; the time counts anew from each sign of life."""
        assert process.stdout is not None  # noqa: S101  # it was begun with pipes
        while True:
            timer = Timer(self._reading.seconds, self._give_up, [process])
            timer.start()
            try:
                line = process.stdout.readline()
            finally:
                timer.cancel()
            if not line:
                return None
            told = json.loads(line)
            if isinstance(told, dict):
                return told

    def _give_up(self, process: subprocess.Popen[bytes]) -> None:
        self._late = True
        process.kill()

    def _failed(self, file: Path, process: subprocess.Popen[bytes]) -> PaperError:
        if self._late:
            return TooSlow(
                file.name,
                f"took longer than {self._reading.seconds:g} s to read and was stopped. Split it, or set reading_seconds higher.",
            )
        return UnreadablePaper(
            file.name,
            f"made its reader fail (exit {process.returncode}), as papers do that are damaged or take more than "
            f"{self._reading.megabytes} MB. Check where it comes from.",
        )

    def stop(self) -> None:
        """End the process."""
        if self._process is None:
            return
        process, self._process = self._process, None
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                try:
                    pipe.close()
                except OSError:  # what was still to be written has no reader any more
                    continue


def _begin() -> subprocess.Popen[bytes]:
    path = os.pathsep.join(entry or "." for entry in sys.path)
    return subprocess.Popen(  # ourselves, no shell
        [sys.executable, "-m", "ingest.reading.worker"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
