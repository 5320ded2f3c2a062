"""The model writer: a real small language model behind a real server, and what happens when there is none."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from llama_index.core.base.response.schema import Response
from llama_index.core.llms import CompletionResponse, CompletionResponseGen, CustomLLM, LLMMetadata

from ingest.errors import ModelDown, SettingsError
from ingest.papers import Role
from ingest.pipeline import ingest
from ingest.settings import Settings, read_settings
from ingest.store.folder import Store
from rag.answers import Answered, Ask, NotInPapers
from rag.asks import asks_for
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.llama import PapersQueryEngine
from rag.llama_chat import PapersChatEngine
from rag.llama_model import LlamaModel, openai_model
from rag.modelling import ModelWriter
from rag.prompt import NOT_IN_PAPERS, Turn, fitting, prompt
from tests.conftest import WordEmbedder, served_model
from tests.test_check import PLACED
from ui.objects import answer_object
from ui.text import reply_text

MINUTES = """# Minutes of the Roads Committee

held on 3 May 2023

## 7. Bridge repairs

Officers reported that the bridge repairs would cost £4,200 in 2023/24. The work would take six weeks.

RESOLVED that the report on bridge repairs be noted.
"""
QUESTION = "How much would the bridge repairs cost?"


@pytest.fixture
def library(tmp_path: Path) -> StoreLibrary:
    file = tmp_path / "roads.md"
    file.write_text(MINUTES, "utf-8")
    store = Store(tmp_path / "data", WordEmbedder())
    ingest([file], store)
    return StoreLibrary(store)


class Scripted:
    """A language model that says what it is told to, a few letters at a time: works like any other."""

    name = "scripted"

    def __init__(self, text: str, *, pause: float = 0.0, fails: bool = False) -> None:
        self._text, self._pause, self._fails = text, pause, fails
        self.asked: tuple[Turn, ...] = ()

    def stream(self, turns: Sequence[Turn]) -> Iterator[str]:
        self.asked = tuple(turns)
        for start in range(0, len(self._text), 5):
            time.sleep(self._pause)
            yield self._text[start : start + 5]
        if self._fails:
            raise ModelDown("The language model went away.")


def engine(library: StoreLibrary, text: str, **how: float) -> Engine:
    seconds = how.pop("seconds", 60.0)
    return Engine(library, model=ModelWriter(Scripted(text, **how), seconds=seconds))  # type: ignore[arg-type]


def test_what_holds_is_shown_with_its_citation_and_its_writer(library: StoreLibrary) -> None:
    told: list[str] = []
    reply = engine(library, "The bridge repairs would cost £4,200 in 2023/24 [1].").ask(
        QUESTION, tell=told.append
    )
    assert isinstance(reply.answer, Answered)
    assert told == ["The bridge repairs would cost £4,200 in 2023/24. [1]"]
    assert reply.answer.text.startswith(f"{told[0]}\n")
    assert reply.writer == "model:scripted"
    assert reply.note is None
    assert "£4,200" in reply.answer.citations[0].quote.words


def test_the_papers_own_words_stand_under_the_models(library: StoreLibrary) -> None:
    model = engine(library, "The bridge repairs would cost £4,200 in 2023/24 [1].").ask(QUESTION).answer
    quoting = Engine(library).ask(QUESTION).answer
    assert isinstance(model, Answered)
    assert isinstance(quoting, Answered)
    _, *quotes = model.text.splitlines()
    assert quotes == quoting.text.splitlines()


def test_what_a_resolution_answers_is_quoted_whatever_the_model(library: StoreLibrary) -> None:
    asked = "What is to be noted about the report on bridge repairs?"
    assert asks_for(asked) is not Ask.DECISION
    reply = engine(library, "The bridge repairs would cost £4,200 [1].").ask(asked)
    assert isinstance(reply.answer, Answered)
    assert {c.quote.placed.passage.role for c in reply.answer.citations} == {Role.RESOLUTION}
    assert reply.writer == "quote"


def test_a_sentence_that_does_not_hold_is_dropped_and_explained(library: StoreLibrary) -> None:
    told: list[str] = []
    text = "The bridge repairs would cost £4,200 [1]. Councillor Zebedee asked for £9 million [1]."
    reply = engine(library, text).ask(QUESTION, tell=told.append)
    assert isinstance(reply.answer, Answered)
    assert "Zebedee" not in reply.answer.text
    assert len(told) == 1
    assert "Dropped by the check: Councillor Zebedee" in reply_text(reply, explain=True)


def test_when_nothing_of_it_holds_the_papers_are_quoted_and_the_reader_is_told(library: StoreLibrary) -> None:
    reply = engine(library, "It would cost £9 million [1].").ask(QUESTION)
    assert isinstance(reply.answer, Answered)
    assert reply.writer == "quote"
    assert "did not hold" in (reply.note or "")
    assert "£4,200" in reply.answer.text
    assert f"Note: {reply.note}" in reply_text(reply)
    assert answer_object(reply)["note"] == reply.note


def test_a_lead_and_the_question_over_again_are_no_answer(library: StoreLibrary) -> None:
    reply = engine(library, "The costs were: How much would the bridge repairs cost in 2023/24?").ask(
        QUESTION
    )
    assert reply.writer == "quote"


def test_a_model_that_finds_nothing_is_a_refusal(library: StoreLibrary) -> None:
    assert isinstance(engine(library, NOT_IN_PAPERS).ask(QUESTION).answer, NotInPapers)


def test_decisions_are_quoted_whatever_the_model(library: StoreLibrary) -> None:
    reply = engine(library, "The Committee approved it [1].").ask("What did the Roads Committee resolve?")
    assert reply.writer == "quote"
    assert isinstance(reply.answer, Answered)
    assert "be noted" in reply.answer.text


def test_a_model_that_goes_away_or_is_slow_leaves_the_quotes(library: StoreLibrary) -> None:
    gone = Engine(library, model=ModelWriter(Scripted("The bri", fails=True))).ask(QUESTION)
    slow = Engine(library, model=ModelWriter(Scripted("word " * 40, pause=0.05), seconds=0.1)).ask(QUESTION)
    for reply, why in ((gone, "went away"), (slow, "took longer")):
        assert reply.writer == "quote"
        assert why in (reply.note or "")
        assert isinstance(reply.answer, Answered)


def test_a_model_that_repeats_itself_is_not_listened_to_any_longer(library: StoreLibrary) -> None:
    reply = engine(library, "The bridge repairs would cost £4,200 [1]. " * 50).ask(QUESTION)
    assert isinstance(reply.answer, Answered)
    assert reply.answer.text.splitlines()[0] == "The bridge repairs would cost £4,200. [1]"
    assert reply.answer.text.count("would cost £4,200. [1]") == 1


def test_a_sentence_that_the_model_did_not_end_is_not_shown(library: StoreLibrary) -> None:
    text = "The bridge repairs would cost £4,200 in 2023/24 [1]. The work would take six"
    reply = engine(library, text).ask(QUESTION)
    assert isinstance(reply.answer, Answered)
    assert reply.answer.text.startswith("The bridge repairs would cost £4,200 in 2023/24. [1]\n")
    assert "six" not in reply.answer.text


def test_a_server_that_is_down_is_said_in_the_answer(library: StoreLibrary) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
    model = openai_model("any", url=url, key=None, seconds=2, retries=0, window=4096)
    reply = Engine(library, model=ModelWriter(model)).ask(QUESTION)
    assert reply.writer == "quote"
    assert "does not answer" in (reply.note or "")


def test_a_server_that_never_answers_is_given_up(library: StoreLibrary) -> None:
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        held: list[socket.socket] = []
        threading.Thread(target=lambda: held.append(mute.accept()[0]), daemon=True).start()
        url = f"http://127.0.0.1:{mute.getsockname()[1]}/v1"
        model = openai_model("any", url=url, key=None, seconds=1, retries=0, window=4096)
        started = time.monotonic()
        reply = Engine(library, model=ModelWriter(model)).ask(QUESTION)
        assert time.monotonic() - started < 20
    assert "does not answer" in (reply.note or "")


def test_papers_that_may_be_exempt_are_sent_to_no_model_elsewhere(
    library: StoreLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(library.store.catalogue), "restricted", True)
    model = Scripted("The bridge repairs would cost £4,200 [1].")
    reply = Engine(library, model=ModelWriter(model, local=False)).ask(QUESTION)
    assert not model.asked
    assert "may be exempt" in (reply.note or "")
    assert Engine(library, model=ModelWriter(model, local=True)).ask(QUESTION).writer == "model:scripted"


def test_passages_are_given_whole_by_rank_or_not_at_all() -> None:
    passages = [
        replace(PLACED, passage=replace(PLACED.passage, id=str(n), text=f"{n} " + "rents rise. " * 40))
        for n in range(4)
    ]
    kept = fitting(passages, characters=1200)
    assert [p.passage.id for p in kept] == ["0", "1"]
    shown = prompt("rents?", kept)[-1].text
    assert shown.count("rents rise.") == 80
    assert fitting(passages, characters=10) == (passages[0],)


def test_the_key_comes_from_the_environment_alone(tmp_path: Path) -> None:
    (tmp_path / "minutebook.toml").write_text('language_model = "m"\nmodel_seconds = 5\n', "utf-8")
    settings = read_settings({"MINUTEBOOK_MODEL_KEY": "secret"}, folder=tmp_path)
    assert (settings.language_model, settings.model_seconds, settings.model_key) == ("m", 5.0, "secret")
    assert "secret" not in repr(settings)
    (tmp_path / "minutebook.toml").write_text('model_key = "secret"\n', "utf-8")
    with pytest.raises(SettingsError, match="environment"):
        read_settings({}, folder=tmp_path)
    assert Settings().language_model == ""


class Clerk(CustomLLM):  # type: ignore[misc]
    """A llama-index LLM of another kind: no server, no client of OpenAI's."""

    says: str

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(model_name="clerk")

    def complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponse:  # noqa: ARG002
        return CompletionResponse(text=self.says)

    def stream_complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponseGen:  # noqa: ARG002
        if not self.says:
            raise OSError("no words")
        return (
            CompletionResponse(text=self.says[:n], delta=self.says[n - 1])
            for n in range(1, len(self.says) + 1)
        )


def test_any_llama_index_llm_writes_behind_the_query_and_the_chat_engine(library: StoreLibrary) -> None:
    text = "The bridge repairs would cost £4,200 [1]. Councillor Zebedee asked for £9 million [1]."
    engine = Engine(library, model=ModelWriter(LlamaModel(Clerk(says=text)), local=True))
    response = PapersQueryEngine(engine).query(QUESTION)
    assert isinstance(response, Response)
    assert response.response.startswith("The bridge repairs would cost £4,200. [1]\n")
    assert "Zebedee" not in response.response
    assert "£4,200" in response.source_nodes[0].metadata["quote"]
    chat = PapersChatEngine(engine)
    chat.chat("What did officers report on the bridge repairs?")
    answer = chat.chat("and how much would they cost?")
    assert "£4,200" in answer.response
    assert answer.source_nodes
    assert len(chat.chat_history) == 4


def test_an_llm_that_raises_an_error_of_its_own_leaves_the_quotes(library: StoreLibrary) -> None:
    reply = Engine(library, model=ModelWriter(LlamaModel(Clerk(says="")))).ask(QUESTION)
    assert reply.writer == "quote"
    assert "OSError: no words" in (reply.note or "")


@pytest.mark.language_model
def test_a_real_model_streams_and_nothing_of_it_is_shown_unchecked(
    library: StoreLibrary, model_url: str
) -> None:
    pieces: list[str] = []
    model = served_model(model_url)

    class Listening:
        name = model.name

        def stream(self, turns: Sequence[Turn]) -> Iterator[str]:
            for piece in model.stream(turns):
                pieces.append(piece)
                yield piece

    reply = Engine(library, model=ModelWriter(Listening(), seconds=120)).ask(QUESTION)
    assert len(pieces) > 3
    assert isinstance(reply.answer, Answered)
    assert "£4,200" in reply.answer.text
    assert reply.writer in {"quote", f"model:{model.name}"}
    assert (reply.note is None) == (reply.writer != "quote")
