"""`python -m eval.teach WEIGHTS DATA=GOLD …`: teach the reader on gold sets, each with the data folder that holds its papers.

For each dev question the units offered for quoting that hold evidence are to stand above the others and above
"none of these", which is right where the papers leave the question open: a softmax over the candidates and that
none. What picking makes of a unit without the reader is added to its score while it is taught, so that it learns
what picking does not see. With --like-second it also learns to make of each text what the second reader makes of it
(distillation, Hinton et al. 2015). WEIGHTS is written anew, or taught further with --further; `make install` adds it to
the packaged model. An hour or two on two cores; `python -m eval.teaching` lays out the papers and questions it was taught on.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from eval.fit import tells
from eval.gold import Row, read_gold
from eval.titled import WAYS, plainly_asked
from ingest.embedding.openvino_e5 import OpenVinoE5, encoder_of
from ingest.embedding.reader import FIRST, SECOND, SHARE, Model, OpenVinoReader, Reader
from ingest.store.catalogue import Filter
from ingest.store.folder import Store
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.picking import Picking, offered
from rag.read_as import read_whole

_RANK = 16  # of the thin matrices
_SHOWN = 6  # units of a question at a time
_HARD = 14  # of the wrong ones, those that picking likes best
_QUESTIONS = 4  # a step
_BATCH = 8  # units read at a time
_RATE = 3e-4
_HIDDEN = 0.15  # how often what answers is hidden, so that none does
_MIDDLE = 2.4  # what picking's scores are about
_LIKE = 0.3  # the weight of being like the second reader
_MOST_READ = 12  # units of a question, beside those that answer, that the second reader reads for it


@dataclass(frozen=True, slots=True)
class Example:
    """A question, and what is offered for it: what the reader reads, what picking makes of it, whether it answers.

    `second` is what the second reader makes of it, where it is to be learnt.
    """

    question: str
    texts: tuple[str, ...]
    scores: tuple[float, ...]
    right: tuple[bool, ...]
    second: tuple[float, ...] | None = None


def read_by(reader: Reader, one: Example) -> Example:
    """Keep what answers and the first of the rest, each with what a reader makes of it."""
    wrong = [n for n, right in enumerate(one.right) if not right][:_MOST_READ]
    kept = [n for n, right in enumerate(one.right) if right or n in wrong]
    texts = tuple(one.texts[n] for n in kept)
    scores, right = tuple(one.scores[n] for n in kept), tuple(one.right[n] for n in kept)
    second = tuple(float(s) for s in reader.scores(one.question, texts))
    return Example(one.question, texts, scores, right, second)


def example(engine: Engine, row: Row) -> Example | None:
    """Give a question with the units offered for it, those that picking likes best first; None where it teaches nothing."""
    query, _ = engine.understood(row.question, history=row.history)
    _, hits = engine.retrieve(row.question, history=row.history, limit=30)
    units = offered(query, hits)
    if not units:
        return None
    weights = astuple(Picking())[:-2]  # without nearness in meaning, as beside a reader
    scored = [(sum(w * s for w, s in zip(weights, o.signals, strict=True)), o) for o in units]
    scored.sort(key=lambda pair: -pair[0])
    right = tuple(row.answerable and tells(o.hit, o.unit, row) for _, o in scored)
    if row.answerable and not any(right):
        return None
    return Example(
        query.text,
        tuple(read_whole(o.hit.placed, o.unit) for _, o in scored),
        tuple(score for score, _ in scored),
        right,
    )


def asked_by_title(engine: Engine) -> Iterator[Row]:
    """Yield a question for each resolution held, in the papers' own words: by its minute's title."""
    for read in engine.library.reads(Filter()):
        for number, (question, words) in enumerate(plainly_asked(read, WAYS)):
            yield Row(
                id=f"{read.paper.file_name}:{number}",
                question=question,
                type="resolution",
                source_file=(read.paper.file_name,),
                evidence=(words,),
                meeting_date=None,
                item=None,
                answer=words,
                must_include=(),
                difficulty="easy",
                split="dev",
            )


class _Thin(torch.nn.Module):  # type: ignore[misc]  # torch is not followed by mypy
    """A linear layer with two thin matrices beside it, which alone are taught."""

    def __init__(self, linear: Any) -> None:
        super().__init__()
        self.linear = linear
        self.A = torch.nn.Parameter(torch.randn(_RANK, linear.in_features) / linear.in_features**0.5)
        self.B = torch.nn.Parameter(torch.zeros(linear.out_features, _RANK))

    def forward(self, x: Any) -> Any:
        return self.linear(x) + SHARE * (x @ self.A.T) @ self.B.T


class Pupil(torch.nn.Module):  # type: ignore[misc]
    """The reader while it is taught; see ingest/embedding/reader.py for what becomes of it."""

    def __init__(self, model: Model, base: Path | None = None) -> None:
        super().__init__()
        base = base or model.base_folder
        self.model = model
        self.encoder = encoder_of(base)
        self.encoder.requires_grad_(False)
        layers = self.encoder.encoder.layer
        for layer in layers[model.untaught :]:
            for name in model.taught:
                above, _, own = name.rpartition(".")
                setattr(layer.get_submodule(above), own, _Thin(layer.get_submodule(name)))
        if model.untaught:  # nothing is left out by chance where nothing learns: that takes time
            for still in (self.encoder.embeddings, *layers[: model.untaught]):
                for part in still.modules():
                    if isinstance(part, torch.nn.Dropout):
                        part.p = 0.0
        size = 2 * self.encoder.config.hidden_size
        self.norm = torch.nn.LayerNorm(size)
        self.out = torch.nn.Linear(size, 1)
        torch.nn.init.normal_(self.out.weight, std=0.01)
        torch.nn.init.zeros_(self.out.bias)
        self.picked = torch.nn.Parameter(torch.tensor(1.5))  # the weight of picking's score
        self.none = torch.nn.Parameter(torch.tensor(0.0))  # the score of "none of these"
        self._tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
        self._tokenizer.enable_truncation(model.most_tokens)
        self._tokenizer.enable_padding(pad_id=self._tokenizer.token_to_id("<pad>"), pad_token="<pad>")  # noqa: S106 - no password

    def forward(self, pairs: Sequence[tuple[str, str]]) -> Any:
        """Score pairs of question and text, shape (len(pairs),)."""
        order = sorted(range(len(pairs)), key=lambda n: len(pairs[n][1]))
        read = [
            self._read([pairs[n] for n in order[at : at + _BATCH]]) for at in range(0, len(order), _BATCH)
        ]
        return torch.cat(read)[torch.argsort(torch.tensor(order))]

    def _read(self, pairs: Sequence[tuple[str, str]]) -> Any:
        """Score pairs of like length."""
        encoded = self._tokenizer.encode_batch(list(pairs))
        ids = torch.tensor([e.ids for e in encoded])
        mask = torch.tensor([e.attention_mask for e in encoded])
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        return self.out(self.norm(torch.cat([hidden[:, 0], mean], -1).float())).squeeze(-1).float()

    def learnt(self) -> dict[str, Any]:
        """Give what was learnt, by the names that `ingest.embedding.reader.build` takes."""
        named = {n: p for n, p in self.named_parameters() if p.requires_grad}
        return {n.removeprefix("encoder.encoder."): p.detach().half().contiguous() for n, p in named.items()}

    def recall(self, learnt: dict[str, Any]) -> None:
        """Take up what was learnt before."""
        every = dict(self.named_parameters())
        with torch.no_grad():
            for name, tensor in learnt.items():
                own = name if name in every else f"encoder.encoder.{name}"
                every[own].copy_(tensor.float())


def _some(one: Example, rng: random.Random) -> tuple[list[int], int]:
    """Choose the units of a question for a step, those that answer first, and how many these are."""
    right = [n for n, r in enumerate(one.right) if r]
    hidden = bool(right) and rng.random() < _HIDDEN
    right = [] if hidden else rng.sample(right, min(2, len(right)))
    wrong = [n for n, r in enumerate(one.right) if not r][:_HARD]
    return [*right, *rng.sample(wrong, min(_SHOWN - len(right), len(wrong)))], len(right)


def _loss(pupil: Pupil, some: Sequence[Example], rng: random.Random) -> Any:
    """Give the mean log-loss of a step's questions."""
    chosen = [_some(one, rng) for one in some]
    pairs = [
        pupil.model.pair(one.question, one.texts[n])
        for one, (at, _) in zip(some, chosen, strict=True)
        for n in at
    ]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        read = pupil(pairs)
    total, like, start = torch.tensor(0.0), torch.tensor(0.0), 0
    for one, (at, right) in zip(some, chosen, strict=True):
        picked = torch.tensor([one.scores[n] for n in at]) - _MIDDLE
        own = read[start : start + len(at)] + pupil.picked * picked
        odds = torch.log_softmax(torch.cat([own, pupil.none.reshape(1)]), 0)
        total = total - (torch.logsumexp(odds[:right], 0) if right else odds[-1])
        if one.second:
            second = torch.tensor([one.second[n] for n in at])
            like = like + torch.nn.functional.smooth_l1_loss(read[start : start + len(at)], second)
        start += len(at)
    return (total + _LIKE * like) / len(some)


def teach(
    pupil: Pupil, examples: Sequence[Example], *, epochs: float, rate: float = _RATE, seed: int = 0
) -> Iterator[tuple[int, int, float]]:
    """Teach by AdamW with a rate that rises and falls; yields step, steps and the loss after each step."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    torch.manual_seed(seed)
    scales = [pupil.picked, pupil.none]
    rest = [p for p in pupil.parameters() if p.requires_grad and not any(p is s for s in scales)]
    groups = [{"params": rest, "times": 1.0}, {"params": scales, "times": 30.0, "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)
    some = min(_QUESTIONS, len(examples))
    steps = int(len(examples) * epochs / some)
    order: list[int] = []
    for step in range(1, steps + 1):
        for group in optimiser.param_groups:
            group["lr"] = group["times"] * rate * min(1, step / (0.1 * steps)) * max(0.02, 1 - step / steps)
        if len(order) < some:
            order = rng.sample(range(len(examples)), len(examples))
        loss = _loss(pupil, [examples[order.pop()] for _ in range(some)], rng)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*rest, *scales], 1.0)
        optimiser.step()
        optimiser.zero_grad()
        yield step, steps, float(loss.detach())


def main() -> None:
    """Teach the reader, telling the mean loss as it falls."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.teach", description=(__doc__ or "").split("\n\n")[0]
    )
    parser.add_argument("weights", type=Path, help="the file of weights to write")
    parser.add_argument(
        "sets", nargs="+", metavar="DATA=GOLD", help="a data folder and the gold set on its papers"
    )
    parser.add_argument(
        "--epochs", type=float, default=3, help="times that each question is read (default: 3)"
    )
    parser.add_argument("--second", action="store_true", help="teach the second reader, not the first")
    parser.add_argument(
        "--like-second", action="store_true", help="learn what the second reader makes of each text as well"
    )
    parser.add_argument(
        "--titled", action="store_true", help="ask for each resolution held by its minute's title as well"
    )
    parser.add_argument("--further", action="store_true", help="go on from the weights that are there")
    options = parser.parse_args()
    if options.second and options.like_second:
        parser.error("--like-second teaches the first reader: leave --second out.")
    examples = []
    for one in options.sets:
        folder, gold = one.split("=", 1)
        engine = Engine(StoreLibrary(Store(Path(folder), OpenVinoE5())))
        rows = [r for r in read_gold(Path(gold)) if r.split == "dev"]
        rows += asked_by_title(engine) if options.titled else ()
        examples += [e for r in rows if (e := example(engine, r))]
    if options.like_second:
        second = OpenVinoReader(SECOND)
        examples = [read_by(second, one) for one in examples]
    pupil = Pupil(SECOND if options.second else FIRST).train()
    if options.further:
        pupil.recall(load_file(options.weights))
    losses: list[float] = []
    for step, steps, loss in teach(pupil, examples, epochs=options.epochs):
        losses.append(loss)
        if step % 50 == 0 or step == steps:
            save_file(pupil.learnt(), options.weights)
            print(f"{step} of {steps}: loss {sum(losses[-50:]) / len(losses[-50:]):.3f}", flush=True)


if __name__ == "__main__":
    main()
