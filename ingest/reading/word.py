"""The door to Word: a DOCX's paragraphs and tables as text. A DOCX has no pages of its own."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile
from typing import TYPE_CHECKING

from ingest.errors import UnreadablePaper
from ingest.papers import Page
from ingest.reading.runs import WIDEST, Cell, Run, page_of, tabled

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.table import _Cell as WordCell
    from docx.table import _Row as WordRow

_LARGEST = 512 * 2**20  # bytes unpacked, pictures and all
_LONGEST = 64 * 2**20  # bytes of one part's XML; a paper of 600 pages has some five million


def read_docx(data: bytes, *, file_name: str) -> Page:
    """Read a DOCX's words, in order; list items get a mark, table cells a tab between them.

    Raises:
        UnreadablePaper: it is no DOCX, or unpacks to more than it should.
        EmptyPaper: it has no words.

    """
    import docx

    with _sound(file_name):
        _check_size(data, file_name=file_name)
        runs = list(_runs(docx.Document(io.BytesIO(data))))
    return page_of(runs, file_name=file_name)


@contextmanager
def _sound(file_name: str) -> Iterator[None]:
    """Tell what the libraries raise where parts are missing, damaged, nested without end or not what they should be."""
    from docx.opc.exceptions import OpcError

    try:
        yield
    except (
        zipfile.BadZipFile, zlib.error, OpcError, SyntaxError, KeyError, ValueError, AttributeError, IndexError,
        EOFError, TypeError, AssertionError,
        RuntimeError,  # of the zip module, for a part marked as encrypted or of a kind that it lacks; of nesting without end
    ) as error:  # fmt: skip  # lxml's XMLSyntaxError is a SyntaxError
        told = " ".join(str(error).split()) or type(error).__name__
        raise UnreadablePaper(
            file_name,
            f"cannot be read as a Word document ({told}). Open it in Word and save it again as .docx.",
        ) from error


def _check_size(data: bytes, *, file_name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        held = archive.infolist()
    longest = max((e.file_size for e in held if not e.filename.startswith("word/media/")), default=0)
    if longest > _LONGEST or sum(e.file_size for e in held) > _LARGEST:
        raise UnreadablePaper(
            file_name,
            f"unpacks to more than {_LARGEST // 2**20} MB, or {_LONGEST // 2**20} MB of words. Check where it comes from.",
        )


def _runs(document: Document) -> Iterator[Run]:
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _table(block)
            continue
        words = " ".join(block.text.split())
        if not words:
            continue
        style = (block.style.name or "") if block.style is not None else ""
        heading = style.startswith(("Heading", "Title")) or (
            bool(block.runs) and all(r.bold for r in block.runs if r.text.strip())
        )
        listed = style.startswith("List")
        yield Run(f"• {words}" if listed and not words[0].isdigit() else words, bold=heading, listed=listed)


def _table(table: WordTable) -> Iterator[Run]:
    """Give a table's rows; rows that Word repeats on each page, or that alone are bold, are its headings."""
    rows = [_cells(row) for row in table.rows]
    bold = [all(map(_is_bold, (cell for cell in row if cell.text.strip()))) for row in rows]
    repeated = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows]  # noqa: SLF001  # there is no other way
    heads = len(list(takewhile(bool, repeated if any(repeated) else bold)))
    cells = [[cell for n, cell in enumerate(row) if not n or row[n - 1]._tc is not cell._tc] for row in rows]  # noqa: SLF001  # python-docx gives a cell that stands over several columns once for each
    spread = [
        [Cell(text=" ".join(cell.text.split()), across=cell.grid_span) for cell in row] for row in cells
    ]
    yield from tabled(spread, heads=heads if heads < len(rows) else 0)


def _cells(row: WordRow) -> list[WordCell]:
    """Give a row's cells, one that stands over several columns once for each, but for no more than can be believed."""
    for cell in row._tr.tc_lst:  # noqa: SLF001  # there is no other way
        cell.grid_span = min(cell.grid_span, WIDEST)
    return list(row.cells)


def _is_bold(cell: WordCell) -> bool:
    return all(run.bold for part in cell.paragraphs for run in part.runs if run.text.strip())


def running_heads(data: bytes, *, file_name: str) -> tuple[str, ...]:
    """Give the words that stand at the head and foot of each page of a DOCX, which are not read with it.

    Raises:
        UnreadablePaper: they are damaged.

    """
    import docx

    found: list[str] = []
    with _sound(file_name):
        for section in docx.Document(io.BytesIO(data)).sections:
            for edge in (
                section.header,
                section.footer,
                section.first_page_header,
                section.first_page_footer,
            ):
                found += [" ".join(paragraph.text.split()) for paragraph in edge.paragraphs]
                found += [
                    " ".join(c.text.split())
                    for table in edge.tables
                    for row in table.rows
                    for c in _cells(row)
                ]
    return tuple(dict.fromkeys(text for text in found if text))
