"""The door to language models: any llama-index LLM, and one for servers that speak OpenAI's API.

Nothing is asked of llama-index's `Settings`, which would fall back to a hosted model.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from llama_index.core.base.llms.types import ChatMessage, MessageRole

from ingest.errors import ModelDown, SettingsError

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

    from rag.prompt import Turn

_MOST_TOKENS = 200  # of an answer: one to three sentences, with room for a list


class LlamaModel:
    """A llama-index LLM as the model writer wants it."""

    def __init__(self, llm: LLM, *, name: str | None = None) -> None:
        self._llm = llm
        self.name: str = name or llm.metadata.model_name

    def stream(self, turns: Sequence[Turn]) -> Iterator[str]:
        """Yield the answer piece by piece.

        Raises:
            ModelDown: the LLM raised an error, whichever.

        """
        messages = [ChatMessage(role=MessageRole(t.role), content=t.text) for t in turns]
        try:
            for piece in self._llm.stream_chat(messages):
                yield piece.delta or ""
        except Exception as error:  # each LLM raises errors of its own library; none may end an answer
            raise ModelDown(
                f"The language model {self.name} does not answer ({type(error).__name__}: {error})."
            ) from error


def openai_model(
    name: str, *, url: str, key: str | None, seconds: float, retries: int, window: int
) -> LlamaModel:
    """Give the model `name` of a server that speaks OpenAI's API at `url` ("http://127.0.0.1:8000/v1").

    `seconds` is how long each try may wait for the server, `retries` how often it is tried again, `window` the
    model's context in tokens.

    Raises:
        SettingsError: the client is not installed.

    """
    try:
        from llama_index.llms.openai_like import OpenAILike
    except ImportError as error:
        raise SettingsError(
            "A language model is set, but the client for it is not installed. Install Minutebook with its extra: "
            "pip install 'minutebook[model]'."
        ) from error
    llm = OpenAILike(
        model=name,
        api_base=url,
        api_key=key or "none",  # the client wants one; servers on one's own machine take any
        is_chat_model=True,
        context_window=window,
        max_tokens=_MOST_TOKENS,
        temperature=0.0,
        timeout=seconds,
        max_retries=retries,
    )
    return LlamaModel(llm, name=name.rstrip("/").rsplit("/", 1)[-1])
