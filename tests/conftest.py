"""What the tests share: the corpus read once with the real model, and embedders for the pure tests."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from eval.command import Options, evaluate
from ingest.embedding.embedder import Vectors
from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.embedding.reader import BothReaders
from ingest.pipeline import ingest
from ingest.settings import Settings
from ingest.store.folder import Store
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.llama_model import LlamaModel, openai_model
from rag.words import content, stem
from tests.leaking import Town, planted_town
from tests.serving import served
from ui.objects import answer_object

ROOT = Path(__file__).parent.parent
LANGUAGE_MODEL = Path(os.environ.get("LANGUAGE_MODEL") or Path(sys.prefix) / "models" / "smollm2")
CORPUS = ROOT / "corpus"
HWB = CORPUS / "2017-07-10-health-and-wellbeing-board.md"
SB2 = CORPUS / "2022-03-17-education-childrens-services-scrutiny-board-2.md"


class WordEmbedder:
    """An embedder that works by shared words: each stem turns on one of 256 places. For tests of the store."""

    fingerprint = "words-256:test"

    def passages(self, texts: Sequence[str], *, done: Callable[[int], None] | None = None) -> Vectors:
        if done:
            done(len(texts))
        return np.array([self.query(t) for t in texts], dtype=np.float32).reshape(len(texts), 256)

    def query(self, text: str) -> Vectors:
        vector = np.zeros(256, dtype=np.float32)
        for word in content(text):
            vector[sum(ord(c) * (i + 7) for i, c in enumerate(stem(word))) % 256] += 1
        length = float(np.linalg.norm(vector))
        return vector / length if length else np.full(256, 1 / 16, dtype=np.float32)


@pytest.fixture(scope="session")
def embedder() -> OpenVinoE5:
    """The real default model."""
    return OpenVinoE5()


@pytest.fixture(scope="session")
def reader() -> BothReaders:
    """The real reader."""
    return BothReaders()


@pytest.fixture(scope="session")
def corpus_store(tmp_path_factory: pytest.TempPathFactory, embedder: OpenVinoE5) -> Store:
    """The five papers, ingested with the real model. Read only: tests that write make their own."""
    store = Store(tmp_path_factory.mktemp("corpus-data"), embedder)
    ingest([CORPUS], store)
    return store


@pytest.fixture(scope="session")
def engine(corpus_store: Store, reader: BothReaders) -> Engine:
    """An engine over the corpus."""
    return Engine(StoreLibrary(corpus_store), reader=reader)


@pytest.fixture(scope="session")
def evaluated(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run over the whole gold set, above its floors."""
    out = tmp_path_factory.mktemp("run")
    assert evaluate(Options(out=out, floors=ROOT / "eval" / "floors.toml"), engine, answer_object) == 0
    return out


@pytest.fixture(scope="session")
def exempt_town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """A town whose papers are in part exempt, read once; tests that use it live in it: see `living_in`."""
    return planted_town(tmp_path_factory.mktemp("town"))


@pytest.fixture
def small_store(tmp_path: Path) -> Store:
    """An empty store with the word embedder: real SQLite, real Chroma."""
    return Store(tmp_path / "data", WordEmbedder())


@pytest.fixture
def settings(corpus_store: Store) -> Settings:
    """Settings that name the corpus's data folder."""
    return Settings(data=corpus_store.folder)


def served_model(url: str) -> LlamaModel:
    """The language model behind a server's API."""
    return openai_model(str(LANGUAGE_MODEL), url=url, key=None, seconds=300, retries=0, window=4096)


@pytest.fixture(scope="session")
def model_url() -> Iterator[str]:
    """The API of a real server with the small language model; `make language-model` brings it."""
    if not (LANGUAGE_MODEL / "config.json").exists():
        pytest.skip("the small language model is not there: run `make language-model`")
    with served(LANGUAGE_MODEL) as url:
        yield url
