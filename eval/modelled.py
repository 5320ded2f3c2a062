"""`python -m eval.modelled DATA GOLD --gguf FILE`, or `--url URL --model NAME`: what the check leaves of a model's answers.

Each question is put to an engine with the model writer and to the quoting writer. Every draft is kept in the file
`--out`, so that a run that was ended goes on where it was, and a second run with a mended check needs no model
(give `--model NAME` alone). Examples shown are of the dev split only.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.gguf import GgufModel
from eval.gold import Row, read_gold
from eval.metrics import Estimate, estimate, is_right, paired
from eval.recorded import Recorded
from eval.unsupported import unsupported
from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.embedding.reader import BothReaders
from ingest.errors import MinutebookError, SettingsError
from ingest.store.folder import Store
from ingest.text.dates import long_date
from rag.answers import Answered, Citation, Reply
from rag.engine import Engine
from rag.grounding import told_sentences
from rag.library import StoreLibrary
from rag.llama_model import openai_model
from rag.modelling import LanguageModel, ModelWriter

_EXAMPLES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question put to both writers; `draft` is what the model said, None where it was not asked."""

    row: Row
    quoted: Reply
    modelled: Reply
    draft: str | None

    @property
    def strange(self) -> tuple[str, ...]:
        """What the answer shown says and no passage cited holds, by the naive count."""
        answer = self.modelled.answer
        return unsupported(answer.text, known(answer.citations)) if isinstance(answer, Answered) else ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the check dropped sentences, without what is particular to each."""
        return tuple(_reason(line) for line in self.modelled.dropped) if self.draft is not None else ()


def known(citations: Sequence[Citation]) -> str:
    """Give all that stands in the passages cited, with what is printed above them: headings, columns, meeting."""
    found = []
    for placed in {c.quote.placed.passage.id: c.quote.placed for c in citations}.values():
        part, passage = placed.part, placed.passage
        found += [passage.text, *passage.headings, *passage.columns, passage.item or "", part.title]
        found += [placed.paper.title, part.committee or "", long_date(part.date) if part.date else ""]
    return "\n".join(found)


def _reason(line: str) -> str:
    """Cut a line of the check down to its reason.

    >>> _reason("The rise: by 4%: the figure 4% does not stand in the passage cited (replaced by the quote)")
    'the figure … does not stand in the passage cited'
    """
    told = re.sub(r"“[^”]*”", "“…”", line).rsplit(": ", 1)[-1].removesuffix(" (replaced by the quote)")
    told = re.sub(r"\b(figure|name|date) .+? (?=stands? |does |is that of )", r"\1 … ", told)
    told = re.sub(r"^its figure is for .*", "its figure is for another period", told)
    return re.sub(r"^.*(?=is not that of the passage cited)|(?<=not the ).*(?= that decided)", "…", told)


def ask_both(
    rows: Sequence[Row], library: StoreLibrary, model: Recorded, writer: ModelWriter
) -> Iterator[Asked]:
    """Put each question to both writers; one whose draft is wanted and not to be had is passed over."""
    reader = BothReaders()
    quoting, modelling = Engine(library, reader=reader), Engine(library, model=writer, reader=reader)
    for row in rows:
        model.last, model.missing = None, False
        modelled = modelling.ask(row.question, history=row.history)
        draft = model.last
        if model.missing:
            continue
        quoted = quoting.ask(row.question, history=row.history)
        yield Asked(row=row, quoted=quoted, modelled=modelled, draft=draft)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """What a run came to."""

    questions: int
    drafted: int  # went to the model
    sentences: int  # of its drafts
    dropped: int  # by the check; the rest were leads, questions, repetitions or are shown
    own: int  # answers that keep words of the model
    silent: int  # drafts that say that nothing answers
    strange: int  # figures, months and names shown that no cited passage holds
    reasons: Counter[str]
    model: Estimate  # answers right
    quoting: Estimate
    difference: Estimate
    wins: int
    losses: int


def sums(asked: Sequence[Asked]) -> Sums:
    """Count a run."""
    drafted = [a for a in asked if a.draft is not None]
    quoting = [_right(a.row, a.quoted) for a in asked]
    model = [_right(a.row, a.modelled) for a in asked]
    beside = paired(quoting, model)
    return Sums(
        questions=len(asked),
        drafted=len(drafted),
        sentences=sum(len(list(told_sentences(a.draft or ""))) for a in drafted),
        dropped=sum(len(a.reasons) for a in drafted),
        own=sum(
            a.modelled.writer != a.quoted.writer and isinstance(a.modelled.answer, Answered) for a in drafted
        ),
        silent=sum(not isinstance(a.modelled.answer, Answered) for a in drafted),
        strange=sum(len(a.strange) for a in asked),
        reasons=Counter(reason for a in drafted for reason in a.reasons),
        model=estimate(model),
        quoting=estimate(quoting),
        difference=beside.difference,
        wins=beside.wins,
        losses=beside.losses,
    )


def _right(row: Row, reply: Reply) -> float:
    text = reply.answer.text if isinstance(reply.answer, Answered) else reply.answer.message
    return float(is_right(row, {"answer": text, "abstained": not isinstance(reply.answer, Answered)}))


def report(asked: Sequence[Asked]) -> Iterator[str]:
    """Yield the lines of a run's report."""
    s = sums(asked)
    yield f"{s.questions} questions, {s.drafted} of them to the model; {s.silent} times it found no answer."
    yield f"Right with the model {_share(s.model)}, quoting alone {_share(s.quoting)}; better {s.wins}, worse {s.losses}."
    yield f"{s.sentences} sentences written, {s.dropped} dropped; {s.own} answers keep words of the model."
    for reason, count in s.reasons.most_common():
        yield f"  {count:4d}  {reason}"
    yield f"Figures, months and names shown that no passage cited holds: {s.strange}."
    dev = [a for a in asked if a.row.split == "dev"]
    for a in dev:
        if a.strange:
            yield f"  {a.row.id} ({a.modelled.writer}): {', '.join(a.strange)}"
    lines = [(a.row.id, line) for a in dev if a.draft is not None for line in a.modelled.dropped]
    yield "Dropped, for example:"
    for identity, line in random.Random(0).sample(lines, min(_EXAMPLES, len(lines))):  # noqa: S311 - no secret
        yield f"  {identity}: {line}"


def _share(e: Estimate) -> str:
    return f"{e.mean:.1%} ({e.low:.0%}–{e.high:.0%})"


def main(argv: Sequence[str]) -> int:
    """Run the command."""
    asked = _parser().parse_args(argv)
    try:
        for line in report(_run(asked)):
            print(line)
    except MinutebookError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _run(asked: argparse.Namespace) -> list[Asked]:
    model: LanguageModel | None = None
    if asked.gguf:
        model = GgufModel(asked.gguf)
    elif asked.url and asked.model:
        model = openai_model(
            asked.model, url=asked.url, key=None, seconds=asked.seconds, retries=0, window=asked.window
        )
    if not model and not asked.model:
        raise SettingsError("Name the model: --gguf FILE, or --model NAME with --url or with kept drafts.")
    name = model.name if model else asked.model.rstrip("/").rsplit("/", 1)[-1]
    recorded = Recorded(asked.out, name=name, model=model, seconds=asked.seconds)
    # As many characters of passages as the settings give a model with this window.
    writer = ModelWriter(recorded, characters=asked.window * 9 // 4, seconds=asked.seconds, local=True)
    rows = list(read_gold(asked.gold))
    random.Random(asked.seed).shuffle(rows)  # noqa: S311 - an order that can be had again
    rows = rows[: asked.limit]
    library = StoreLibrary(Store(asked.data, OpenVinoE5()))
    found = []
    for one in ask_both(rows, library, recorded, writer):
        found.append(one)
        print(f"\r{rows.index(one.row) + 1} of {len(rows)} questions", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval.modelled", description=__doc__)
    parser.add_argument("data", type=Path, help="data folder with the gold set's papers")
    parser.add_argument("gold", type=Path, help="gold questions, JSON lines")
    parser.add_argument("--gguf", type=Path, help="a model's GGUF file, run here by OpenVINO GenAI")
    parser.add_argument("--url", help="in its place a server that speaks OpenAI's API")
    parser.add_argument("--model", help="the model's name there; by itself only kept drafts are used")
    parser.add_argument("--limit", type=int, help="ask so many questions")
    parser.add_argument("--seed", type=int, default=2026, help="of the order in which they are asked")
    parser.add_argument("--out", type=Path, default=Path("drafts.jsonl"), help="file that keeps the drafts")
    parser.add_argument("--window", type=int, default=1024, help="tokens that the model is to read")
    parser.add_argument("--seconds", type=float, default=300.0, help="for an answer")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
