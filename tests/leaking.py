"""A town whose papers are in part exempt, and the search for their secret words in whatever comes out of it."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.store.catalogue import Catalogue
from tests.exempt_papers import exempt_papers, innocent_papers
from ui.cli import main

EXEMPT, INNOCENT = exempt_papers(), innocent_papers()
SECRETS = tuple(s.lower() for p in EXEMPT for s in p.secrets)
OPEN_QUESTIONS = (
    "What was the highest offer for the site?",
    "Who offered most for the site, and how much?",
    "What was resolved on the sale of the site?",
    "What did the Cabinet decide in private?",
    "How many visitors did the Library have in the year?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A data folder that read all planted papers, and the folder that everything is written to."""

    home: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    def run(self, *arguments: str, code: int = 0) -> str:
        """Run a command; give what it says on stdout and stderr."""
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(out):
            done = main(["--data", str(self.data), *arguments])
        assert done == code, out.getvalue()
        return out.getvalue()

    def catalogue(self) -> Catalogue:
        return Catalogue(self.data / "catalogue.sqlite", for_reading=True)


def words_of(name: str, content: bytes) -> bytes:
    """Give what a file holds, unpacked where it is a Word file or a workbook, in lower case."""
    if Path(name).suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(member) for member in archive.namelist())
    return content.lower()


def leaked(content: bytes | str) -> list[str]:
    """Give the secret words that stand in a text, or in a file's bytes."""
    found = content if isinstance(content, bytes) else content.encode()
    found = found.lower()
    if not re.search(rb"zyx|9,\d{3},417|9\d{3}417", found):
        return []
    without = found.replace(b",", b"")
    return [s for s in SECRETS if s.encode() in found or s.replace(",", "").encode() in without]


def public(content: bytes | str) -> bool:
    """Tell whether words of the innocent papers are found: the proof that the search finds anything."""
    return b"wick" in (content if isinstance(content, bytes) else content.encode()).lower()


def files_of(folder: Path) -> list[Path]:
    return [f for f in folder.rglob("*") if f.is_file()]


def planted_town(home: Path) -> Town:
    """Read all planted papers into a data folder."""
    for folder in ("papers", "temporary", "out"):
        (home / folder).mkdir()
    for planted in (*EXEMPT, *INNOCENT):
        planted.write(home / "papers")
    (home / "minutebook.toml").write_text(f'journal = "{home}/out/journal.jsonl"\n', "utf-8")
    town = Town(home=home)
    with living_in(town):
        said = town.run("ingest", str(home / "papers"))
    assert "withheld" in said.lower()
    assert leaked(said) == []
    return town


@contextmanager
def living_in(town: Town) -> Iterator[None]:
    """Let all that is written meanwhile go below the town's folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINUTEBOOK_CONFIG", str(town.home / "minutebook.toml"))
        patch.setenv("TMPDIR", str(town.home / "temporary"))
        patch.setenv("GRADIO_TEMP_DIR", str(town.home / "temporary"))
        patch.setattr(tempfile, "tempdir", str(town.home / "temporary"))
        yield
