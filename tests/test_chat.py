"""The chat without Gradio: conversation, sources, filters, pages, copies."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ingest.errors import QuestionError
from ingest.papers import Kind, Status
from ingest.pipeline import ingest
from ingest.store.catalogue import Filter
from ingest.store.folder import Store
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.modelling import ModelWriter
from tests.make_pdf import lines, pdf
from tests.test_model import MINUTES, Scripted
from tests.test_model import QUESTION as BRIDGE
from ui.conversation import Desk
from ui.filters import chips_html, filter_of, filters_html
from ui.frame import header_html
from ui.page import conversation_html, welcome_html
from ui.references import conversation_docx, conversation_markdown, turn_markdown, turn_text
from ui.shelf import Shelf
from ui.sources import notes, sources_html
from ui.turns import Turn, cited, spoken

QUESTION = "what did the board resolve on FSM funding"


@pytest.fixture
def desk(engine: Engine, corpus_store: Store) -> Desk:
    return Desk(engine, Shelf(corpus_store.folder))


def desk_over(store: Store) -> Desk:
    return Desk(Engine(StoreLibrary(store)), Shelf(store.folder))


@pytest.mark.model
def test_an_answer_links_to_its_source_and_the_source_marks_the_quote(desk: Desk) -> None:
    turns = desk.ask(QUESTION, ())
    answer, sources = conversation_html(turns), sources_html(turns)
    assert 'href="#source-1-1"' in answer
    assert answer.count("<li>") == 3
    assert 'id="source-1-1"' in sources
    assert "<mark>RESOLVED that the Scrutiny Board:" in sources
    assert "Minutes · 9 December 2021" in sources


@pytest.mark.model
def test_an_answer_comes_line_by_line_after_word_of_what_is_done(desk: Desk) -> None:
    steps = [turns[-1] for turns in desk.stream(QUESTION, ())]
    assert steps[0].doing
    assert steps[0].reply is None
    assert [len(s.so_far) for s in steps[1:]] == [1, 2, 3, 0]
    assert [s.reply is None for s in steps[1:]] == [True, True, True, False]
    assert "1 source." in spoken([steps[-1]])
    assert "Write to the LGA" not in conversation_html([steps[1]])


def test_a_language_models_sentences_come_one_by_one_as_each_is_checked(
    small_store: Store, tmp_path: Path
) -> None:
    paper = tmp_path / "roads.md"
    paper.write_text(MINUTES, "utf-8")
    ingest([paper], small_store)
    said = "The bridge repairs would cost £4,200 in 2023/24 [1]. They would cost £9,900 [1]. The work would take six weeks [1]."
    engine = Engine(StoreLibrary(small_store), model=ModelWriter(Scripted(said)))
    steps = [turns[-1] for turns in Desk(engine, Shelf(small_store.folder)).stream(BRIDGE, ())]
    coming = [s.so_far for s in steps if s.reply is None]
    first, wrong, last = coming[-1]
    assert coming == [(), (first,), (first, wrong), (first, wrong, last)]
    assert first == "The bridge repairs would cost £4,200 in 2023/24. [1]"
    assert wrong.startswith("“Officers reported")  # the quote, in the place of what no paper says
    assert last == "The work would take six weeks. [1]"
    assert "when it has been checked" in conversation_html([steps[1]])
    assert "href" not in conversation_html([steps[1]])  # the sources come with the whole answer
    assert steps[-1].reply
    assert steps[-1].reply.writer == "model:scripted"


@pytest.mark.model
def test_a_refusal_shows_the_nearest_passages(desk: Desk) -> None:
    turns = desk.ask("What did the Board decide about the Marmot City report on 10 July 2017?", ())
    assert "Not in the papers." in conversation_html(turns)
    assert "Nearest passages" in sources_html(turns)


@pytest.mark.model
def test_a_filter_is_hard_and_is_named_with_the_answer(desk: Desk) -> None:
    within = filter_of({"committee": "Coventry Health and Well-being Board", "until": "2017-12-31"})
    (turn,) = desk.ask("What was resolved?", (), where=within)
    assert turn.reply is not None
    assert {h.placed.part.committee for h in turn.reply.hits} == {"Coventry Health and Well-being Board"}
    assert "Only in: Coventry Health and Well-being Board, until 31 December 2017" in conversation_html(
        [turn]
    )


@pytest.mark.model
def test_an_error_is_told_in_the_conversation_and_an_empty_question_is_nothing(desk: Desk) -> None:
    assert desk.ask("  ", ()) == ()
    (turn,) = desk.ask("word " * 1000, ())
    assert "Ask it in a sentence or two" in conversation_html([turn])


def test_html_in_questions_and_papers_is_shown_as_text(tmp_path: Path, small_store: Store) -> None:
    planted = "<img src=x onerror=\"fetch('//evil')\"><script>alert(1)</script> [x](http://evil)"
    paper = tmp_path / "rents.md"
    paper.write_text(f"# Rents\n\nThe rents of garages {planted} were noted by tenants.\n", "utf-8")
    ingest([paper], small_store)
    shelf = Shelf(small_store.folder)
    turns = Desk(Engine(StoreLibrary(small_store)), shelf).ask(f"rents of garages {planted}", ())
    assert cited(turns[0])
    spans = cited(turns[0])[0].quote.spans
    asked = {
        "paper": shelf.papers()[0].id,
        "spans": ",".join(f"{s.page}:{s.start}:{s.end}" for s in spans),
    }
    for page in (conversation_html(turns), sources_html(turns), shelf.view(asked), spoken(turns)):
        assert "<script" not in page
        assert "<img" not in page
    assert "](" not in turn_markdown(turns[0]).replace("\\]", "")


def test_an_empty_store_says_what_to_do(small_store: Store) -> None:
    assert "minutebook ingest PATH" in welcome_html((), 0)
    (turn,) = desk_over(small_store).ask("anything?", ())
    assert "minutebook ingest PATH" in conversation_html([turn, Turn("x")])


def test_the_form_becomes_a_filter_and_the_filter_chips() -> None:
    where = filter_of({"committee": "Cabinet", "since": "2021-12-09", "kind": "minutes", "paper": ""})
    assert where == Filter(committee="Cabinet", since=date(2021, 12, 9), kind=Kind.MINUTES)
    chips = chips_html(where)
    assert "Remove filter: since 9 December 2021" in chips
    assert chips.count("<li") == 3
    assert "<li" not in chips_html(Filter())


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"since": "soon"}, "is not a date"),
        ({"since": "2022-01-01", "until": "2021-01-01"}, "after the last"),
        ({"kind": "novel"}, "is not a kind"),
    ],
)
def test_a_filter_that_makes_no_sense_says_what_to_write(fields: dict[str, str], message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        filter_of(fields)


@pytest.mark.model
def test_the_filters_offer_what_the_papers_have(corpus_store: Store) -> None:
    shelf = Shelf(corpus_store.folder)
    form = filters_html(shelf.parts(), shelf.papers())
    assert "Coventry Health and Well-being Board</option>" in form
    assert form.count("<label") == 5


@pytest.mark.model
def test_questions_are_made_from_the_papers_that_are_loaded(corpus_store: Store) -> None:
    examples = Shelf(corpus_store.folder).examples()
    assert "What was resolved on Free School Meals Holiday Activities Fund Update?" in examples
    assert len(examples) in {3, 4}


@pytest.mark.model
def test_copies_hold_the_answer_and_its_full_references(desk: Desk) -> None:
    turns = desk.ask(QUESTION, ())
    text, markdown = turn_text(turns[0]), conversation_markdown(turns, today=date(2022, 4, 1))
    place = "Minutes · Education and Children's Services Scrutiny Board (2) · 9 December 2021 · minute 21."
    assert place in text
    assert place in markdown
    assert "2022-03-17-education-childrens-services-scrutiny-board-2.md" in text
    assert "> 3) Write to the LGA" in markdown


@pytest.mark.model
def test_the_word_document_has_headings_quotes_and_references(desk: Desk, tmp_path: Path) -> None:
    from docx import Document

    kept = tmp_path / "questions.docx"
    kept.write_bytes(conversation_docx(desk.ask(QUESTION, ()), today=date(2022, 4, 1)))
    paragraphs = [(p.style.name if p.style else "", p.text) for p in Document(str(kept)).paragraphs]
    assert ("Heading 2", QUESTION) in paragraphs
    assert sum(style == "Quote" for style, _ in paragraphs) == 3
    assert any(text.startswith("[1] Minutes · Education") for _, text in paragraphs)


def test_a_pdf_page_is_shown_with_its_words_marked_and_its_neighbours(
    tmp_path: Path, small_store: Store
) -> None:
    file = tmp_path / "garages.pdf"
    words = "The rents of garages rise to twelve pounds a week from April."
    file.write_bytes(pdf([lines(["Garage rents", "", words]), lines(["A second page about allotments."])]))
    ingest([file], small_store)
    shelf = Shelf(small_store.folder)
    (turn,) = Desk(Engine(StoreLibrary(small_store)), shelf).ask("What are the rents of garages?", ())
    quote = cited(turn)[0].quote
    paper = quote.placed.paper.id
    spans = ",".join(f"{s.page}:{s.start}:{s.end}" for s in quote.spans if s.page == 1)
    shown = shelf.view({"paper": paper, "spans": spans})
    assert f'src="page/{paper}/1.png"' in shown
    assert "left:12.1" in shown  # 72 of 595 points
    assert "Page 2 ›" in shown
    assert 'class="mb-box"' not in shelf.view({"paper": paper, "spans": spans, "page": "2"})
    assert shelf.image(paper, 1).startswith(b"\x89PNG")


@pytest.mark.parametrize("asked", [None, {}, {"paper": "x", "spans": "1:2"}, {"paper": "x", "page": "../1"}])
def test_a_place_that_the_page_did_not_send_is_refused(small_store: Store, asked: object) -> None:
    assert "cannot be shown" in Shelf(small_store.folder).view(asked)


def test_a_folder_with_exempt_papers_says_so_on_every_page() -> None:
    assert "not for the public" in header_html(restricted=True)
    assert "not for the public" not in header_html()


def test_a_fault_of_ours_is_told_to_whoever_asked(
    small_store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = desk_over(small_store)
    small_store.catalogue.close()  # any question now fails in a way that no message foresees
    *_, (turn,) = desk.talk("What was resolved?", ())
    assert "a fault in the program" in (turn.error or "")
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.model
def test_a_source_says_that_it_is_a_draft_read_by_ocr_or_held_twice(desk: Desk) -> None:
    (turn,) = desk.ask(QUESTION, ())
    quote = cited(turn)[0].quote
    assert notes(quote, {}) == ()
    placed = quote.placed
    doubtful = replace(
        placed,
        paper=replace(placed.paper, paginated=True),
        part=replace(placed.part, status=Status.DRAFT),
        read_by_ocr=((1, 0.83),),
    )
    twins = {(placed.paper.id, placed.part.number): ("other.pdf",)}
    draft, ocr, twice = notes(replace(quote, placed=doubtful), twins)
    assert "a draft" in draft
    assert "83% sure" in ocr
    assert "other.pdf" in twice
