"""What every command needs: its settings, JSON on stdout, progress on stderr."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from ingest.settings import Settings, read_settings


def settings_for(options: argparse.Namespace) -> Settings:
    """Read the settings, with what the command line overrides."""
    settings = read_settings()
    return replace(settings, data=options.data) if options.data else settings


def print_json(value: Any) -> None:
    """Print a value as JSON, indented."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def progress() -> Iterator[Progress]:
    """Show a bar on stderr; it goes when the work is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield bar
