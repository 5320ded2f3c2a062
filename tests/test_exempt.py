"""Exempt papers: nothing of them is stored or told, and nothing innocent is withheld. Real SQLite and Chroma."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest

from ingest.errors import ExemptPaper, StoreError
from ingest.papers import Page, Table
from ingest.pipeline import ingest
from ingest.reading.files import Reading, find_papers, pages_of, read_paper
from ingest.store.folder import Store
from ingest.withheld.exempt import withhold
from ingest.withheld.markings import Says, marking
from rag.engine import Engine
from rag.library import StoreLibrary
from tests.conftest import CORPUS, WordEmbedder
from tests.exempt_papers import Planted, exempt_papers, innocent_papers
from ui.objects import answer_object
from ui.text import papers_text, reply_text
from ui.understood import listed_object, read_object, read_text, withheld_file_object

EXEMPT, INNOCENT = exempt_papers(), innocent_papers()


def test_there_are_more_than_twenty_of_each_under_names_of_their_own() -> None:
    assert (len(EXEMPT), len(INNOCENT)) == (56, 47)
    assert len({p.file_name for p in (*EXEMPT, *INNOCENT)}) == 103


@pytest.mark.parametrize("planted", EXEMPT, ids=lambda p: p.file_name)
def test_an_exempt_paper_gives_nothing_away_and_its_public_part_is_read(
    planted: Planted, tmp_path: Path
) -> None:
    file = planted.write(tmp_path)
    pages, _ = pages_of(file.read_bytes(), file_name=file.name)
    before = "\n".join(p.text for p in pages)
    assert all(secret in before for secret in planted.secrets)  # or the test could not fail
    left, withheld = withhold(pages)
    after = "\n".join(p.text for p in left)
    assert not [s for s in planted.secrets if s in after]
    assert all(words in after for words in planted.public)
    assert next((w.paragraph for w in withheld if w.paragraph), None) == planted.paragraph
    for old, new in zip(pages, left, strict=True):  # what is left stands where it stood
        assert not new.text or all(b in (a, " ") for a, b in zip(old.text, new.text, strict=True))


@pytest.mark.parametrize("planted", INNOCENT, ids=lambda p: p.file_name)
def test_an_innocent_paper_is_read_whole(planted: Planted, tmp_path: Path) -> None:
    file = planted.write(tmp_path)
    pages, _ = pages_of(file.read_bytes(), file_name=file.name)
    assert withhold(pages) == (pages, ())
    assert all(words in "\n".join(p.text for p in pages) for words in planted.public)


@pytest.mark.parametrize("file", find_papers([CORPUS]), ids=lambda f: f.name)
def test_nothing_of_the_published_papers_is_withheld(file: Path) -> None:
    assert read_paper(file).withheld == ()


@pytest.fixture
def planted_store(tmp_path: Path) -> Store:
    folder = tmp_path / "papers"
    folder.mkdir()
    for planted in (*EXEMPT, *INNOCENT):
        planted.write(folder)
    store = Store(tmp_path / "data", WordEmbedder())
    done = ingest([folder], store)
    assert not done.failed
    return store


def test_no_secret_comes_out_by_any_way(planted_store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    store = planted_store
    engine = Engine(StoreLibrary(store))
    told: list[str] = []
    for planted in EXEMPT:
        for question in (
            f"What did {planted.secrets[0]} offer?",
            "What was the highest offer for the site?",
            f"Who offered £{planted.secrets[1]}?",
        ):
            reply = engine.ask(question)
            shown = json.dumps({**answer_object(reply), "question": ""}, ensure_ascii=False)
            told += [shown, reply_text(reply).replace(question, "")]
    papers = store.catalogue.papers()
    listed = [listed_object(store.catalogue.read(p), {}) for p in papers]
    listed += [
        withheld_file_object(Path(p), reason, by) for p, reason, by in store.catalogue.withheld_files()
    ]
    told += [papers_text(listed), json.dumps(listed)]
    for paper in papers:
        read = store.catalogue.read(paper)
        told += [read_text(read, {}), json.dumps(read_object(read, {}), ensure_ascii=False)]
    captured = capsys.readouterr()
    told += [captured.out, captured.err]
    everything = "\n".join(told)
    assert not [s for p in EXEMPT for s in p.secrets if s in everything]
    assert (
        all(words in everything for p in INNOCENT for words in p.public if p.file_name.endswith(".md"))
        or papers
    )
    store.close()
    for file in (f for f in store.folder.rglob("*") if f.is_file()):
        content = file.read_bytes().lower()
        leaked = [s for p in EXEMPT for s in p.secrets if s.lower().encode() in content]
        assert not leaked, file
        assert b"zyx" not in content, file


def test_the_list_names_what_is_withheld_with_reason_and_paragraph(planted_store: Store) -> None:
    files = {Path(path).name: (reason, by) for path, reason, by in planted_store.catalogue.withheld_files()}
    assert files["welsh.md"] == ("marked exempt or confidential", "14")
    pack = planted_store.catalogue.read(planted_store.catalogue.paper("pack-one.pdf"))
    assert [(w.first_page, w.last_page, w.paragraph) for w in pack.withheld] == [(3, 4, "3")]
    assert "Withheld: pages 3–4: marked not for publication, paragraph 3." in read_text(pack, {})


def test_a_paper_that_becomes_exempt_is_gone_at_once_and_leaves_no_trace(tmp_path: Path) -> None:
    folder, store = tmp_path / "papers", Store(tmp_path / "data", WordEmbedder())
    folder.mkdir()
    file = folder / "offers.md"
    file.write_text(
        "# Offers\n\nThe Quillwater site was sold for four pounds to Brambledown Estates.\n", "utf-8"
    )
    ingest([folder], store)
    assert store.catalogue.lexical('"quillwater"', limit=1)
    file.write_text("NOT FOR PUBLICATION (paragraph 3)\n\n" + file.read_text("utf-8"), "utf-8")
    done = ingest([folder], store)
    assert [w.paragraph for w in done.withheld] == ["3"]
    assert store.catalogue.papers() == ()
    store.close()
    for kept in (f for f in store.folder.rglob("*") if f.is_file()):
        assert b"quillwater" not in kept.read_bytes().lower(), kept


def test_a_header_in_word_marks_the_whole_document(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The Quillwater site was sold for four pounds.")
    document.sections[0].header.paragraphs[0].text = "EXEMPT – paragraph 3 of Schedule 12A"
    data = io.BytesIO()
    document.save(data)
    (tmp_path / "sale.docx").write_bytes(data.getvalue())
    with pytest.raises(ExemptPaper, match="withheld") as caught:
        read_paper(tmp_path / "sale.docx")
    assert caught.value.paragraph == "3"


def test_restricted_items_of_moderngov_are_listed_and_not_read(tmp_path: Path) -> None:
    item = "<agendaitem><isrestricted>{}</isrestricted><agendaitemtitle>{}</agendaitemtitle><agendatext>{}</agendatext></agendaitem>"
    public = item.format("False", "Libraries", "&lt;p&gt;The library opens on Monday.&lt;/p&gt;")
    private = item.format("True", "Sale", "&lt;p&gt;The Quillwater site was sold.&lt;/p&gt;")
    file = tmp_path / "meeting.xml"
    file.write_text(
        f"<meeting><meetingdate>04/03/2025</meetingdate><agendaitems>{public}{private}</agendaitems></meeting>"
    )
    read = read_paper(file)
    assert "Quillwater" not in read.pages[0].text
    assert [w.reason for w in read.withheld] == ["1 item marked as restricted in ModernGov"]
    assert "Quillwater" in read_paper(file, reading=Reading(exempt=True)).pages[0].text
    file.write_text(f"<meeting><agendaitems>{private}</agendaitems></meeting>")
    with pytest.raises(ExemptPaper):
        read_paper(file)


def test_exempt_papers_go_only_into_a_folder_marked_for_them_and_its_answers_say_so(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    EXEMPT[0].write(folder)
    everyone = Store(tmp_path / "everyone", WordEmbedder())
    ingest([CORPUS / "2022-03-17-education-childrens-services-scrutiny-board-2.md"], everyone)
    with pytest.raises(StoreError, match="Name a new folder"):
        ingest([folder], everyone, reading=Reading(exempt=True))
    store = Store(tmp_path / "restricted", WordEmbedder())
    assert len(ingest([folder], store, reading=Reading(exempt=True)).added) == 1
    assert store.catalogue.restricted
    reply = Engine(StoreLibrary(store)).ask("What was the highest offer for the site?")
    assert answer_object(reply)["restricted"] is True
    assert reply_text(reply).startswith("RESTRICTED")
    assert "restricted" not in answer_object(
        Engine(StoreLibrary(everyone)).ask("What did the board resolve?")
    )


@pytest.mark.parametrize(
    ("line", "following", "says"),
    [
        ("NOT FOR PUBLICATION by virtue of paragraph 3", "", Says.MARKED),
        ("Is this report exempt?", "Yes", Says.MARKED),
        ("Is this report exempt?", "No", None),
        ("Exempt information", "None", None),
        ("Appendix 2 is exempt by virtue of paragraph 3 of Schedule 12A", "", None),
        ("Private business", "Nil", None),
        ("Private business", "14. Sale of land", Says.PRIVATE_SECTION),
        ("Classification: Unrestricted", "", Says.PUBLIC),
        ("EXEMPT ACCOMMODATION", "", None),
    ],
)
def test_a_line_marks_its_paper_only_where_it_speaks_of_it(
    line: str, following: str, says: Says | None
) -> None:
    found = marking(line, following=following)
    assert (found.says if found else None) is says


def test_the_headings_of_a_withheld_table_go_with_it() -> None:
    text = "CONFIDENTIAL\n\nQuillwater\t12\n\nThe Quillwater site was sold."
    table = Table(start=14, body=14, end=27, columns=("Quillwater bids", "Sum"))
    open_page = Page(
        number=1,
        text="Libraries\n\nA\t1",
        tables=(Table(start=11, body=11, end=14, columns=("Ward", "Sum")),),
    )
    left, _ = withhold((open_page, Page(number=2, text=text, tables=(table,))))
    assert left[0] == open_page
    assert left[1].tables == ()
    assert "Quillwater" not in repr(left)


def test_pages_without_any_such_words_are_left_as_they_are() -> None:
    pages = (Page(number=1, text="The library opens on Monday."),)
    assert withhold(pages) == (pages, ())


PACK = "ANYTOWN COUNCIL\n\nCABINET\n\nTuesday, 4 March 2025\n\nAGENDA\n\nNo.\tItem\n\n1.\tApologies\n\n2.\tMinutes\n\n3.\tDeclarations of interest\n\n4.\tLand at Quay\n"
NOTICE = "ANYTOWN COUNCIL\n\nCABINET\n\nDecision Notice\n\nTuesday, 4 March 2025\n\nPresent: Councillors Ash and Birch\n\n"
ITEMS = "".join(f"{n}. Pond {n}\n\nRESOLVED: that pond {n} be cleared.\n\n" for n in range(1, 10))


@pytest.mark.parametrize(
    "text",
    [
        PACK + "\nThis page is intentionally left blank\n\fExempt Appendix 2\n\nThe secret bid is of £4,000,000 from Quillwater.\n",
        PACK + "\n\fCONFIDENTIAL\n\nReport to: Cabinet\n\nSubject: Land at Quay\n\nThe secret bid is of £4,000,000 from Quillwater.\n",
        PACK + "\n\fClassification: Exempt\n\nReport to: Cabinet\n\nSubject: Land\n\nThe secret bid is of £4,000,000 from Quillwater.\n",
        "Anytown City Council\n\nCommunities Scrutiny Board (4)\n\nReport to: Cabinet\n\nSubject: Land at Quay (Exempt)\n\nReport of: Director of Land\n\n"
        "The secret bid is of £4,000,000 from Quillwater.\n",
        "41\n\nAgendas, reports and papers\n\nTown Hall\n\nPapers of the week\n\nMinutes of a meeting of the Ponds Board held on 4 March 2025\n\n"
        "Land at Quay (Exempt)\n\nPresent: Cllr Ash\n\nThe secret bid is of £4,000,000 from Quillwater.\n",
        NOTICE + ITEMS + "EXEMPT ITEMS\n\n10. Land at Quay\n\nRESOLVED: that the bid of £4,000,000 from Quillwater be taken.\n",
        NOTICE.replace("Decision Notice", "Record of Decisions").partition("Present")[0] + ITEMS + "EXEMPT ITEMS\n\n10. Land at Quay\n\nRESOLVED: that the bid of £4,000,000 from Quillwater be taken.\n",
        NOTICE + ITEMS + "11. Land at Quay (Exempt)\n\nRESOLVED: that the bid of £4,000,000 from Quillwater be taken.\n",
        "ANYTOWN COUNCIL\n\nReport to: Cabinet\n\nNOT FOR PUBLICATION by virtue of paragraph 3 of Schedule 12A\n\nSubject: Land at Quay\n\n"
        + "The land is by the quay.\n\n" * 10
        + "\fMinute of Meeting of the Land Panel held on 3 May 2024. Present: Cllr Ash\n\nThe Panel heard that Quillwater had bid £4,000,000.\n",
    ],
)  # fmt: skip
def test_more_ways_of_telling_papers_apart_lift_no_marking(text: str, tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(text, "utf-8")
    try:
        read = read_paper(tmp_path / "paper.txt")
    except ExemptPaper:
        return
    assert read.withheld
    assert not any("Quillwater" in page.text for page in read.pages)
    assert not any("Quillwater" in passage.text for passage in read.passages)
