"""Papers made in any number for the measure of scale, and what a big catalogue must still find."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from eval.swelling import COMMITTEES, PASSAGES, Stock, stock_of, swollen
from ingest.pipeline import ingest
from ingest.store.catalogue import Filter
from ingest.store.folder import Store
from rag.words import words
from tests.conftest import HWB, SB2, WordEmbedder


@pytest.fixture
def stock(small_store: Store) -> Stock:
    ingest([HWB, SB2], small_store)
    catalogue = small_store.catalogue
    passages = [p for paper in catalogue.papers() for p in catalogue.read(paper).passages]
    ids, vectors = catalogue.vectors_of([p.id for p in passages])
    return stock_of(passages, vectors[[ids.index(p.id) for p in passages]])


def test_made_papers_are_the_same_for_a_seed_and_as_many_as_asked(stock: Stock) -> None:
    made = list(swollen(stock, 2 * PASSAGES + 10))
    assert [len(read.passages) for read, _ in made] == [PASSAGES, PASSAGES, 10]
    assert [r for r, _ in swollen(stock, 2 * PASSAGES + 10)] == [r for r, _ in made]
    assert len({p.id for read, _ in made for p in read.passages}) == 2 * PASSAGES + 10
    for read, vectors in made:
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
        page = read.pages[0].text
        assert all(page[p.spans[0].start : p.spans[0].end] == p.text for p in read.passages)


def test_the_vocabulary_grows_with_the_papers_and_the_commonest_words_stay(stock: Stock) -> None:
    held = [
        Counter(w for read, _ in swollen(stock, n) for p in read.passages for w in words(p.text))
        for n in (500, 4000)
    ]
    assert len(held[1]) > 1.5 * len(held[0])
    real = Counter(w for p in stock.passages for w in words(p.text))
    assert {w for w, _ in real.most_common(5)} <= {w for w, _ in held[1].most_common(12)}


def test_the_full_text_under_a_filter_is_what_is_left_of_all_of_it(
    tmp_path_factory: pytest.TempPathFactory, stock: Stock
) -> None:
    store = Store(tmp_path_factory.mktemp("swollen"), WordEmbedder())
    for read, _ in swollen(stock, 1000):
        store.put(read)
    match, where = '"board" OR "children"', Filter(committee=COMMITTEES[2])
    within = set(store.catalogue.passage_ids(where))
    every = store.catalogue.lexical(match, limit=1000)
    assert 0 < len(within) < 1000
    assert store.catalogue.lexical(match, limit=1000, where=where) == tuple(
        e for e in every if e[0] in within
    )
    assert every == tuple(sorted(every, key=lambda e: -e[1]))
