"""The composition root: settings → embedder → store → library → engine."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from ingest.embedding.embedder import Embedder, SentenceTransformerEmbedder
from ingest.embedding.openvino_e5 import NAME, OpenVinoE5
from ingest.embedding.reader import BothReaders
from ingest.embedding.reranker import CrossEncoderReranker
from ingest.journal import keep_journal
from ingest.reading.files import Reading
from ingest.reading.ocr import find_tesseract
from ingest.settings import Settings
from ingest.store.folder import Store
from ingest.store.vectors import ChromaServer
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.modelling import ModelWriter
from rag.thresholds import Thresholds


def open_embedder(settings: Settings) -> Embedder:
    """Choose the embedding model that the settings name; it loads when first used."""
    if settings.embedding_model == NAME:
        return OpenVinoE5()
    return SentenceTransformerEmbedder(
        settings.embedding_model, query_prefix=settings.query_prefix, passage_prefix=settings.passage_prefix
    )


def open_store(settings: Settings, *, embedder: Embedder | None = None) -> Store:
    """Open the data folder with this embedding model, by default the one that the settings name."""
    if settings.journal:
        keep_journal(Path(settings.journal), words=settings.journal_questions)
    return Store(settings.data, embedder or open_embedder(settings), server=_server(settings))


def _server(settings: Settings) -> ChromaServer | None:
    if not settings.chroma_url:
        return None
    return ChromaServer(
        url=settings.chroma_url,
        collection=settings.chroma_collection,
        headers=((settings.chroma_header, settings.chroma_token),) if settings.chroma_token else (),
        timeout=settings.chroma_timeout,
    )


def reading_for(settings: Settings, *, ocr: bool = False, exempt: bool = False) -> Reading:
    """Give how papers are to be read: in processes of their own, within the limits that are set.

    Raises:
        OcrMissing: OCR is asked for and not installed.

    """
    return Reading(
        ocr=find_tesseract(settings.ocr_language) if ocr else None,
        passwords=tuple(filter(None, settings.pdf_passwords.split("\n"))),
        processes=settings.reading_processes,
        seconds=settings.reading_seconds,
        megabytes=settings.memory_mb,
        exempt=exempt,
    )


def open_engine(settings: Settings) -> Engine:
    """Open an engine over the data folder."""
    return Engine(
        StoreLibrary(open_store(settings)),
        thresholds=_thresholds(settings),
        model=open_model(settings),
        reranker=CrossEncoderReranker(settings.reranker) if settings.reranker else None,
        reader=BothReaders(),
    )


def open_model(settings: Settings) -> ModelWriter | None:
    """Open the model writer that the settings name; None where they name none.

    Raises:
        SettingsError: the client for language models is not installed.

    """
    if not settings.language_model:
        return None
    from rag.llama_model import openai_model

    model = openai_model(
        settings.language_model,
        url=settings.model_url,
        key=settings.model_key,
        seconds=settings.model_seconds,
        retries=settings.model_retries,
        window=settings.model_window,
    )
    # A token is about three characters of council prose; a quarter of the window is for the prompt and the answer.
    return ModelWriter(
        model,
        characters=settings.model_window * 9 // 4,
        seconds=settings.model_seconds,
        local=urlsplit(settings.model_url).hostname in {"127.0.0.1", "localhost", "::1"},
    )


def _thresholds(settings: Settings) -> Thresholds:
    """Set when to refuse: by nearness in meaning and by the reader with the default model only, with which both were measured."""
    if settings.embedding_model == NAME:
        return Thresholds()
    return Thresholds(far=-1.0, near=-1.0, told=-100.0, decided=-100.0, sure=100.0)
