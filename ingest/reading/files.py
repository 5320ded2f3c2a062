"""From a file to its pages. Touches the file system; one reader a format."""

from __future__ import annotations

import hashlib
import stat
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.errors import (
    EmptyPaper,
    ExemptPaper,
    NoPapers,
    NotText,
    OutsidePaper,
    UnknownFormat,
    UnreadablePaper,
)
from ingest.papers import Page, ReadPaper, Withheld
from ingest.reading.ocr import Tesseract
from ingest.reading.pdf import read_pdf
from ingest.reading.web import FILE_SIZE, read_html, read_moderngov, restricted_items
from ingest.reading.word import read_docx, running_heads
from ingest.structure.paper import read_structure
from ingest.withheld.exempt import withhold

SUFFIXES = frozenset({".md", ".markdown", ".txt", ".text", ".pdf", ".docx", ".html", ".htm", ".xml"})
_LARGEST = 256 * 1024 * 1024  # bytes; a pack of 600 pages of text has two million, with maps some fifty


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How papers are to be read.

    `ocr` reads scans, `passwords` are tried on locked PDFs. With `processes` papers are read in as many processes
    of their own, a paper in no more than `seconds` (each scanned page anew) and `megabytes`; with none, here.
    `exempt` reads what is not for the public too.
    """

    ocr: Tesseract | None = None
    passwords: tuple[str, ...] = ()
    processes: int = 0
    seconds: float = 120
    megabytes: int = 1500
    exempt: bool = False


PLAIN = Reading()


def find_papers(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Give the papers that the paths name: files as they are, folders searched through, sorted.

    Hidden files and README files are not papers.

    Raises:
        NoPapers: a path does not exist, or a folder holds nothing that can be read.

    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = [p for p in _inside(path) if not _leads_out(p, path)]
            if not inside:
                raise NoPapers(
                    f"{path} holds no papers. Minutebook reads {', '.join(sorted(SUFFIXES))}: name a folder that has some."
                )
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise NoPapers(f"{path} does not exist. Check the name and run ingest again.")
    return tuple(dict.fromkeys(found))


def strays(paths: Sequence[Path]) -> tuple[OutsidePaper, ...]:
    """Give an error for each link in a folder that leads out of it; such are not followed."""
    return tuple(
        OutsidePaper(
            str(p.relative_to(folder)),
            "is a link that leads out of the folder. Copy the file there, or name it.",
        )
        for folder in paths
        if folder.is_dir()
        for p in _inside(folder)
        if _leads_out(p, folder)
    )


def _inside(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.rglob("*")) if p.is_file() and _is_paper(p.relative_to(folder))]


def _leads_out(path: Path, folder: Path) -> bool:
    return not path.resolve().is_relative_to(folder.resolve())


def _is_paper(path: Path) -> bool:
    hidden = any(piece.startswith(".") for piece in path.parts)
    return path.suffix.lower() in SUFFIXES and not hidden and path.stem.lower() != "readme"


def read_bytes(path: Path) -> bytes:
    """Read a file whole.

    Raises:
        UnreadablePaper: the system refuses, or the file is too large to be text.

    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnreadablePaper(path.name, "is not a file. Name a file, or a folder of them.")
        if found.st_size > _LARGEST:
            raise UnreadablePaper(
                path.name, f"is larger than {_LARGEST // 2**20} MB. Split it and ingest the pieces."
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise UnreadablePaper(
            path.name, f"cannot be read ({reason}). Check its permissions and ingest it again."
        ) from error


def decode(data: bytes, *, file_name: str) -> str:
    """Decode text: UTF-8 or UTF-16 with its mark, else Windows-1252, as older council systems write.

    Raises:
        EmptyPaper: there are no words.
        NotText: the bytes are not text.

    """
    if not data.strip():
        raise EmptyPaper(file_name, "is empty. Download it again, or leave it out.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        if b"\x00" in data or _binary(data):
            raise NotText(
                file_name,
                "is not text, whatever its name says. Give it its right ending, or convert it to text.",
            )
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if not any(c.isalnum() for c in text):
        raise EmptyPaper(file_name, "holds no words. Download it again, or leave it out.")
    return unicodedata.normalize("NFC", text)


def _binary(data: bytes) -> bool:
    sample = data[:65536]
    control = sum(b < 32 and b not in b"\t\n\r\f\v\x1b" for b in sample)
    return control > max(4, len(sample) // 200)


def pages_of(
    data: bytes, *, file_name: str, reading: Reading = PLAIN, told: Callable[[], None] = lambda: None
) -> tuple[tuple[Page, ...], bool]:
    """Read a paper's pages; the second value tells whether the file has pages of its own.

    `told` is called when a scan's page was read.

    Raises:
        UnknownFormat: no reader takes this ending.

    """
    suffix = Path(file_name).suffix.lower()
    if data.startswith(b"%PDF-") or suffix == ".pdf":
        if not data.strip():
            raise EmptyPaper(file_name, "is empty. Download it again, or leave it out.")
        pages = read_pdf(data, file_name=file_name, passwords=reading.passwords, ocr=reading.ocr, told=told)
        return pages, True
    if suffix not in SUFFIXES:
        raise UnknownFormat(
            file_name, f"is a {suffix or 'nameless'} file. Minutebook reads {', '.join(sorted(SUFFIXES))}."
        )
    if not data.strip():
        raise EmptyPaper(file_name, "is empty. Download it again, or leave it out.")
    if suffix == ".docx":
        return (read_docx(data, file_name=file_name),), False
    if suffix == ".xml":
        return (read_moderngov(data, file_name=file_name, restricted=reading.exempt),), False
    if suffix in {".html", ".htm"}:
        return (read_html(decode(data, file_name=file_name), file_name=file_name),), False
    text = FILE_SIZE.sub("", decode(data, file_name=file_name))  # a page saved as text has them too
    return (Page(number=1, text=text),), False


def _withheld(pages: Sequence[Page], heads: Sequence[str]) -> tuple[tuple[Page, ...], tuple[Withheld, ...]]:
    """Withhold what is marked, with lines "Agenda Item 5" taken for running heads: a marking does not end at one."""
    unopened = [replace(p, furniture=p.furniture | p.openings) for p in pages]
    left, found = withhold(unopened, heads=heads)
    return tuple(replace(p, furniture=p.furniture - p.openings) for p in left), found


def read_paper(
    path: Path,
    *,
    name: str | None = None,
    reading: Reading = PLAIN,
    told: Callable[[], None] = lambda: None,
) -> ReadPaper:
    """Read and understand one paper, here; `told` is called when a scan's page was read.

    Raises:
        ExemptPaper: nothing of it is for the public.
        PaperError: it cannot be read; the message says why and what to do.

    """
    data = read_bytes(path)
    file_name = name or path.name
    pages, paginated = pages_of(data, file_name=file_name, reading=reading, told=told)
    held = () if reading.exempt else restricted_items(data, file_name=file_name)
    if not reading.exempt:
        heads = running_heads(data, file_name=file_name) if Path(file_name).suffix.lower() == ".docx" else ()
        pages, found = _withheld(pages, heads)
        held = (*held, *found)
    if held and not any(page.text.strip() for page in pages):
        raise ExemptPaper(file_name, reason=held[0].reason, paragraph=held[0].paragraph)
    read = read_structure(
        pages,
        file_name=file_name,
        path=str(path.resolve()),
        sha256=hashlib.sha256(data).hexdigest(),
        paginated=paginated,
    )
    return replace(read, withheld=held)
