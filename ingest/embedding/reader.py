"""The readers: how well a sentence answers a question, from models that read both together.

There are two, taught on questions over council papers (`python -m eval.teach`, see eval/README.md). The first is
multilingual-e5-small; it reads all that is offered, and was taught by the second as well. That is all-mpnet-base-v2, four
times as large; where the first is not sure, it reads the few that the first finds best. What they learnt is kept beside
this file, a few megabytes each: two thin matrices for a square one (LoRA, Hu et al. 2021), and the line that turns what
was read into a score. `make install` adds them to the packaged models, and makes the result count in whole numbers of
eight bits, whose ranges pairs of the questions that taught them set (`calibration.jsonl`): 0.6 of the time.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from ingest.embedding import mpnet, openvino_e5
from ingest.embedding.embedder import Vectors
from ingest.embedding.openvino_network import Network, save

SHARE = 2.0  # by which the product of the thin matrices is multiplied
_CALIBRATION = Path(__file__).with_name("calibration.jsonl")
_MOST_OF_QUESTION = 300  # characters
_BATCH = 8
_AGAIN = 3  # of the texts that the first reader finds best, so many are read by the second
_SECOND = 0.5  # the second's share in the score of what both read
# The first reader is sure from this score on, where no other text comes this near; and of none at all below that.
_SURE, _NEAR, _NONE = 1.4, 4.0, -6.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A reader's base, where what it learnt is kept, and how it reads."""

    name: str
    base: str  # the folder of its base, beside its own
    weights: Path
    most_tokens: int  # of question and sentence; what it was taught with
    before: tuple[str, str] = ("", "")  # what the base wants before a question and a text
    taught: tuple[str, ...]  # the square matrices of a layer that learn
    untaught: int = 0  # layers below those that learn

    @property
    def folder(self) -> Path:
        """The folder in which `make install` builds it: in the environment that runs this."""
        return Path(sys.prefix) / "models" / self.name

    @property
    def base_folder(self) -> Path:
        """The folder of its base."""
        return Path(sys.prefix) / "models" / self.base

    def pair(self, question: str, text: str) -> tuple[str, str]:
        """Give question and text as it is taught to read them."""
        return f"{self.before[0]}{question[:_MOST_OF_QUESTION]}", f"{self.before[1]}{text}"


FIRST = Model(
    name="council-reader",
    base=openvino_e5.NAME,
    weights=Path(__file__).with_name("reader.safetensors"),
    most_tokens=128,
    before=("query: ", "passage: "),
    taught=(
        "attention.self.query",
        "attention.self.key",
        "attention.self.value",
        "attention.output.dense",
        "intermediate.dense",
        "output.dense",
    ),
)
SECOND = Model(
    name="council-second-reader",
    base=mpnet.NAME,
    weights=Path(__file__).with_name("second_reader.safetensors"),
    most_tokens=112,
    taught=(
        "attention.attn.q",
        "attention.attn.k",
        "attention.attn.v",
        "attention.attn.o",
        "intermediate.dense",
        "output.dense",
    ),
    untaught=3,
)


class Reader(Protocol):
    """What answering needs of a reader."""

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        """Score how well each text answers the question: float32 of shape (len(texts),).

        Higher is better; the scores of different questions may be compared.
        """


def build(model: Model, base: Path, folder: Path, *, eight_bits: bool = True) -> None:
    """Add what a reader learnt to its base's folder, and convert the result into another folder."""
    import torch
    from safetensors.torch import load_file

    learnt = {name: tensor.float() for name, tensor in load_file(model.weights).items()}
    encoder = openvino_e5.encoder_of(base)
    with torch.no_grad():
        for name in sorted(n.removesuffix(".A") for n in learnt if n.endswith(".A")):
            linear = encoder.encoder.get_submodule(name)
            linear.weight += SHARE * learnt[f"{name}.B"] @ learnt[f"{name}.A"]

    class Scored(torch.nn.Module):  # type: ignore[misc]  # torch is not followed by mypy
        """Token ids and mask, int64 of shape (pairs, tokens) → scores of shape (pairs,)."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = encoder
            self.norm = torch.nn.LayerNorm(2 * encoder.config.hidden_size)
            self.out = torch.nn.Linear(2 * encoder.config.hidden_size, 1)
            self.load_state_dict(
                {n: t for n, t in learnt.items() if n.startswith(("norm.", "out."))}, strict=False
            )

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weight).sum(1) / weight.sum(1)
            return self.out(self.norm(torch.cat([hidden[:, 0], mean], -1))).squeeze(-1)

    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")
    lines = _CALIBRATION.read_text("utf-8").splitlines() if eight_bits else []
    samples = [model.pair(*json.loads(line)) for line in lines]
    save(Scored().eval(), folder, samples=samples, most_tokens=model.most_tokens)


class OpenVinoReader:
    """One reader over its converted folder; loaded when first used."""

    def __init__(self, model: Model, folder: Path | None = None) -> None:
        self._model = model
        self._network = Network(folder or model.folder, what=model.name, most_tokens=model.most_tokens)

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        """Score texts in batches of like length.

        Raises:
            ModelError: the model is not there, or a file of it is not as it was built.

        """
        found = np.zeros(len(texts), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            found[batch] = self._network([self._model.pair(question, texts[i]) for i in batch])
        return found


class BothReaders:
    """Both readers: the first reads every text, the second the best of them where the first is not sure."""

    def __init__(self, first: Reader | None = None, second: Reader | None = None) -> None:
        self._first = first or OpenVinoReader(FIRST)
        self._second = second or OpenVinoReader(SECOND)

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        """Score texts; where the first reader is not sure, its best by both readers' scores.

        Raises:
            ModelError: a model is not there, or a file of it is not as it was built.

        """
        found = self._first.scores(question, texts)
        best = np.argsort(-found, kind="stable")[:_AGAIN]
        if len(texts) and not _is_sure(found[best]):
            again = self._second.scores(question, [texts[i] for i in best])
            found[best] = (1 - _SECOND) * found[best] + _SECOND * again
        return found


def _is_sure(best: Vectors) -> bool:
    """Tell whether the best scores, at least one, settle which text answers, or that none does."""
    ahead = len(best) < 2 or bool(best[0] - best[1] > _NEAR)
    return bool(best[0] < _NONE) or (bool(best[0] > _SURE) and ahead)


if __name__ == "__main__":
    for model in (FIRST, SECOND):
        build(model, model.base_folder, model.folder)
        print(f"Written: {model.folder}")
