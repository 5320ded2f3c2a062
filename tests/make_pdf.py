"""Small real PDFs for the tests: text at places on pages, in Helvetica, written by hand to the specification."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

import pypdfium2

Text = tuple[float, float, str]
"""Left, bottom (points from the lower left corner of A4), words; those that start with * are set in bold."""

Rule = tuple[float, float, float, float]
"""A straight line from one point to another: left, bottom, left, bottom."""


def pdf(
    pages: Sequence[Sequence[Text]],
    *,
    box: str = "/MediaBox [0 0 595 842]",
    turn: str = "1 0 0 1",
    rules: Sequence[Rule] = (),
) -> bytes:
    """Write a PDF (1.4, uncompressed); `rules` are drawn on every page.

    `box` is what each page says of its size and rotation, `turn` the first four numbers of the text's matrix.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _font("Helvetica"), _font("Helvetica-Bold")]
    kids = []
    for page in pages:
        stream = b"".join(_show(*text, turn) for text in page)
        stream += b"".join(b"%.1f %.1f m %.1f %.1f l S\n" % rule for rule in rules)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>" % (box.encode(), len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    return assembled(objects)


def assembled(objects: Sequence[bytes]) -> bytes:
    """Write a PDF of these objects, numbered from 1; the first is its catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)
    return bytes(out)


def scanned(data: bytes, *, turn: int = 0) -> bytes:
    """Draw a PDF's pages and make of the pictures a PDF without text, each turned clockwise by `turn` degrees."""
    document = pypdfium2.PdfDocument(data)
    pictures = [page.render(scale=200 / 72, rotation=turn, grayscale=True).to_pil() for page in document]
    document.close()
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=200, save_all=True, append_images=pictures[1:])
    return out.getvalue()


def joined(*papers: bytes) -> bytes:
    """Put the pages of several PDFs into one."""
    whole = pypdfium2.PdfDocument.new()
    for paper in papers:
        whole.import_pages(pypdfium2.PdfDocument(paper))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


def _font(name: str) -> bytes:
    return b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % name.encode()


def _show(left: float, bottom: float, words: str, turn: str) -> bytes:
    font = b"F2" if words.startswith("*") else b"F1"
    shown = (
        words.lstrip("*").encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    )
    return b"BT /%s 11 Tf %s %.1f %.1f Tm (%s) Tj ET\n" % (font, turn.encode(), left, bottom, shown)


def ruled(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """Draw a grid: a line at each of `xs` and of `ys`."""
    return [
        *((x, min(ys), x, max(ys)) for x in xs),
        *((min(xs), y, max(xs), y) for y in ys),
    ]


def lines(texts: Sequence[str], *, top: float = 760.0, left: float = 72.0) -> list[Text]:
    """Set lines one under another, 14 points apart; an empty one leaves a gap."""
    return [(left, top - 14 * n, text) for n, text in enumerate(texts) if text]


def filled(seed: int, *, width: float, count: int) -> list[str]:
    """Make lines that fill a width, in points: of letters that are 0.556 font sizes wide in Helvetica, and spaces of half that."""
    drawn, found = random.Random(seed), []  # noqa: S311 - words for a test
    for _ in range(count):
        line, used = "", 0.0
        while used < width:
            word = "".join(drawn.choice("noeauhdbp") for _ in range(drawn.randint(2, 9)))
            used += 11 * (0.556 * len(word) + 0.278)
            if used < width:
                line += f" {word}"
        found.append(line.strip())
    return found
