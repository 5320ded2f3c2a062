"""Scans: pages without text are listed, read with OCR where it is asked for, and said to be so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.errors import EmptyPaper, OcrMissing, ScannedPaper
from ingest.pipeline import ingest
from ingest.reading.files import Reading, read_paper
from ingest.reading.marks import marks
from ingest.reading.ocr import Tesseract, find_tesseract
from ingest.reading.pdf import read_pdf
from ingest.store.doctor import examine
from ingest.store.folder import Store
from rag.engine import Engine
from rag.library import StoreLibrary
from tests.make_pdf import joined, lines, pdf, scanned
from tests.test_pdf import minutes_pdf
from ui.objects import answer_object
from ui.text import pages_words, reply_text
from ui.understood import read_object, read_text

TRAPS = Path(__file__).parents[2] / "shared" / "papers" / "traps"
SCAN = scanned(minutes_pdf())


@pytest.fixture(scope="module")
def tesseract() -> Tesseract:
    try:
        return find_tesseract()
    except OcrMissing as error:
        pytest.skip(str(error))


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    file = tmp_path / "pack.pdf"
    file.write_bytes(
        joined(
            pdf([lines(["Report of the Director of Housing on the leisure centre roof of the town."] * 3)]),
            SCAN,
        )
    )
    return file


def test_a_scan_is_refused_with_what_to_do() -> None:
    with pytest.raises(
        ScannedPaper, match=r"has 2 pages and no text: it is a scan\. Run ingest again with --ocr"
    ):
        read_pdf(SCAN, file_name="scan.pdf")


def test_a_scan_with_a_packs_stamp_on_each_page_is_still_a_scan(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    (tmp_path / "scan.pdf").write_bytes(SCAN)
    (tmp_path / "stamp.pdf").write_bytes(pdf([[(290.0, 30.0, "Page 37")]]))
    writer = PdfWriter(clone_from=tmp_path / "scan.pdf")
    for page in writer.pages:
        page.merge_page(PdfReader(tmp_path / "stamp.pdf").pages[0])
    writer.write(tmp_path / "stamped.pdf")
    with pytest.raises(ScannedPaper, match="has 2 pages and no text"):
        read_paper(tmp_path / "stamped.pdf")


def test_pages_without_text_are_listed_and_the_others_read(mixed: Path) -> None:
    paper = read_paper(mixed)
    assert paper.unread_pages == (2, 3)
    assert "leisure centre roof" in paper.passages[0].text
    assert read_object(paper, {})["pages_without_text"] == [2, 3]
    assert "No text on pages 2–3" in read_text(paper, {})


def test_a_blank_page_is_no_scan(tmp_path: Path) -> None:
    file = tmp_path / "blank.pdf"
    file.write_bytes(pdf([lines(["Words of the Director of Housing."]), []]))
    assert read_paper(file).unread_pages == ()
    file.write_bytes(pdf([[]]))
    with pytest.raises(EmptyPaper, match="has 1 page and no words"):
        read_paper(file)


def test_a_scan_is_understood_with_ocr_and_citations_say_so(
    tmp_path: Path, small_store: Store, tesseract: Tesseract
) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(SCAN)
    done = ingest([file], small_store, reading=Reading(ocr=tesseract))
    assert not done.failed
    read = small_store.catalogue.read(done.added[0])
    assert [i.label for i in read.items] == [
        "31. Apologies (Item 1)", "32. Garage rents (Item 2)", "33. Any other business (Item 3)"
    ]  # fmt: skip
    assert all(p.confidence and p.confidence > 0.85 for p in read.pages)
    assert "Read by OCR: pages 1–2 (9" in read_text(read, {})
    reply = Engine(StoreLibrary(small_store)).ask("what was resolved on garage rents")
    citation = answer_object(reply)["citations"][0]
    assert "raise garage rents by 4% from 1 October 2023" in citation["text"]
    assert 0.85 < citation["ocr"] <= 1
    assert "read by OCR (9" in reply_text(reply)
    (marked, *_) = marks(file, read.passages[0])
    assert (marked.rectangles, round(marked.width)) == ((), 595)


def test_the_scans_of_a_known_paper_are_read_when_ocr_is_asked_for(
    mixed: Path, small_store: Store, tesseract: Tesseract
) -> None:
    (paper,) = ingest([mixed], small_store).added
    assert small_store.catalogue.unread_pages(paper) == (2, 3)
    assert ingest([mixed], small_store).unchanged == (paper,)
    (again,) = ingest([mixed], small_store, reading=Reading(ocr=tesseract)).added
    assert small_store.catalogue.unread_pages(again) == ()
    assert any("garage rents" in p.text for p in small_store.catalogue.read(again).passages)
    assert examine(small_store).good
    assert ingest([mixed], small_store, reading=Reading(ocr=tesseract)).unchanged == (again,)


@pytest.mark.parametrize("turn", [90, 180])
def test_a_scan_that_lies_on_its_side_is_turned(turn: int, tesseract: Tesseract) -> None:
    first, _ = read_pdf(scanned(minutes_pdf(), turn=turn), file_name="side.pdf", ocr=tesseract)
    assert "Apologies were received from Mr D Dunn." in first.text


def test_a_language_that_tesseract_has_no_data_for_is_told(tesseract: Tesseract) -> None:
    with pytest.raises(OcrMissing, match="apt install tesseract-ocr-tlh"):
        find_tesseract("eng+tlh")


def test_ocr_without_tesseract_tells_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(OcrMissing, match="apt install tesseract-ocr"):
        find_tesseract()


@pytest.mark.skipif(not TRAPS.exists(), reason=f"needs the sample papers in {TRAPS}")
def test_real_scans_are_refused_without_ocr() -> None:
    for name in ("info__f637eb__docviewer.aspx.pdf", "jerseycity__3c2f1c__CY2013BudgetAdopted.pdf"):
        with pytest.raises(ScannedPaper, match="--ocr"):
            read_paper(TRAPS / name)


def test_pages_are_named_in_runs() -> None:
    assert pages_words((3,)) == "page 3"
    assert pages_words((1, 4, 5, 6, 9)) == "pages 1, 4–6, 9"


@pytest.mark.parametrize("turn", [0, 90])
def test_words_that_ocr_read_are_marked_where_they_stand(
    turn: int, tmp_path: Path, tesseract: Tesseract
) -> None:
    (tmp_path / "words.pdf").write_bytes(minutes_pdf())
    (tmp_path / "scan.pdf").write_bytes(scanned(minutes_pdf(), turn=turn))
    quote = "Apologies were received"
    found = []
    for name in ("words.pdf", "scan.pdf"):
        read = read_paper(tmp_path / name, reading=Reading(ocr=tesseract))
        passage = next(p for p in read.passages if quote in p.text)
        start = passage.text.index(quote)
        (marked,) = marks(tmp_path / name, passage, start=start, end=start + len(quote), ocr=tesseract)
        found.append(marked)
    (words,), (scan,) = (marked.rectangles for marked in found)
    wide = found[1].width
    back = (
        (scan.top, wide - scan.right, scan.bottom, wide - scan.left)
        if turn
        else (scan.left, scan.top, scan.right, scan.bottom)
    )
    assert back == pytest.approx((words.left, words.top, words.right, words.bottom), abs=6)


def test_words_that_ocr_reads_otherwise_by_now_are_not_marked(tmp_path: Path, tesseract: Tesseract) -> None:
    (tmp_path / "scan.pdf").write_bytes(SCAN)
    read = read_paper(tmp_path / "scan.pdf", reading=Reading(ocr=tesseract))
    changed = replace(read.passages[0], text=read.passages[0].text.replace("e", "o"))
    (marked, *_) = marks(tmp_path / "scan.pdf", changed, ocr=tesseract)
    assert marked.rectangles == ()
