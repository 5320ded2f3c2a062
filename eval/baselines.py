"""The plain recipes beside us, on the same papers and with the same embedding model.

- llama-index as its tutorials have it: SentenceSplitter with its defaults, Chroma, the nearest chunks.
- BM25 alone over chunks of 256 tokens of the same splitter.
- Ours with one thing taken out: headers, lexical, dense, acronyms.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from ingest.embedding.embedder import Embedder
from rag.search import Recipe
from rag.words import stem, words

ABLATIONS: Mapping[str, Recipe] = {
    "without headers": Recipe(headers=False),
    "without lexical": Recipe(lexical=0.0),
    "without dense": Recipe(dense=0.0),
    "without acronyms": Recipe(acronyms=False),
}
Chunk = tuple[str, str]
"""A file's name and a run of its text."""


class Retriever(Protocol):
    """A baseline: the best chunks for a question."""

    def retrieve(self, question: str, *, limit: int) -> Sequence[Chunk]:
        """Give (file name, text), best first."""


def split(texts: Mapping[str, str], *, chunk_size: int | None = None) -> list[Chunk]:
    """Cut papers with llama-index's SentenceSplitter, with its defaults where no size is given."""
    from llama_index.core.node_parser import SentenceSplitter

    splitter = (
        SentenceSplitter()
        if chunk_size is None
        else SentenceSplitter(chunk_size=chunk_size, chunk_overlap=20)
    )
    return [(name, chunk) for name, text in texts.items() for chunk in splitter.split_text(text)]


class PlainRecipe:
    """SentenceSplitter defaults, our embedding model, Chroma, top-k."""

    def __init__(self, texts: Mapping[str, str], embedder: Embedder) -> None:
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        self._chunks = split(texts)
        self._embedder = embedder
        client = chromadb.EphemeralClient(settings=ChromaSettings(anonymized_telemetry=False))
        self._collection: Any = client.get_or_create_collection(
            f"plain-{id(self)}", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
        vectors = embedder.passages([text for _, text in self._chunks])
        self._collection.upsert(ids=[str(i) for i in range(len(self._chunks))], embeddings=vectors)

    def retrieve(self, question: str, *, limit: int) -> Sequence[Chunk]:
        """Give the nearest chunks."""
        found = self._collection.query(
            query_embeddings=[self._embedder.query(question)],
            n_results=min(limit, len(self._chunks)),
            include=[],
        )
        return [self._chunks[int(i)] for i in found["ids"][0]]


class BM25:
    """Okapi BM25 (k1 = 1.2, b = 0.75) over stemmed words of 256-token chunks."""

    def __init__(self, texts: Mapping[str, str], *, chunk_size: int = 256) -> None:
        self._chunks = split(texts, chunk_size=chunk_size)
        self._bags = [Counter(stem(w) for w in words(text)) for _, text in self._chunks]
        self._sizes = [sum(bag.values()) for bag in self._bags]
        self._mean = sum(self._sizes) / max(len(self._sizes), 1)
        self._counts = Counter(w for bag in self._bags for w in bag)

    def retrieve(self, question: str, *, limit: int) -> Sequence[Chunk]:
        """Give the chunks with the highest scores."""
        asked = [stem(w) for w in words(question)]
        order = sorted(range(len(self._chunks)), key=lambda i: (-self.score(asked, i), i))
        return [self._chunks[i] for i in order[:limit]]

    def score(self, asked: Sequence[str], chunk: int) -> float:
        """Give one chunk's score for the stems of a question."""
        n, bag = len(self._bags), self._bags[chunk]
        total = 0.0
        for word in asked:
            if frequency := bag.get(word, 0):
                idf = math.log(1 + (n - self._counts[word] + 0.5) / (self._counts[word] + 0.5))
                length = 0.25 + 0.75 * self._sizes[chunk] / self._mean
                total += idf * frequency * 2.2 / (frequency + 1.2 * length)
        return total
