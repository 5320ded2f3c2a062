"""The door to Word: a DOCX's paragraphs and tables as text. A DOCX has no pages of its own."""

from __future__ import annotations

import io
import zipfile

from ingest.errors import UnreadablePaper
from ingest.papers import Page
from ingest.web import Run, page_of

_LARGEST = 512 * 1024 * 1024  # bytes unpacked; a paper of 600 pages has some five million


def read_docx(data: bytes, *, file_name: str) -> Page:
    """Read a DOCX's words, in order; list items get a mark, table cells a tab between them.

    Raises:
        UnreadablePaper: it is no DOCX, or unpacks to more than it should.
        EmptyPaper: it has no words.

    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    wrong = "cannot be read as a Word document ({}). Open it in Word and save it again as .docx."
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise UnreadablePaper(
                    file_name, f"unpacks to more than {_LARGEST // 2**20} MB. Check where it comes from."
                )
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise UnreadablePaper(file_name, wrong.format(error)) from error
    runs: list[Run] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = [" ".join(cell.text.split()) for cell in row.cells]
                if any(cells):
                    runs.append(Run("\t".join(cells)))
            continue
        words = " ".join(block.text.split())
        if not words:
            continue
        style = (block.style.name or "") if block.style is not None else ""
        heading = style.startswith(("Heading", "Title")) or (
            bool(block.runs) and all(r.bold for r in block.runs if r.text.strip())
        )
        listed = style.startswith("List")
        runs.append(
            Run(f"• {words}" if listed and not words[0].isdigit() else words, bold=heading, listed=listed)
        )
    return page_of(runs, file_name=file_name)


def running_heads(data: bytes) -> tuple[str, ...]:
    """Give the words that stand at the head and foot of each page of a DOCX, which are not read with it.

    The document is one that `read_docx` has taken.
    """
    import docx

    found: list[str] = []
    for section in docx.Document(io.BytesIO(data)).sections:
        for edge in (section.header, section.footer, section.first_page_header, section.first_page_footer):
            found += [" ".join(paragraph.text.split()) for paragraph in edge.paragraphs]
            found += [
                " ".join(c.text.split()) for table in edge.tables for row in table.rows for c in row.cells
            ]
    return tuple(dict.fromkeys(text for text in found if text))
