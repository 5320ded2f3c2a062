"""The reader: the real one, its verification, and how it is taught, on a tiny model."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import save_file

from eval.gold import read_gold
from eval.teach import Example, Pupil, asked_by_title, read_by, teach
from eval.teaching.__main__ import lay_out
from ingest.embedding import e5, mpnet
from ingest.embedding.embedder import Vectors
from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.embedding.reader import FIRST, SECOND, BothReaders, Model, OpenVinoReader, build
from ingest.errors import ModelError
from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.engine import Engine
from rag.library import StoreLibrary
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


class Told:
    """A reader that is told its scores, and keeps what it was given to read."""

    def __init__(self, scores: dict[str, float]) -> None:
        self._scores, self.given = scores, list[str]()

    def scores(self, question: str, texts: Sequence[str]) -> Vectors:  # noqa: ARG002 - as readers have it
        self.given += texts
        return np.array([self._scores[t] for t in texts], dtype=np.float32)


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ({"a": 0.5, "b": -4.0, "c": -5.0, "d": -6.0, "e": -7.0}, ["a", "b", "c"]),  # not sure
        ({"a": 3.0, "b": 0.0, "c": -2.0, "d": -3.0, "e": -4.0}, ["a", "b", "c"]),  # two near each other
        ({"a": 3.0, "b": -1.5, "c": -2.0, "d": -3.0}, []),  # sure of one
        ({"a": -7.0, "b": -7.2, "c": -7.5, "d": -8.0}, []),  # sure of none
        ({"a": 3.0}, []),
        ({}, []),
    ],
)
def test_the_second_reader_reads_the_best_where_the_first_is_not_sure(
    first: dict[str, float], again: list[str]
) -> None:
    second = Told(dict.fromkeys(first, 1.0))
    both = BothReaders(Told(first), second).scores(QUESTION, list(first))
    assert second.given == again
    assert both.tolist() == pytest.approx([(s + 1) / 2 if t in again else s for t, s in first.items()])


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
    build(
        replace(model, weights=tmp_path / "weights.safetensors"), base, tmp_path / "built", eight_bits=False
    )
    texts = ["rose", "fell", "rents"]
    built = OpenVinoReader(model, tmp_path / "built").scores("rents", texts)
    taught = pupil.eval()([model.pair("rents", t) for t in texts]).detach().numpy()
    assert built == pytest.approx(taught, abs=0.1)


def test_a_pupil_learns_what_another_reader_makes_of_texts(tmp_path: Path) -> None:
    other = Told({"rose": -3.0, "fell": -4.0, "rents": -5.0})
    one = read_by(other, Example("rents", ("rose", "fell", "rents"), (5.0, 4.5, 4.0), (True, False, False)))
    assert one.second == (-3.0, -4.0, -5.0)
    pupil = Pupil(FIRST, tiny(tmp_path / "tiny", FIRST))
    pairs = [FIRST.pair("rents", t) for t in one.texts]
    before = pupil.eval()(pairs).detach().numpy()
    list(teach(pupil.train(), [one], epochs=60, rate=5e-3))
    after = pupil.eval()(pairs).detach().numpy()
    assert after.mean() < before.mean() - 1.0


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


def test_questions_in_other_words_keep_what_answers_them(tmp_path: Path) -> None:
    counts = lay_out(tmp_path)
    first = {r.id: r for r in read_gold(tmp_path / "AS" / "gold.jsonl")}
    other = read_gold(tmp_path / "AS" / "in_other_words.jsonl")
    assert len(other) == counts["AS/in_other_words.jsonl"] > 200
    assert all(r.evidence == first[r.id].evidence and r.question != first[r.id].question for r in other)
    assert read_gold(tmp_path / "kent-taught" / "in_other_words.jsonl")


def test_each_resolution_is_asked_for_by_its_title(tmp_path: Path, embedder: OpenVinoE5) -> None:
    (tmp_path / "minutes.md").write_text(
        "# Minutes of the Ponds Committee held on 3 March 2025\n\nPresent: Councillor Reed (Chair)\n\n"
        "## 4. Weeds in the mill pond\n\n**RESOLVED** that the weeds be cut twice a year from May.\n\n"
        "## 5. Ducks at the weir\n\n**RESOLVED** that no more ducks be fed at the weir by anyone.\n",
        "utf-8",
    )
    store = Store(tmp_path / "data", embedder)
    ingest([tmp_path / "minutes.md"], store)
    asked = list(asked_by_title(Engine(StoreLibrary(store))))
    assert [r.question for r in asked] == [
        "What did the Ponds Committee decide on weeds in the mill pond?",
        "What was decided about ducks at the weir?",
    ]
    assert "cut twice a year" in asked[0].evidence[0]
