"""The reader: the real one, its verification, and how it is taught, on a tiny model."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import save_file

from eval.teach import Example, Pupil, teach
from ingest.embedding.e5 import read_container, write_folder
from ingest.embedding.reader import OpenVinoReader, build, default_folder, pair
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


def test_the_sentence_that_answers_stands_above_those_on_the_topic(reader: OpenVinoReader) -> None:
    scores = reader.scores(QUESTION, [*OTHERS, ANSWER])
    assert scores.shape == (4,)
    assert int(np.argmax(scores)) == 3


def test_a_score_hangs_on_question_and_text_alone(reader: OpenVinoReader) -> None:
    together = reader.scores(QUESTION, [*OTHERS, ANSWER] * 5)
    alone = [float(reader.scores(QUESTION, [text])[0]) for text in [*OTHERS, ANSWER]]
    assert together == pytest.approx(alone * 5, abs=0.15)  # bfloat16 where the processor has it


def test_no_text_gives_no_score_and_a_long_one_is_cut(reader: OpenVinoReader) -> None:
    assert reader.scores(QUESTION, []).shape == (0,)
    assert reader.scores("why " * 500, ["word " * 3000]).shape == (1,)


def test_a_reader_that_is_not_there_or_was_altered_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="Run `make install`"):
        OpenVinoReader(tmp_path).scores("a", ["b"])
    folder = tmp_path / "reader"
    shutil.copytree(default_folder(), folder)
    (folder / "openvino_model.bin").write_bytes(b"other weights")
    with pytest.raises(ModelError, match="is not as it was built"):
        OpenVinoReader(folder).scores("a", ["b"])


def test_what_is_learnt_is_what_the_built_reader_scores_by(tmp_path: Path) -> None:
    base = tmp_path / "tiny"
    pieces = ("<s>", "<pad>", "</s>", "<unk>", "▁rents", "▁rose", "▁", "▁fell", "▁query", "▁passage", ":")
    write_folder(read_container(container_bytes(pieces=pieces)), base)
    (base / "modules.json").unlink()
    examples = [
        Example("rents", ("rose", "fell", "rents"), (5.0, 4.5, 4.0), (True, False, False)),
        Example("fell", ("rents", "fell", "rose"), (4.5, 5.0, 4.0), (False, True, False)),
        Example("passage", ("rents", "rose"), (4.0, 4.0), (False, False)),
    ]
    pupil = Pupil(base)
    losses = [loss for _, _, loss in teach(pupil.train(), examples, epochs=40, rate=5e-3)]
    assert len(losses) == 40
    assert np.mean(losses[-10:]) < np.mean(losses[:10]) - 0.1
    save_file(pupil.learnt(), tmp_path / "weights.safetensors")
    build(base, tmp_path / "weights.safetensors", tmp_path / "built")
    texts = ["rose", "fell", "rents"]
    built = OpenVinoReader(tmp_path / "built").scores("rents", texts)
    taught = pupil.eval()([pair("rents", t) for t in texts]).detach().numpy()
    assert built == pytest.approx(taught, abs=0.1)
