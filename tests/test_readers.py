"""Reading in processes of their own: limits, hostile papers, locked ones, links; what crosses the pipe."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from ingest.errors import LockedPaper, PaperError, SettingsError, TooLarge, TooSlow, UnreadablePaper
from ingest.papers import ReadPaper
from ingest.pipeline import ingest
from ingest.reading.files import Reading, find_papers, pages_of, read_bytes, read_paper, strays
from ingest.reading.ocr import Tesseract
from ingest.reading.pdf import read_pdf
from ingest.reading.readers import read_each
from ingest.reading.wire import packed, unpacked
from ingest.settings import read_settings
from ingest.store.folder import Store
from tests.conftest import CORPUS, HWB
from tests.hostile import GOOD, PAPERS, docx, many_pages, said
from tests.make_pdf import lines, pdf
from tests.survive import survive
from tests.test_pdf import minutes_pdf

APART = Reading(processes=1, seconds=20)
TRAPS = Path(__file__).parents[2] / "shared" / "papers" / "traps"


@pytest.mark.parametrize("name", PAPERS)
def test_a_hostile_paper_has_a_clear_outcome_within_the_limits(name: str, tmp_path: Path) -> None:
    one = survive(name, tmp_path)
    assert one.good(name), one
    assert "could not be understood" not in one.told


def test_a_paper_that_takes_too_long_is_stopped_and_the_next_one_is_read(tmp_path: Path) -> None:
    slow, good = tmp_path / "slow.pdf", tmp_path / "good.pdf"
    slow.write_bytes(many_pages(80_000))
    good.write_bytes(minutes_pdf())
    first, second = read_each([slow, good], Reading(processes=1, seconds=5))
    assert isinstance(first, TooSlow)
    assert "slow.pdf: took longer than 5 s to read and was stopped" in str(first)
    assert isinstance(second, ReadPaper)


def test_a_paper_that_takes_too_much_memory_is_stopped(tmp_path: Path) -> None:
    large, good = tmp_path / "large.txt", tmp_path / "good.pdf"
    large.write_text("garage rents rise\n" * 3_000_000)
    good.write_bytes(minutes_pdf())
    first, second = read_each([large, good], Reading(processes=1, megabytes=220))
    assert isinstance(first, TooLarge)
    assert "takes more than 220 MB to read" in str(first)
    assert isinstance(second, ReadPaper)


def test_hostile_papers_do_not_stop_a_batch(tmp_path: Path, small_store: Store) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name in ("a form in itself", "a zip renamed", "HTML 100,000 deep", "an image bomb"):
        suffix, make, _ = PAPERS[name]
        (folder / f"{name}{suffix}").write_bytes(make())
    (folder / "minutes.pdf").write_bytes(minutes_pdf())
    (folder / "a second name of a zip.pdf").write_bytes(PAPERS["a zip renamed"][1]())
    done = ingest([folder], small_store, reading=APART)
    assert [p.file_name for p in done.added] == ["minutes.pdf"]
    assert [e.file for e in done.failed] == [
        "HTML 100,000 deep.html", "a form in itself.pdf", "a second name of a zip.pdf", "a zip renamed.pdf",
        "an image bomb.pdf",
    ]  # fmt: skip


@pytest.mark.parametrize("processes", [1, 2])
def test_readers_apart_read_as_we_do_here_and_in_order(processes: int) -> None:
    files = find_papers([CORPUS])
    here = list(read_each(files, Reading()))
    assert list(read_each(files, Reading(processes=processes))) == here
    assert all(isinstance(outcome, ReadPaper) for outcome in here)


def test_what_crosses_the_pipe_comes_back_the_same() -> None:
    paper = read_paper(HWB)
    assert unpacked(ReadPaper, json.loads(json.dumps(packed(paper)))) == paper
    reading = Reading(ocr=Tesseract(program="/usr/bin/tesseract"), passwords=("a",), processes=2, seconds=1.5)
    assert unpacked(Reading, json.loads(json.dumps(packed(reading)))) == reading
    with pytest.raises(TypeError):
        packed({"a": 1})


def test_a_link_that_leads_out_of_the_folder_is_told_and_not_followed(
    tmp_path: Path, small_store: Store
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (tmp_path / "secret.md").write_text("# Secret\n\nThe rents of the garages are secret.")
    (folder / "in.md").write_text("# Rents\n\nThe rents of the garages rise by four per cent.")
    (folder / "out.md").symlink_to(tmp_path / "secret.md")
    (folder / "same.md").symlink_to(folder / "in.md")
    assert [p.name for p in find_papers([folder])] == ["in.md", "same.md"]
    (stray,) = strays([folder])
    assert "out.md: is a link that leads out of the folder" in str(stray)
    done = ingest([folder], small_store)
    assert [e.file for e in done.failed] == ["out.md"]
    assert [p.file_name for p in done.added] == ["in.md"]


def test_a_pipe_or_a_device_is_no_paper(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    for path in (tmp_path / "pipe.md", Path("/dev/zero")):
        with pytest.raises(UnreadablePaper, match="is not a file"):
            read_bytes(path)


def locked(*, user: str, owner: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([lines(GOOD)]))))
    writer.encrypt(user, owner, algorithm="AES-256-R5" if not user else "RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_locked_pdf_is_read_with_its_password_and_told_without() -> None:
    data = locked(user="for members", owner="owner")
    with pytest.raises(LockedPaper, match=r"locked with a password\. Put it in MINUTEBOOK_PDF_PASSWORDS"):
        read_pdf(data, file_name="locked.pdf")
    with pytest.raises(LockedPaper, match=r"which is none of those given"):
        read_pdf(data, file_name="locked.pdf", passwords=("other",))
    (page,) = read_pdf(data, file_name="locked.pdf", passwords=("other", "for members"))
    assert "Garage rents rise" in page.text


def test_a_pdf_locked_against_changes_alone_opens_without_a_password() -> None:
    (page,) = read_pdf(locked(user="", owner="owner"), file_name="owner.pdf")
    assert "Garage rents rise" in page.text


@pytest.mark.skipif(not TRAPS.exists(), reason=f"needs the sample papers in {TRAPS}")
def test_a_real_locked_pdf_is_read_with_its_password() -> None:
    (file,) = TRAPS.glob("*libreoffice-writer-password.pdf")
    paper = read_paper(file, reading=Reading(passwords=("openpassword",)))
    assert paper.passages


def test_passwords_come_from_the_environment_alone(tmp_path: Path) -> None:
    settings = read_settings(
        {"MINUTEBOOK_PDF_PASSWORDS": "hush\ntwo", "MINUTEBOOK_MEMORY_MB": "900"}, folder=tmp_path
    )
    assert settings.pdf_passwords == "hush\ntwo"
    assert settings.memory_mb == 900
    assert "hush" not in repr(settings)
    (tmp_path / "minutebook.toml").write_text('pdf_passwords = "one"')
    with pytest.raises(SettingsError, match="MINUTEBOOK_PDF_PASSWORDS"):
        read_settings({}, folder=tmp_path)


_TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "<ul>",
        "<li>",
        "<b>",
        "<br/>",
        "&#0;",
        "&#xD800;",
        "&",
        "<!--",
        "]]>",
    ]
)
_MARKUP = st.lists(_TAGS | st.text(max_size=12), max_size=40).map("".join)


def words_or_refusal(data: bytes, name: str) -> str:
    try:
        return "".join(page.text for page in pages_of(data, file_name=name)[0])
    except PaperError as error:
        return str(error)


@settings(deadline=None)  # a busy machine is slow
@given(_MARKUP)
def test_any_markup_is_read_or_refused(markup: str) -> None:
    inner = f"<agendaitems><agendaitem><agendatext>{escape(markup)}</agendatext></agendaitem></agendaitems>"
    for text, name in ((markup, "a.html"), (f"<meeting>{inner}</meeting>", "a.xml")):
        told = words_or_refusal(text.encode("utf-8", "replace"), name)
        assert any(c.isalnum() for c in told)


@settings(deadline=None)
@given(st.binary(max_size=300), st.integers(min_value=0, max_value=900))
@example(b"\x00\x01", 595)  # a part that says it is encrypted
def test_a_docx_with_any_bytes_in_it_is_read_or_refused(junk: bytes, at: int) -> None:
    data = docx(said("Garage rents rise."))
    for spoilt in (data[:at] + junk + data[at:], data[:at] + junk + data[at + len(junk) :], docx(junk)):
        assert any(c.isalnum() for c in words_or_refusal(spoilt, "a.docx"))


def test_the_benchmark_of_reading_gives_its_figures(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(minutes_pdf())
    command = [sys.executable, "-m", "eval.reading", "--repeats", "1", str(tmp_path)]
    told = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    assert re.search(r"one process +\d+ pages/s by the clock", told)
    assert re.search(r"two processes are \d+\.\d\d times as fast as one", told)
    assert re.search(r"[ab]\.pdf, 2 pages: \d+ MB at most", told)
