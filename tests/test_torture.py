"""A short torture run for every change; the long one is run by hand: `python -m tests.torture --operations 300`."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.conftest import ROOT


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.torture", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_after_random_operations_and_kills_nothing_is_lost_doubled_or_stale() -> None:
    done = run("--operations", "10", "--seed", "4")
    assert done.returncode == 0, done.stderr
    assert ", 0 wrong," in done.stdout


def test_an_ingest_that_is_killed_again_and_again_ends_with_the_same_catalogue() -> None:
    done = run("--papers", "240", "--interruptions", "3", "--seed", "2")
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["papers"] == 240
    assert figures["kills"] == 3
    assert figures["same content"]
