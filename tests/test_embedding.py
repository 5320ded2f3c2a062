"""The embedding model: the real one, its verification, and other models by path."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import numpy as np
import pytest

from ingest.embedding.e5 import dequantise, read_container, write_folder
from ingest.embedding.embedder import SentenceTransformerEmbedder
from ingest.embedding.openvino_e5 import OpenVinoE5, convert, default_folder
from ingest.errors import ModelError

pytestmark = pytest.mark.model


def test_vectors_are_unit_length_and_near_when_meanings_are(embedder: OpenVinoE5) -> None:
    texts = [
        "Rents will rise by four per cent.",
        "Tenants will pay 4% more.",
        "The park was planted with oaks.",
    ]
    vectors = embedder.passages(texts)
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(
        1.0, abs=1e-2
    )  # bfloat16 where the processor has it
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.03


def test_order_of_passages_is_kept_whatever_their_length(embedder: OpenVinoE5) -> None:
    texts = ["long words " * 60, "short", "middling words " * 9]
    told: list[int] = []
    together = embedder.passages(texts, done=told.append)
    assert sum(told) == 3
    for text, vector in zip(texts, together, strict=True):
        assert vector @ embedder.passages([text])[0] > 0.999


def test_openvino_gives_the_vectors_that_sentence_transformers_gives(embedder: OpenVinoE5) -> None:
    torch = SentenceTransformerEmbedder(
        str(default_folder()), query_prefix="query: ", passage_prefix="passage: "
    )
    texts = ["Rents will rise by four per cent.", "RESOLVED that the report be noted. " * 20]
    assert (torch.passages(texts) * embedder.passages(texts)).sum(axis=1).min() > 0.999
    question = "what did the board resolve on rents"
    assert torch.query(question) @ embedder.query(question) > 0.999


def test_a_longer_text_than_the_model_reads_is_cut_and_not_an_error(embedder: OpenVinoE5) -> None:
    assert embedder.passages(["word " * 3000]).shape == (1, 384)


@pytest.mark.parametrize("name", ["openvino_model.bin", "tokenizer.json"])
def test_altered_files_of_the_default_model_are_refused(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "model"
    shutil.copytree(default_folder(), folder, ignore=shutil.ignore_patterns("*.safetensors"))
    (folder / name).write_bytes(b"other weights")
    with pytest.raises(ModelError, match=f"{name} is not as it was built"):
        OpenVinoE5(folder).query("anything")


def test_a_default_model_that_is_not_there_says_how_to_bring_it(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Run `make install`"):
        OpenVinoE5(tmp_path).query("anything")


def test_another_model_is_taken_by_path_and_has_another_fingerprint(embedder: OpenVinoE5) -> None:
    mine = SentenceTransformerEmbedder(
        str(default_folder()), query_prefix="ask: ", passage_prefix="passage: "
    )
    assert mine.query("rents").shape == (384,)
    assert mine.fingerprint != embedder.fingerprint


def test_a_model_that_is_not_there_is_an_error_that_says_what_to_give(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)  # what the variable sets at import
    with pytest.raises(ModelError, match="Give the folder"):
        SentenceTransformerEmbedder("nobody/no-such-model").query("anything")


def container_bytes(
    hidden: int = 32, pieces: tuple[str, ...] = ("<s>", "<pad>", "</s>", "<unk>", "▁rents", "▁rose", "▁")
) -> bytes:
    """Write a tiny model in the carrier's format: one layer, random 4-bit matrices."""
    rng = np.random.default_rng(5)
    blob = b"".join(p.encode() for p in pieces)
    offsets = np.cumsum([0, *(len(p.encode()) for p in pieces)]).astype("<u4").tobytes()
    scores = np.linspace(0, -3, len(pieces)).astype("<f4").tobytes()
    head = b"E5S1" + struct.pack("<I7ifi", 1, hidden, 1, 2, 64, len(pieces), 20, 2, 1e-12, 32)
    head += (
        struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, len(blob))
        + offsets
        + scores
        + blob
        + struct.pack("<iI", 0, 0)
    )
    shapes = {
        "emb.word": len(pieces) * hidden,
        **{f"l0.{n}.w": hidden * hidden for n in ("q", "k", "v", "ao")},
    }
    shapes |= {"l0.fi.w": 64 * hidden, "l0.fo.w": 64 * hidden}
    plain = {"emb.pos": 20 * hidden, "emb.type": 2 * hidden, "l0.fi.b": 64}
    plain |= dict.fromkeys(
        ["emb.ln.w", "emb.ln.b", "l0.aln.w", "l0.aln.b", "l0.oln.w", "l0.oln.b", "l0.fo.b"], hidden
    )
    plain |= {f"l0.{n}.b": hidden for n in ("q", "k", "v", "ao")}
    bodies = [(n, 0, k, rng.normal(size=k).astype("<f4").tobytes()) for n, k in plain.items()]
    for name, count in shapes.items():
        block = np.zeros(count // 32, dtype=[("d", "<f2"), ("q", "u1", 16)])
        block["d"], block["q"] = 0.05, rng.integers(0, 256, size=(count // 32, 16))
        bodies.append((name, 1, count, block.tobytes()))
    size = len(head) + 4 + sum(2 + len(n) + 21 for n, *_ in bodies)
    table, data = struct.pack("<i", len(bodies)), b""
    for name, kind, count, body in bodies:
        table += (
            struct.pack("<H", len(name))
            + name.encode()
            + struct.pack("<BIQQ", kind, count, size + len(data), len(body))
        )
        data += body
    return head + table + data


def test_the_carriers_container_is_rebuilt_as_a_model_that_sentence_transformers_loads(
    tmp_path: Path,
) -> None:
    container = read_container(container_bytes())
    assert [p for p, _ in container.pieces][4:6] == ["▁rents", "▁rose"]
    assert container.tensors["l0.q.w"].shape == (1024,)
    write_folder(container, tmp_path / "tiny")
    tiny = SentenceTransformerEmbedder(str(tmp_path / "tiny"), query_prefix="query: ")
    assert np.linalg.norm(tiny.query("rents rose")) == pytest.approx(1.0, abs=1e-5)
    assert tiny.query("rents").shape == (32,)
    convert(tmp_path / "tiny")
    assert OpenVinoE5(tmp_path / "tiny").query("rents rose") @ tiny.query("rents rose") > 0.99


def test_four_bit_blocks_are_undone_as_the_format_tells() -> None:
    block = np.zeros(1, dtype=[("d", "<f2"), ("q", "u1", 16)])
    block["d"], block["q"][0, 0] = 0.5, 0xF1  # low half 1, high half 15
    values = dequantise(block.tobytes(), 32)
    assert (values[0], values[16], values[1]) == (-3.5, 3.5, -4.0)


def test_a_file_that_is_no_container_is_refused() -> None:
    with pytest.raises(ModelError, match="make clean install"):
        read_container(b"GGUF and so on")
