"""The composition root: settings → embedder → store → library → engine."""

from __future__ import annotations

from ingest.embedding import Embedder, SentenceTransformerEmbedder
from ingest.openvino_e5 import NAME, OpenVinoE5
from ingest.settings import Settings
from ingest.store import Store
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.quoting import Thresholds


def open_embedder(settings: Settings) -> Embedder:
    """Choose the embedding model that the settings name; it loads when first used."""
    if settings.embedding_model == NAME:
        return OpenVinoE5()
    return SentenceTransformerEmbedder(
        settings.embedding_model, query_prefix=settings.query_prefix, passage_prefix=settings.passage_prefix
    )


def open_store(settings: Settings, *, embedder: Embedder | None = None) -> Store:
    """Open the data folder with this embedding model, by default the one that the settings name."""
    return Store(settings.data, embedder or open_embedder(settings))


def open_engine(settings: Settings) -> Engine:
    """Open an engine over the data folder."""
    return Engine(StoreLibrary(open_store(settings)), thresholds=_thresholds(settings))


def _thresholds(settings: Settings) -> Thresholds:
    """Set when to refuse; by nearness in meaning only with the default model, whose cosines are known."""
    return Thresholds() if settings.embedding_model == NAME else Thresholds(far=-1.0, near=-1.0)
