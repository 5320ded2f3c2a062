"""Files that cannot be read: each a clear error that says what to do, and the rest goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import EmptyPaper, NoPapers, NotText, PaperError, UnknownFormat, UnreadablePaper
from ingest.papers import ReadPaper
from ingest.pipeline import ingest
from ingest.reading.files import Reading, find_papers, read_paper
from ingest.store.folder import Store

GOOD = "# Rents\n\nThe Committee noted that rents rose by 4% in 2022/23.\n"


def write(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize(
    ("name", "content", "error", "says"),
    [
        ("empty.txt", b"", EmptyPaper, "Download it again"),
        ("spaces.md", b" \n\t\n", EmptyPaper, "Download it again"),
        ("rules.md", b"--- *** ---\n", EmptyPaper, "holds no words"),
        ("picture.txt", bytes(range(256)) * 20, NotText, "is not text"),
        ("zip.md", b"PK\x03\x04\x14\x00\x00\x00", NotText, "is not text"),
        ("budget.xyz", b"words", UnknownFormat, "Minutebook reads"),
    ],
)
def test_a_bad_file_is_an_error_that_says_what_to_do(
    tmp_path: Path, name: str, content: bytes, error: type[PaperError], says: str
) -> None:
    with pytest.raises(error, match=says) as caught:
        read_paper(write(tmp_path, name, content))
    assert name in str(caught.value)


def test_a_file_that_the_system_refuses_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "gone.txt"
    file.symlink_to(tmp_path / "nowhere.txt")
    with pytest.raises(UnreadablePaper, match="cannot be read"):
        read_paper(file)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_other_encodings_is_read(tmp_path: Path, encoding: str) -> None:
    file = write(tmp_path, "minutes.txt", "The café’s rent – £40 – was noted.".encode(encoding))
    assert "café’s rent – £40" in read_paper(file).pages[0].text


def test_a_folder_without_papers_and_a_path_that_is_not_there_are_errors(tmp_path: Path) -> None:
    write(tmp_path, "picture.png", b"png")
    with pytest.raises(NoPapers, match="holds no papers"):
        find_papers([tmp_path])
    with pytest.raises(NoPapers, match="does not exist"):
        find_papers([tmp_path / "nowhere"])


def test_readmes_and_hidden_files_are_no_papers(tmp_path: Path) -> None:
    for name in ("README.md", ".hidden.md", ".git/notes.md"):
        write(tmp_path, name, GOOD)
    paper = write(tmp_path, "minutes.md", GOOD)
    assert find_papers([tmp_path]) == (paper,)


def test_a_bad_paper_never_stops_the_batch_and_is_never_silent(tmp_path: Path, small_store: Store) -> None:
    folder = tmp_path / "papers"
    write(folder, "a-empty.txt", b"")
    write(folder, "b-binary.txt", bytes(range(256)) * 20)
    write(folder, "c-good.md", GOOD)
    write(folder, "d-latin.txt", "Rents at the café were noted.".encode("cp1252"))
    done = ingest([folder], small_store)
    assert [p.file_name for p in done.added] == ["c-good.md", "d-latin.txt"]
    assert [e.file for e in done.failed] == ["a-empty.txt", "b-binary.txt"]
    assert len(small_store.catalogue.papers()) == 2


def test_a_fault_of_ours_in_one_paper_does_not_stop_the_batch(
    tmp_path: Path, small_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ingest.reading import readers

    def understand(file: Path, *, reading: Reading) -> ReadPaper:
        if file.name == "a.md":
            raise IndexError("out of range")
        return read_paper(file, reading=reading)

    monkeypatch.setattr(readers, "read_paper", understand)
    for name in ("a.md", "b.md"):
        write(tmp_path / "papers", name, GOOD + name)
    done = ingest([tmp_path / "papers"], small_store)
    assert [p.file_name for p in done.added] == ["b.md"]
    assert "could not be understood (IndexError" in str(done.failed[0])


def test_an_agenda_and_minutes_without_items_are_read(tmp_path: Path) -> None:
    agenda = "Agenda\n\nHousing Committee\n\nThursday, 4 May 2023\n\nThe meeting was moved to the Guildhall, where tea is served from six."
    minutes = "MINUTES of a meeting of the Housing Committee held on Thursday, 4 May 2023.\n\nPRESENT: Mr A Able (Chairman), Mrs B Baker\n\nNobody came, and the meeting was closed at once by the Chairman."
    for name, text in (("agenda.txt", agenda), ("minutes.txt", minutes)):
        paper = read_paper(write(tmp_path, name, text))
        assert paper.passages
        assert not paper.items
