"""The reader: how well a sentence answers a question, from a model that reads both together.

It is multilingual-e5-small, taught on questions over council papers (`python -m eval.teach`, see eval/README.md).
What it learnt is kept beside this file, a few megabytes: two thin matrices for every square one (LoRA, Hu et al.
2021), and the line that turns what it read into a score. `make install` adds them to the packaged model.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from ingest.embedding.embedder import Vectors
from ingest.embedding.openvino_e5 import bert_of
from ingest.embedding.openvino_e5 import default_folder as default_base
from ingest.embedding.openvino_network import Network, save

NAME = "council-reader"
WEIGHTS = Path(__file__).with_name("reader.safetensors")
MOST_TOKENS = 128  # of question and sentence; what it was taught with
SHARE = 2.0  # by which the product of the thin matrices is multiplied
TAUGHT = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
_MOST_OF_QUESTION = 300  # characters
_BATCH = 8


class Reader(Protocol):
    """What answering needs of a reader."""

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        """Score how well each text answers the question: float32 of shape (len(texts),).

        Higher is better; the scores of different questions may be compared.
        """


def pair(question: str, text: str) -> tuple[str, str]:
    """Give question and text as the reader is taught to read them."""
    return f"query: {question[:_MOST_OF_QUESTION]}", f"passage: {text}"


def default_folder() -> Path:
    """Give the folder in which `make install` builds the reader: in the environment that runs this."""
    return Path(sys.prefix) / "models" / NAME


def build(base: Path, weights: Path, folder: Path) -> None:
    """Add what was learnt to the folder of multilingual-e5-small, and convert the result into another folder."""
    import torch
    from safetensors.torch import load_file

    learnt = {name: tensor.float() for name, tensor in load_file(weights).items()}
    bert = bert_of(base)
    with torch.no_grad():
        for number, layer in enumerate(bert.encoder.layer):
            for name in TAUGHT:
                own = f"layer.{number}.{name}"
                layer.get_submodule(name).weight += SHARE * learnt[f"{own}.B"] @ learnt[f"{own}.A"]

    class Scored(torch.nn.Module):  # type: ignore[misc]  # torch is not followed by mypy
        """Token ids and mask, int64 of shape (pairs, tokens) → scores of shape (pairs,)."""

        def __init__(self) -> None:
            super().__init__()
            self.bert = bert
            self.norm = torch.nn.LayerNorm(2 * bert.config.hidden_size)
            self.out = torch.nn.Linear(2 * bert.config.hidden_size, 1)
            self.load_state_dict(
                {n: t for n, t in learnt.items() if n.startswith(("norm.", "out."))}, strict=False
            )

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            kinds = torch.zeros_like(input_ids)
            hidden = self.bert(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=kinds
            ).last_hidden_state
            weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weight).sum(1) / weight.sum(1)
            return self.out(self.norm(torch.cat([hidden[:, 0], mean], -1))).squeeze(-1)

    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(base / "tokenizer.json", folder / "tokenizer.json")
    save(Scored().eval(), folder)


class OpenVinoReader:
    """The reader over a converted folder; loaded when first used."""

    def __init__(self, folder: Path | None = None) -> None:
        self._network = Network(folder or default_folder(), what=NAME, most_tokens=MOST_TOKENS)

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:
        """Score texts in batches of like length.

        Raises:
            ModelError: the model is not there, or a file of it is not as it was built.

        """
        found = np.zeros(len(texts), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            found[batch] = self._network([pair(question, texts[i]) for i in batch])
        return found


if __name__ == "__main__":
    build(default_base(), WEIGHTS, default_folder())
    print(f"Written: {default_folder()}")
