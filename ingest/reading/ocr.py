"""The door to tesseract: a picture of a page becomes words with their places and how sure it is of each.

tesseract is a program of its own (Debian's tesseract-ocr, 10 MB). On pages of minutes, reports and tables drawn at
200 to 300 dpi it read 94 to 99 % of the words in 1.5 to 3 s a page with 190 MB; rapidocr 85 to 99 % in 6 to 8 s
with 1.1 GB, ran words of prose together, and brings 200 MB of packages; it was the better one on tables only.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from ingest.errors import OcrMissing, UnreadablePaper

_SECONDS = 120  # for one page; a dense one takes some six
_WORD = "5"  # the level of words in tesseract's table
_RULES = re.compile(r"^[|_\-–—=~\[\]{}]+$")  # a table's ruled lines, read as characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word read: its box in pixels from the upper left corner, the line it stands on, confidence from 0 to 1."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    line: tuple[str, ...]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tesseract:
    """The program and the languages it is to read, as tesseract names them ("eng", "eng+cym")."""

    program: str
    language: str = "eng"

    def words(self, picture: bytes, *, dpi: int, file_name: str, page: int) -> tuple[Word, ...]:
        """Read a picture (PGM) of page `page`.

        Raises:
            UnreadablePaper: tesseract failed, or took too long.

        """
        # One column of text of several sizes: the setting that kept most words of tables.
        options = ["-l", self.language, "--psm", "4", "--dpi", str(dpi), "tsv"]
        table = self._run(picture, options, file_name, page)
        rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(_word(row) for row in rows if row["level"] == _WORD and _is_word(row["text"] or ""))

    def turn(self, picture: bytes, *, file_name: str, page: int) -> int:
        """Tell by how many degrees, clockwise, a picture must be turned to stand upright."""
        try:
            told = self._run(picture, ["-l", "osd", "--psm", "0"], file_name, page)
        except UnreadablePaper:
            return 0  # too few letters to tell
        found = re.search(r"^Rotate: (\d+)", told, re.MULTILINE)
        return int(found[1]) if found else 0

    def _run(self, picture: bytes, options: Sequence[str], file_name: str, page: int) -> str:
        try:
            done = subprocess.run(  # noqa: S603  # a list of our own, no shell
                [self.program, "-", "-", *options], input=picture, capture_output=True, check=True, timeout=_SECONDS,
                env={"OMP_THREAD_LIMIT": "1"},
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise UnreadablePaper(
                file_name, f"page {page} took OCR longer than {_SECONDS} s. Ingest the paper without --ocr."
            ) from error
        except subprocess.CalledProcessError as error:
            told = " ".join(error.stderr.decode("utf-8", "replace").split())[-200:]
            raise UnreadablePaper(
                file_name, f"page {page} could not be read by OCR ({told}). Ingest the paper without --ocr."
            ) from error
        return done.stdout.decode("utf-8", "replace")


def find_tesseract(language: str = "eng") -> Tesseract:
    """Find the program and check that it has the languages.

    Raises:
        OcrMissing: it is not installed, or a language is not.

    """
    program = shutil.which("tesseract")
    if program is None:
        raise OcrMissing(
            "--ocr needs tesseract. Install it (Debian: apt install tesseract-ocr) and run again."
        )
    listed = subprocess.run([program, "--list-langs"], capture_output=True, check=False)  # noqa: S603
    known = set(listed.stdout.decode("utf-8", "replace").split("\n")[1:])
    if missing := [name for name in language.split("+") if name not in known]:
        raise OcrMissing(
            f"tesseract has no data for {', '.join(missing)}. Install it (Debian: apt install tesseract-ocr-{missing[0]})"
            " or set ocr_language to one that `tesseract --list-langs` names."
        )
    return Tesseract(program=program, language=language)


def confidence(words: Sequence[Word]) -> float:
    """Give the mean confidence of words, from 0 to 1; 0 where there are none."""
    return fmean(w.confidence for w in words) if words else 0.0


def _is_word(text: str) -> bool:
    return bool(text.strip()) and not _RULES.match(text.strip())


def _word(row: dict[str, str]) -> Word:
    left, top = int(row["left"]), int(row["top"])
    return Word(
        text=row["text"].strip(),
        left=left,
        top=top,
        right=left + int(row["width"]),
        bottom=top + int(row["height"]),
        line=(row["block_num"], row["par_num"], row["line_num"]),
        confidence=max(float(row["conf"]), 0.0) / 100,
    )
