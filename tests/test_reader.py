"""The reader: the real one, its verification, and how it is taught, on a tiny model."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import save_file

from eval.teach import Example, Pupil, teach
from ingest.embedding import e5, mpnet
from ingest.embedding.reader import FIRST, SECOND, BothReaders, Model, OpenVinoReader, build
from ingest.errors import ModelError
from tests.test_embedding import container_bytes

pytestmark = pytest.mark.model

QUESTION = "When will the new library at Marl Green open?"
ANSWER = "The Head of Culture said that the doors at Marl Green would open on 3 May."
OTHERS = [
    "The library at Marl Green will cost £4.2m, of which £1m is a grant.",
    "Members asked when the library would open to schools.",
    "The swimming pool at Holt opened on 9 June.",
]


def test_the_sentence_that_answers_stands_above_those_on_the_topic(reader: BothReaders) -> None:
    scores = reader.scores(QUESTION, [*OTHERS, ANSWER])
    assert scores.shape == (4,)
    assert int(np.argmax(scores)) == 3


@pytest.mark.parametrize("model", [FIRST, SECOND])
def test_a_score_hangs_on_question_and_text_alone(model: Model) -> None:
    reader = OpenVinoReader(model)
    together = reader.scores(QUESTION, [*OTHERS, ANSWER] * 5)
    alone = [float(reader.scores(QUESTION, [text])[0]) for text in [*OTHERS, ANSWER]]
    assert together == pytest.approx(alone * 5, abs=0.15)  # bfloat16 where the processor has it


def test_no_text_gives_no_score_and_a_long_one_is_cut(reader: BothReaders) -> None:
    assert reader.scores(QUESTION, []).shape == (0,)
    assert reader.scores("why " * 500, ["word " * 3000]).shape == (1,)


def test_of_many_texts_the_second_reader_reads_those_that_the_first_finds_best() -> None:
    first, second = OpenVinoReader(FIRST), OpenVinoReader(SECOND)
    texts = [*OTHERS, ANSWER, "Apologies were received.", "The meeting closed at 9.10 pm.", "Lifts."]
    alone, again = first.scores(QUESTION, texts), second.scores(QUESTION, texts)
    both = BothReaders(first, second).scores(QUESTION, texts)
    read_again = np.argsort(-alone)[:6]
    assert both[read_again] == pytest.approx((0.35 * 1.3 * alone + 0.65 * again)[read_again], abs=0.15)
    rest = np.argsort(-alone)[6:]
    assert both[rest] == pytest.approx(1.3 * alone[rest], abs=0.15)


def test_a_reader_that_is_not_there_or_was_altered_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Run `make install`"):
        OpenVinoReader(FIRST, tmp_path).scores("a", ["b"])
    folder = tmp_path / "reader"
    shutil.copytree(FIRST.folder, folder)
    (folder / "openvino_model.bin").write_bytes(b"other weights")
    with pytest.raises(ModelError, match="is not as it was built"):
        OpenVinoReader(FIRST, folder).scores("a", ["b"])


def tiny(folder: Path, model: Model) -> Path:
    """Write a base of a reader's kind, of a few thin layers and words."""
    import torch
    from transformers import MPNetConfig, MPNetModel

    pieces = ("<s>", "<pad>", "</s>", "<unk>", "▁rents", "▁rose", "▁", "▁fell", "▁query", "▁passage", ":")
    e5.write_folder(e5.read_container(container_bytes(pieces=pieces)), folder)
    (folder / "modules.json").unlink()
    if model is SECOND:  # the tokenizer stays
        torch.manual_seed(0)
        sizes = {"hidden_size": 32, "num_hidden_layers": 4, "num_attention_heads": 2, "intermediate_size": 64}
        MPNetModel(MPNetConfig(vocab_size=len(pieces), **sizes)).save_pretrained(folder)
    return folder


@pytest.mark.parametrize("model", [FIRST, SECOND])
def test_what_is_learnt_is_what_the_built_reader_scores_by(tmp_path: Path, model: Model) -> None:
    base = tiny(tmp_path / "tiny", model)
    examples = [
        Example("rents", ("rose", "fell", "rents"), (5.0, 4.5, 4.0), (True, False, False)),
        Example("fell", ("rents", "fell", "rose"), (4.5, 5.0, 4.0), (False, True, False)),
        Example("passage", ("rents", "rose"), (4.0, 4.0), (False, False)),
    ]
    pupil = Pupil(model, base)
    losses = [loss for _, _, loss in teach(pupil.train(), examples, epochs=40, rate=5e-3)]
    assert len(losses) == 40
    assert np.mean(losses[-10:]) < np.mean(losses[:10]) - 0.1
    save_file(pupil.learnt(), tmp_path / "weights.safetensors")
    build(base, tmp_path / "weights.safetensors", tmp_path / "built")
    texts = ["rose", "fell", "rents"]
    built = OpenVinoReader(model, tmp_path / "built").scores("rents", texts)
    taught = pupil.eval()([model.pair("rents", t) for t in texts]).detach().numpy()
    assert built == pytest.approx(taught, abs=0.1)


def archive(files: dict[str, bytes]) -> bytes:
    """Zip files as the packages do."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for name, data in files.items():
            zipped.writestr(f"{mpnet.NAME}/{name}", data)
    return out.getvalue()


def test_a_base_that_is_not_there_or_is_another_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in (b"no archive", archive({"config.json": b"{}"})):
        with pytest.raises(ModelError, match="is not the archive it should be"):
            mpnet.write_folder(other, tmp_path)
    with pytest.raises(ModelError, match="is another one"):
        mpnet.write_folder(archive(dict.fromkeys(mpnet.FILES, b"{}")), tmp_path)
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(mpnet, "CARRIERS", ("pytest",))
    with pytest.raises(ModelError, match="holds no part"):
        mpnet.carried()
    monkeypatch.setattr(mpnet, "CARRIERS", ("no-such-package",))
    with pytest.raises(ModelError, match="Run `make install`"):
        mpnet.carried()
