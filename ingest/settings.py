"""The settings: read once, from minutebook.toml and the environment (MINUTEBOOK_DATA and so on)."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from rapidfuzz import process

from ingest.embedding.openvino_e5 import NAME as DEFAULT_MODEL
from ingest.errors import SettingsError

_FILE = "minutebook.toml"
_PREFIX = "MINUTEBOOK_"
_SECRET = frozenset({"chroma_token", "model_key", "pdf_passwords"})
_NUMBERS: dict[str, type[int | float]] = {
    "chroma_timeout": float,
    "port": int,
    "reading_processes": int,
    "reading_seconds": float,
    "memory_mb": int,
    "model_seconds": float,
    "model_retries": int,
    "model_window": int,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set. Environment variables (MINUTEBOOK_PORT=…) win over the file.

    `embedding_model` is the packaged one's name, a folder with a sentence-transformers model, or a hub name; the
    prefixes are what another model wants before questions and passages ("search_query: " and the like).
    `reranker` is the folder or hub name of a CrossEncoder that orders the first hits anew; empty, none does.
    `language_model` is the name of a model at `model_url`, a server that speaks OpenAI's API; empty, answers are
    only quoted. It may take `model_seconds` for an answer, is tried `model_retries` times more, and reads
    `model_window` tokens. `model_key` comes from the environment alone (MINUTEBOOK_MODEL_KEY).
    `users` is the file of those who may sign in to the chat; without one there is no sign-in.
    `ocr_language` is what scans are written in, as tesseract names languages ("eng", "eng+cym").
    `chroma_url` names a Chroma server ("http://host:8000") that holds the index instead of the data folder;
    `chroma_token` is sent as the header `chroma_header`, and comes from the environment alone.
    `journal` is a file for what happens, one JSON object a line; with `journal_questions` also the questions' words.
    `pdf_passwords`, one a line, come from the environment alone. A paper is read in one of `reading_processes`, in no
    more than `reading_seconds` and `memory_mb` megabytes.
    """

    data: Path = Path("data")
    embedding_model: str = DEFAULT_MODEL
    query_prefix: str = ""
    passage_prefix: str = ""
    reranker: str = ""
    port: int = 7860
    users: Path | None = None
    ocr_language: str = "eng"
    pdf_passwords: str = field(default="", repr=False)
    journal: str = ""
    journal_questions: bool = False
    chroma_url: str = ""
    chroma_collection: str = "passages"
    chroma_header: str = "X-Chroma-Token"
    chroma_token: str = field(default="", repr=False)
    chroma_timeout: float = 10
    reading_processes: int = 1
    reading_seconds: float = 120
    memory_mb: int = 1500
    language_model: str = ""
    model_url: str = "http://127.0.0.1:8000/v1"
    model_seconds: float = 60.0
    model_retries: int = 1
    model_window: int = 4096
    model_key: str = field(default="", repr=False)


def read_settings(environment: Mapping[str, str] | None = None, *, folder: Path | None = None) -> Settings:
    """Read the settings of this process.

    Raises:
        SettingsError: an unknown key, a value of the wrong sort, or a file that is not TOML.

    """
    environment = os.environ if environment is None else environment
    file = Path(environment.get(f"{_PREFIX}CONFIG", "") or (folder or Path.cwd()) / _FILE)
    found: dict[str, Any] = {}
    if file.exists():
        try:
            found = tomllib.loads(file.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, OSError, UnicodeDecodeError) as error:
            raise SettingsError(
                f"{file} cannot be read as TOML ({error}). Mend it, or move it away."
            ) from error
    known = {f.name: f for f in fields(Settings)}
    for key in found:
        if key in _SECRET:
            raise SettingsError(
                f"{file}: {key} is a secret. Put it in the environment as {_PREFIX}{key.upper()}."
            )
        if key not in known:
            near = process.extractOne(key, known.keys())
            raise SettingsError(f"{file}: there is no setting {key!r}. Did you mean {near[0]!r}?")
    for name in known:
        if value := environment.get(f"{_PREFIX}{name.upper()}"):
            found[name] = value
    try:
        for name in {"data", "users"} & found.keys():
            found[name] = Path(found[name]).expanduser()
        if "journal_questions" in found:
            found["journal_questions"] = str(found["journal_questions"]).lower() in {"1", "true", "yes"}
        for key in _NUMBERS.keys() & found.keys():
            found[key] = _NUMBERS[key](found[key])
    except (TypeError, ValueError) as error:
        raise SettingsError(
            f"A setting has a value of the wrong sort ({error}). Check {file} and the environment."
        ) from error
    return Settings(**found)
