"""Papers that are damaged or made to do harm, each built here: what a reader must survive."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence

from tests.make_pdf import assembled, lines, pdf, scanned

GOOD = ["Report of the Director of Housing", "", "Garage rents rise by four per cent from 1 October 2023."]
_HEAD = b"<< /Type /Catalog /Pages 2 0 R >>"
_PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
_FONT = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def _page(
    stream: bytes, *, filters: bytes = b"", box: bytes = b"[0 0 595 842]", more: Sequence[bytes] = ()
) -> bytes:
    content = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(stream), filters, stream)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources %s >>" % (box, _FONT)
    return assembled([_HEAD, _PAGES, page, content, *more])


def deep_outline() -> bytes:
    entries = [
        b"<< /Title (Level %d) /Parent %d 0 R /First %d 0 R /Last %d 0 R >>" % (n, n + 4, n + 6, n + 6)
        for n in range(10_000)
    ]
    stream = b"BT /F1 11 Tf 72 700 Td (Garage rents rise by four per cent.) Tj ET"
    head = b"<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % _FONT
    content = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    return assembled([head, _PAGES, page, content, *entries])


def huge_page() -> bytes:
    return pdf([lines(GOOD)], box="/MediaBox [0 0 1000000000 1000000000]")


def no_pages() -> bytes:
    return assembled([_HEAD, b"<< /Type /Pages /Kids [] /Count 0 >>"])


def page_tree_in_itself() -> bytes:
    return assembled([_HEAD, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])


def a_billion_pages_declared() -> bytes:
    return pdf([lines(GOOD)]).replace(b"/Count 1", b"/Count 999999999")


def stream_bomb() -> bytes:
    """Give a page of 400 MB of spaces in 400 kB, twice deflated to next to nothing."""
    squeezed = zlib.compress(zlib.compress(b" " * 400_000_000, 9), 9)
    return _page(squeezed, filters=b"/Filter [/FlateDecode /FlateDecode]")


def text_bomb() -> bytes:
    """Give a page that shows a word two million times in the same place."""
    shown = b"BT /F1 11 Tf 72 700 Td " + b"(rent) Tj " * 2_000_000 + b"ET"
    return _page(zlib.compress(shown, 9), filters=b"/Filter /FlateDecode")


def scattered_words() -> bytes:
    """Give a page of sixty thousand words, each on its own, all on a few baselines."""
    shown = b"".join(
        b"BT /F1 4 Tf 1 0 0 1 %d %d Tm (w) Tj ET " % (n * 37 % 595, 100 + n % 7) for n in range(60_000)
    )
    return _page(zlib.compress(shown), filters=b"/Filter /FlateDecode")


def form_in_itself() -> bytes:
    form = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 5 0 R >> >>"
        b" /Length 12 >>\nstream\n/X Do /X Do \nendstream"
    )
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
    content = b"<< /Length 6 >>\nstream\n/X Do \nendstream"
    return assembled([_HEAD, _PAGES, page, content, form])


def image_bomb() -> bytes:
    """Give a scan whose picture is declared as 60,000 by 60,000 points of three colours."""
    squeezed = zlib.compress(b"\0" * 10_000_000, 9)
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8"
        b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(squeezed), squeezed)
    )
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>"
    content = b"<< /Length 24 >>\nstream\n595 0 0 842 0 0 cm /X Do\nendstream"
    return assembled([_HEAD, _PAGES, page, content, image])


def many_pages(count: int) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources %s >>" % _FONT
    stream = b"BT /F1 11 Tf 72 700 Td (Garage rents rise by four per cent.) Tj ET"
    kids = b" ".join(b"%d 0 R" % (n + 4) for n in range(count))
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    content = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    return assembled([_HEAD, tree, content, *[page] * count])


def one_long_line() -> bytes:
    return _page(
        zlib.compress(b"BT /F1 11 Tf 72 700 Td (" + b"garage rents " * 200_000 + b") Tj ET"),
        filters=b"/Filter /FlateDecode",
    )


def truncated() -> bytes:
    return pdf([lines(GOOD)] * 3)[:900]


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: bytes, *, before: bytes = b"", **more: bytes) -> bytes:
    """Write a DOCX whose document's body is this XML."""
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return zipped(
        {
            "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            b'<Default Extension="xml" ContentType="application/xml"/>'
            b'<Override PartName="/word/document.xml" ContentType="%s"/></Types>' % content.encode(),
            "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="r1" Type="%s" Target="word/document.xml"/></Relationships>' % office.encode(),
            "word/document.xml": before + b"<w:document %s><w:body>%s</w:body></w:document>" % (_W, body),
            **more,
        }
    )


def said(words: str) -> bytes:
    return b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % words.encode()


def laughs(root: bytes) -> bytes:
    """Declare entities of entities: a billion words in a few lines."""
    lol = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    return b'<?xml version="1.0"?><!DOCTYPE %s [<!ENTITY l0 "rent ">%s]>' % (root, lol)


def nested_tables() -> bytes:
    cell = b"<w:tbl><w:tr><w:tc>"
    return docx(cell * 3000 + said("deep") + b"</w:tc></w:tr></w:tbl>" * 3000)


def wide_cell() -> bytes:
    span = b'<w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr>%s</w:tc>' % said("wide")
    return docx(b"<w:tbl><w:tr>%s</w:tr></w:tbl>%s" % (span, said("Garage rents rise.")))


def meeting(inside: bytes, *, before: bytes = b"") -> bytes:
    return before + b"<meeting><meetingstatus>Cancelled</meetingstatus>" + inside + b"</meeting>"


def deep_html() -> bytes:
    return b"<html><body>" + b"<div>" * 100_000 + b"Garage rents rise by four per cent." + b"</div>" * 100_000


def deep_html_lists() -> bytes:
    return b"<html><body>" + b"<ul><li>" * 20_000 + b"Garage rents rise." + b"</li></ul>" * 20_000


CANCELLED = (
    b"<html><head><title>Agenda for Housing Committee on Thursday, 4th May 2023</title></head><body><div id='modgov'>"
    b"<h1>Agenda</h1><p>This meeting has been cancelled</p><p>Venue: Town Hall</p></div></body></html>"
)

OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE meeting [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
ITEM = b"<agendaitems><agendaitem><agendaitemtitle>%s</agendaitemtitle></agendaitem></agendaitems>"

Made = Callable[[], bytes]

PAPERS: dict[str, tuple[str, Made, str]] = {
    # what it is: (suffix, how it is made, "read" or what the error says)
    "a 10,000-deep outline": (".pdf", deep_outline, "read"),
    "a huge page box": (".pdf", huge_page, "read|cannot be read|no words|could not"),
    "no pages": (".pdf", no_pages, "has no pages|cannot be read as a PDF"),
    "a page tree in itself": (".pdf", page_tree_in_itself, "has no pages|damaged|cannot be read"),
    "a billion pages declared": (".pdf", a_billion_pages_declared, "read|damaged|cannot be read"),
    "a zip renamed": (".pdf", lambda: zipped({"a.txt": b"words"}), "cannot be read as a PDF"),
    "a PDF cut short": (".pdf", truncated, "read|cannot be read as a PDF|damaged"),
    "a stream bomb": (".pdf", stream_bomb, "no words|takes more than|damaged|reader fail"),
    "a text bomb": (".pdf", text_bomb, "read|reader fail|takes more than|took longer"),
    "sixty thousand scattered words": (".pdf", scattered_words, "read|took longer"),
    "a form in itself": (".pdf", form_in_itself, "no words|reader fail"),
    "an image bomb": (".pdf", image_bomb, "it is a scan"),
    "ten thousand pages": (".pdf", lambda: many_pages(10_000), "read|took longer"),
    "one long line": (".pdf", one_long_line, "read"),
    "a scan": (".pdf", lambda: scanned(pdf([lines(GOOD)])), "it is a scan"),
    "HTML renamed": (".pdf", lambda: CANCELLED, "cannot be read as a PDF"),
    "a DOCX without text": (".docx", lambda: docx(b"<w:p/>"), "holds no words"),
    "a DOCX bomb": (".docx", lambda: docx(b" " * 300_000_000), "unpacks to more than"),
    "a DOCX of entities": (".docx", lambda: docx(said("&l9;"), before=laughs(b"w:document")), "cannot be read as a Word|holds no words"),
    "tables in tables": (".docx", nested_tables, "read|cannot be read as a Word|holds no words"),
    "a cell a hundred million wide": (".docx", wide_cell, "read|takes more than|took longer|cannot be read as a Word"),
    "a zip that is no DOCX": (".docx", lambda: zipped({"a.txt": b"words"}), "cannot be read as a Word"),
    "a PDF renamed": (".docx", lambda: pdf([lines(GOOD)]), "cannot be read as a Word"),
    "a cancelled meeting": (".html", lambda: CANCELLED, "read|without|cancelled"),
    "HTML 100,000 deep": (".html", deep_html, "read|nested|no words"),
    "lists in lists": (".html", deep_html_lists, "read|nested|no words"),
    "XML of entities": (".xml", lambda: meeting(ITEM % b"&l9;", before=laughs(b"meeting")), "cannot be read as XML"),
    "XML that asks for a file": (".xml", lambda: meeting(ITEM % b"&x;", before=OUTSIDE), "cannot be read as XML"),
    "XML 100,000 deep": (".xml", lambda: b"<meeting>" + b"<a>" * 100_000, "cannot be read as XML"),
    "an enormous line": (".txt", lambda: b"garage rents rise " * 20_000, "read|takes more than|took longer"),
    "a million brackets": (".md", lambda: b"[(*_" * 250_000, "no words|read"),
    "a hundred thousand cells": (".md", lambda: b"|a" * 100_000 + b"|\n", "read"),
    "long numbers": (".md", lambda: b"1.2.3.4.5.6.7.8.9.\n" * 6_000, "read|no words"),
    "twenty thousand decisions": (".md", lambda: b"# 1. Rents\n\n" + b"RESOLVED that rents rise.\n\n" * 20_000, "read|took longer|takes more"),
    "NUL bytes": (".txt", lambda: b"Garage\0rents\0rise\0" * 100, "is not text"),
    "a picture renamed": (".txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "is not text"),
    "nothing": (".md", lambda: b"", "is empty"),
}  # fmt: skip
