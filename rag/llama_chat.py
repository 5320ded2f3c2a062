"""A llama-index chat engine over an `Engine`: each question is understood in the light of those before it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import TYPE_CHECKING

from llama_index.core.base.llms.types import ChatMessage, ChatResponse, MessageRole
from llama_index.core.chat_engine.types import (
    AgentChatResponse,
    BaseChatEngine,
    StreamingAgentChatResponse,
)

from ingest.store.catalogue import Filter
from rag.llama import response_of

if TYPE_CHECKING:
    from rag.engine import Engine


class PapersChatEngine(BaseChatEngine):
    """Answers questions one after another; the source_nodes of an answer are its citations.

    `chat_history` holds the turns so far; one that is given with a question takes its place.
    """

    def __init__(self, engine: Engine, *, where: Filter | None = None) -> None:
        self._engine = engine
        self._where = where
        self._turns: list[ChatMessage] = []

    @property
    def chat_history(self) -> list[ChatMessage]:
        """The turns so far, oldest first."""
        return list(self._turns)

    def reset(self) -> None:
        """Forget the conversation."""
        self._turns = []

    def chat(self, message: str, chat_history: Sequence[ChatMessage] | None = None) -> AgentChatResponse:
        """Answer a question in the light of those before it."""
        reply = self._engine.ask(message, history=self._asked(chat_history), where=self._where)
        response = response_of(reply)
        self._remember(message, str(response))
        return AgentChatResponse(
            response=str(response), source_nodes=response.source_nodes, metadata=response.metadata
        )

    def stream_chat(
        self, message: str, chat_history: Sequence[ChatMessage] | None = None
    ) -> StreamingAgentChatResponse:
        """Answer a question line by line; a language model's sentences come as each has been checked.

        The source_nodes are there once the last line has been read. Where what was told does not make up the
        answer (the model's sentences did not answer the question after all), the answer follows whole.
        """
        streamed = StreamingAgentChatResponse(is_writing_to_memory=False)
        streamed.chat_stream = self._lines(message, self._asked(chat_history), streamed)
        return streamed

    def _lines(
        self, message: str, asked: list[str], streamed: StreamingAgentChatResponse
    ) -> Iterator[ChatResponse]:
        told: SimpleQueue[str | None] = SimpleQueue()
        lines: list[str] = []
        with ThreadPoolExecutor(max_workers=1) as pool:
            asking = pool.submit(self._engine.ask, message, history=asked, where=self._where, tell=told.put)
            asking.add_done_callback(lambda _: told.put(None))
            while (line := told.get()) is not None:
                lines.append(line)
                yield _piece(line + "\n")
            response = response_of(asking.result())
        if "\n".join(lines) != str(response):
            yield _piece(str(response))
        streamed.source_nodes = response.source_nodes
        self._remember(message, str(response))

    async def achat(
        self, message: str, chat_history: Sequence[ChatMessage] | None = None
    ) -> AgentChatResponse:
        """Answer a question, in a thread."""
        return await asyncio.to_thread(self.chat, message, chat_history)

    async def astream_chat(
        self, message: str, chat_history: Sequence[ChatMessage] | None = None
    ) -> StreamingAgentChatResponse:
        """Answer a question line by line; read `response_gen`."""
        return await asyncio.to_thread(self.stream_chat, message, chat_history)

    def _asked(self, given: Sequence[ChatMessage] | None) -> list[str]:
        """Give the questions before, oldest first."""
        if given is not None:
            self._turns = list(given)
        return [t.content or "" for t in self._turns if t.role is MessageRole.USER]

    def _remember(self, question: str, answer: str) -> None:
        self._turns += [
            ChatMessage(role=MessageRole.USER, content=question),
            ChatMessage(role=MessageRole.ASSISTANT, content=answer),
        ]


def _piece(text: str) -> ChatResponse:
    return ChatResponse(message=ChatMessage(role=MessageRole.ASSISTANT, content=text), delta=text)
