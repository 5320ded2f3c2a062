"""A language model whose drafts are kept in a file: asked the same again, it is played back.

So a long run goes on where it was ended, and drafts are put to a mended check without the model.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from ingest.errors import ModelDown
from rag.modelling import LanguageModel
from rag.prompt import Turn


class Recorded:
    """Plays back what `model` said to the same turns before, as `file` has it (a JSON object a line); else asks it.

    Without a model, turns that the file does not hold raise ModelDown. What took longer than `seconds` is not
    kept: it was cut short by the clock, and another run may get further. `last` is what was said last, `missing`
    whether something was asked that the file does not hold.
    """

    def __init__(self, file: Path, *, name: str, model: LanguageModel | None, seconds: float) -> None:
        self.name = name
        self.last: str | None = None
        self.missing = False
        self._file, self._model, self._seconds = file, model, seconds
        self._said: dict[str, str] = {}
        if file.exists():
            lines = [json.loads(line) for line in _whole_lines(file)]
            self._said = {line["asked"]: line["said"] for line in lines if line["model"] == name}

    def stream(self, turns: Sequence[Turn]) -> Iterator[str]:
        """Yield what the model says.

        Raises:
            ModelDown: it does not answer, or there is none and the file does not hold this.

        """
        asked = sha256("\n".join(f"{t.role}: {t.text}" for t in turns).encode()).hexdigest()
        self.last = self._said.get(asked)
        if self.last is not None:
            yield self.last
        elif self._model is None:
            self.missing = True
            raise ModelDown(f"{self._file.name} holds no draft of {self.name} for these passages.")
        else:
            yield from self._listened(asked, self._model.stream(turns))

    def _listened(self, asked: str, pieces: Iterator[str]) -> Iterator[str]:
        started = time.monotonic()
        said = ""
        try:
            for piece in pieces:
                said += piece
                yield piece
        except ModelDown:
            said = ""
            raise
        finally:  # also where the writer has heard enough
            took = time.monotonic() - started
            self.last = said or None
            if said and took < self._seconds:
                self._keep(asked, said, took)

    def _keep(self, asked: str, said: str, seconds: float) -> None:
        self._said[asked] = said
        line = {"model": self.name, "asked": asked, "said": said, "seconds": round(seconds, 1)}
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def _whole_lines(file: Path) -> list[str]:
    """Give the lines of a file; one that a killed run left without its end is cut off, in the file too."""
    text = file.read_text("utf-8")
    end = text.rfind("\n") + 1
    if end < len(text):
        file.write_text(text[:end], "utf-8")
    return text[:end].splitlines()
