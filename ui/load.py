"""Many people at once: `python -m ui.load --data DIR` asks a chat of its own through its API, and measures.

First many ask at the same time for a while, then one asks many questions while the server's memory is watched.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import httpx

from ui.shelf import Shelf

_WAIT = 120  # seconds for one answer
_SETTLED = 50  # questions after which memory has taken its shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What was measured of answers: seconds each took, and those that were none."""

    seconds: tuple[float, ...]
    failed: tuple[str, ...]

    def within(self, share: float) -> float:
        """Give the seconds within which this share (0 to 1) of the answers came."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def ask_once(client: httpx.Client, question: str) -> str | None:
    """Ask through the API; give what went wrong, or None."""
    try:
        event = client.post("/gradio_api/call/v2/ask", json={"question": question}).json()["event_id"]
        lines = client.get(f"/gradio_api/call/ask/{event}").text.splitlines()
        answer = json.loads(lines[lines.index("event: complete") + 1].removeprefix("data: "))[0]
    except (httpx.HTTPError, ValueError, KeyError) as error:
        return f"{type(error).__name__}: {error}"
    return answer["answer"] if answer["reason"] == "error" else None


def crowd(address: str, questions: Sequence[str], *, users: int, seconds: float) -> Load:
    """Let so many users ask one question after another for so many seconds."""
    took: list[float] = []
    failed: list[str] = []
    until = time.perf_counter() + seconds
    turn = count()

    def use() -> None:
        with httpx.Client(base_url=address, timeout=_WAIT) as client:
            while time.perf_counter() < until:
                started = time.perf_counter()
                problem = ask_once(client, questions[next(turn) % len(questions)])
                took.append(time.perf_counter() - started)
                if problem:
                    failed.append(problem)

    threads = [threading.Thread(target=use) for _ in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Load(seconds=tuple(took), failed=tuple(failed))


def megabytes(process: int) -> float:
    """Give the memory that a process holds, by Linux's /proc."""
    for line in Path(f"/proc/{process}/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return float("nan")


def memory_over(address: str, questions: Sequence[str], *, number: int, process: int) -> tuple[float, ...]:
    """Ask so many questions one by one; give the server's megabytes after each fiftieth."""
    held = []
    with httpx.Client(base_url=address, timeout=_WAIT) as client:
        for at in range(1, number + 1):
            ask_once(client, questions[at % len(questions)])
            if at % _SETTLED == 0:
                held.append(megabytes(process))
    return tuple(held)


@contextmanager
def own_chat(data: Path, port: int) -> Iterator[tuple[str, int, float]]:
    """Start `minutebook chat` and give its address, its process, and the seconds until it served the page."""
    started = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "ui.cli", "--data", str(data), "chat", "--port", str(port)],
        stdout=subprocess.DEVNULL, env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        address = f"http://127.0.0.1:{port}"
        try:
            while process.poll() is None:
                try:
                    httpx.get(address)
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield address, process.pid, time.perf_counter() - started
        finally:
            process.terminate()


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where a question went unanswered."""
    parser = argparse.ArgumentParser(prog="python -m ui.load", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data"), metavar="DIR")
    parser.add_argument("--port", type=int, default=7869)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--questions", type=int, default=500)
    options = parser.parse_args(arguments)
    asked = Shelf(options.data).examples()
    if not asked:
        print(f"{options.data} holds no papers to make questions from. Ingest some first.", file=sys.stderr)
        return 1
    with own_chat(options.data, options.port) as (address, process, ready):
        print(f"The page was served {ready:.1f} s after the start.")
        load = crowd(address, asked, users=options.users, seconds=options.seconds)
        print(
            f"{options.users} users for {options.seconds:.0f} s: {len(load.seconds)} answers, {len(load.failed)} errors; "
            f"median {statistics.median(load.seconds):.2f} s, p95 {load.within(0.95):.2f} s."
        )
        held = memory_over(address, asked, number=options.questions, process=process)
        if held:
            print(
                f"Memory: {held[0]:.0f} MB after {_SETTLED} more questions, {held[-1]:.0f} MB after {options.questions}."
            )
    for problem in sorted(set(load.failed)):
        print(f"  {problem}", file=sys.stderr)
    return 1 if load.failed else 0


if __name__ == "__main__":
    sys.exit(main())
