"""A language model from a GGUF file, read and run by OpenVINO GenAI: on two cores many times as fast as torch.

The door to openvino-genai, which only `python -m eval.modelled --gguf` needs: `pip install openvino-genai`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from ingest.errors import ModelDown, SettingsError
from rag.prompt import Turn


class GgufModel:
    """The model of a GGUF file as the model writer wants it: greedy, at most `tokens` to an answer.

    Raises:
        SettingsError: OpenVINO GenAI is not installed, or there is no such file, or it cannot read it.

    """

    def __init__(self, file: Path, *, tokens: int = 200) -> None:
        try:
            import openvino_genai
        except ImportError as error:
            raise SettingsError(
                "A GGUF file is read by OpenVINO GenAI, which is not installed: pip install openvino-genai."
            ) from error
        if not file.is_file():
            raise SettingsError(f"There is no file {file}. Name a model's GGUF file.")
        self.name = file.stem
        self._genai = openvino_genai
        try:
            self._pipe = openvino_genai.LLMPipeline(file, "CPU")
        except RuntimeError as error:
            raise SettingsError(
                f"OpenVINO GenAI cannot read {file.name}: is it a GGUF file, of a kind that it knows? ({error})"
            ) from error
        self._tokens = tokens

    def stream(self, turns: Sequence[Turn]) -> Iterator[str]:
        """Yield the answer piece by piece; the model is stopped where nobody listens any longer.

        Raises:
            ModelDown: it could not go on.

        """
        pieces: SimpleQueue[str | RuntimeError | None] = SimpleQueue()
        unheard = Event()

        def hear(piece: str) -> Any:
            pieces.put(piece)
            return getattr(self._genai.StreamingStatus, "CANCEL" if unheard.is_set() else "RUNNING")

        def speak() -> None:
            chat = self._genai.ChatHistory([{"role": t.role, "content": t.text} for t in turns])
            try:
                self._pipe.generate(chat, max_new_tokens=self._tokens, do_sample=False, streamer=hear)
            except RuntimeError as error:
                pieces.put(error)
            finally:
                pieces.put(None)

        speaker = Thread(target=speak)
        speaker.start()
        try:
            while (piece := pieces.get()) is not None:
                if isinstance(piece, RuntimeError):
                    raise ModelDown(f"The language model {self.name} does not answer ({piece}).") from piece
                yield piece
        finally:
            unheard.set()
            speaker.join()
