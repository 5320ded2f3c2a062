"""`python -m eval.titled DATA …`: ask for each resolution held by its minute's title, and tell how many are told whole.

"What did the Ponds Committee decide on the weeds?" is the plainest question there is; no gold set asks it, as its writers
ask in other words. Titles that recur are asked once, and those of routine (minutes, apologies, declarations) never.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from eval.matching import run_of
from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.embedding.reader import BothReaders
from ingest.papers import ReadPaper
from ingest.store.catalogue import Filter
from ingest.store.folder import Store
from rag.answers import Answered
from rag.engine import Engine
from rag.library import StoreLibrary

_ROUTINE = re.compile(r"minutes|apolog|declaration", re.IGNORECASE)
_BEHIND = re.compile(r"\s*[(\[].*$", re.DOTALL)  # a title: "(Item 3)", "[key decision]"
_FEWEST = 6  # words of a resolution that is more than "noted"
WAYS = (
    "What did the {body} decide on {title}?",
    "What was decided about {title}?",
    "What was resolved on {title}?",
    "What did members agree about {title}?",
    "What was the {body}'s decision on {title}?",
    "What did the {body} resolve about {title}?",
)
_END = 60  # letters and digits of its end that an answer is looked through for


def plainly_asked(read: ReadPaper, ways: Sequence[str] = WAYS[:1]) -> Iterator[tuple[str, str]]:
    """Yield the question, in each way in turn, and the words of each resolution that a title of two words or more stands over."""
    bodies = {part.number: part.committee for part in read.parts}
    for one, way in zip(read.resolutions, cycle(ways), strict=False):
        title = _BEHIND.sub("", one.item.title if one.item else "").strip().rstrip(".:")
        if len(title.split()) < 2 or len(one.text.split()) < _FEWEST or _ROUTINE.search(title):
            continue
        said = title.lower() if title.isupper() else title[0].lower() + title[1:]
        yield way.format(body=bodies[one.part] or "committee", title=said), one.text


def main(folders: list[str]) -> None:
    """Ask them all of each data folder, and print what was refused or told otherwise."""
    for folder in folders:
        engine = Engine(StoreLibrary(Store(Path(folder), OpenVinoE5())), reader=BothReaders())
        asked = [pair for read in engine.library.reads(Filter()) for pair in plainly_asked(read)]
        told: Counter[str] = Counter()
        for question, words in dict(reversed(asked)).items():
            answer = engine.ask(question).answer
            whole = isinstance(answer, Answered) and run_of(words)[-_END:] in run_of(answer.text)
            sort = "whole" if whole else "otherwise" if isinstance(answer, Answered) else "refused"
            told[sort] += 1
            if not whole:
                print(f"{sort}: {question}")
        print(
            f"{folder}: {told.total()} asked, " + ", ".join(f"{n} {sort}" for sort, n in told.most_common())
        )


if __name__ == "__main__":
    main(sys.argv[1:])
