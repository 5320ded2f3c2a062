"""A real CrossEncoder of a few untrained weights, made here, orders hits by its own scores."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.embedding.reranker import CrossEncoderReranker
from ingest.errors import ModelError
from ingest.pipeline import ingest
from ingest.settings import Settings, read_settings
from ingest.store.folder import Store
from rag.answers import Answered
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.reranking import MOST, read_as
from ui.compose import open_engine

WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "rents",
    "in",
    "ward",
    "rose",
    "by",
    "per",
    "cent",
    "the",
    "committee",
    "noted",
    "that",
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
]

MARKS = {f"{name}_token": f"[{name.upper()}]" for name in ("pad", "unk", "cls", "sep")}


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
    from tokenizers.processors import TemplateProcessing
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("cross-encoder")
    words = Tokenizer(models.WordLevel({w: n for n, w in enumerate(WORDS)}, unk_token=MARKS["unk_token"]))
    words.normalizer = normalizers.Lowercase()
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    words.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        num_labels=1,
        initializer_range=0.5,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    PreTrainedTokenizerFast(tokenizer_object=words, **MARKS).save_pretrained(folder)
    return folder


@pytest.fixture
def filled(tmp_path: Path, small_store: Store) -> Store:
    for n in range(1, 9):
        text = (
            f"# Rents\n\nThe Committee noted that rents in ward {'abcdefgh'[n - 1]} rose by {n} per cent.\n"
        )
        (tmp_path / f"{n}.md").write_text(text, "utf-8")
    ingest([tmp_path], small_store)
    return small_store


def test_the_first_hits_stand_in_the_rerankers_order_and_keep_falling_scores(
    model: Path, filled: Store
) -> None:
    question = "By how much did rents rise in the ward?"
    reranker = CrossEncoderReranker(str(model))
    _, plain = Engine(StoreLibrary(filled)).retrieve(question, limit=MOST)
    _, anew = Engine(StoreLibrary(filled), reranker=reranker).retrieve(question, limit=MOST)
    assert {h.placed.passage.id for h in anew} == {h.placed.passage.id for h in plain}
    assert [h.placed.passage.id for h in anew] != [h.placed.passage.id for h in plain]
    scores = list(reranker.scores(question, [read_as(h) for h in anew]))
    assert scores == sorted(scores, reverse=True)
    assert [h.score for h in anew] == sorted((h.score for h in plain), reverse=True)


def test_a_reranker_that_is_not_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="leave the setting `reranker` empty"):
        CrossEncoderReranker(str(tmp_path)).scores("rents", ["rents rose"])
    assert CrossEncoderReranker(str(tmp_path)).scores("rents", []).shape == (0,)


def test_it_is_set_by_folder(model: Path, tmp_path: Path) -> None:
    assert Settings().reranker == ""
    settings = read_settings(
        {"MINUTEBOOK_RERANKER": str(model), "MINUTEBOOK_DATA": str(tmp_path / "data")}, folder=tmp_path
    )
    assert open_engine(settings)._reranker is not None


@pytest.mark.parametrize(
    "question",
    [
        "What did the Health and Wellbeing Board resolve on the Sustainability and Transformation Plan in April 2017?",
        "How many children were looked after by Coventry City Council at the end of March 2021?",
    ],
)
def test_what_an_answer_cites_stands_before_what_else_was_found(engine: Engine, question: str) -> None:
    reply = engine.ask(question)
    assert isinstance(reply.answer, Answered)
    cited = {c.quote.placed.passage.id for c in reply.answer.citations}
    found = [h.placed.passage.id for h in reply.hits]
    assert set(found[: len(cited)]) == cited
    assert len(set(found)) == len(found)
    scores = [h.score for h in reply.hits]
    assert scores == sorted(scores, reverse=True)
