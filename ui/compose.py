"""The composition root: settings → embedder → store → library → engine."""

from __future__ import annotations

from ingest.embedding import SentenceTransformerEmbedder
from ingest.settings import Settings
from ingest.store import Store
from rag.engine import Engine
from rag.library import StoreLibrary


def open_store(settings: Settings) -> Store:
    """Open the data folder with the embedding model that the settings name; the model loads when first used."""
    embedder = SentenceTransformerEmbedder(
        settings.embedding_model, query_prefix=settings.query_prefix, passage_prefix=settings.passage_prefix
    )
    return Store(settings.data, embedder)


def open_engine(settings: Settings) -> Engine:
    """Open an engine over the data folder."""
    return Engine(StoreLibrary(open_store(settings)))
