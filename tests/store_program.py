"""A process of its own that works on a data folder with the word embedder: `python -m tests.store_program DATA VERB …`.

Verbs: ingest PATH…, prune PATH…, remove NAME, repair, ask QUESTION, examine, backup FILE, restore FILE, hold SECONDS, watch SECONDS QUESTION.
Gives one JSON value on stdout. It is the product's own code but for the embedder, so that a process starts quickly.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

from ingest.errors import MinutebookError
from ingest.pipeline import ingest
from ingest.store.backup import back_up, restore
from ingest.store.doctor import examine, repair
from ingest.store.folder import EXACT, Store
from ingest.store.vectors import ChromaServer
from rag.engine import Engine
from rag.library import StoreLibrary
from tests.conftest import WordEmbedder
from ui.objects import answer_object


def server() -> ChromaServer | None:
    """Give the Chroma server that CHROMA_URL names, with short patience."""
    url = os.environ.get("CHROMA_URL")
    return ChromaServer(url=url, timeout=5, tries=int(os.environ.get("CHROMA_TRIES", "3"))) if url else None


def run(data: Path, verb: str, rest: list[str]) -> Any:
    """Do one thing and give what there is to tell of it."""
    store = Store(data, WordEmbedder(), server=server(), exact=int(os.environ.get("EXACT", EXACT)))
    match verb:
        case "ingest" | "prune":
            done = ingest(
                [Path(p) for p in rest], store, prune=verb == "prune", wait=float(os.environ.get("WAIT", "2"))
            )
            return {"added": len(done.added), "unchanged": len(done.unchanged), "removed": len(done.removed)}
        case "remove":
            with store.writing():
                store.remove(store.catalogue.paper(rest[0]))
            return True
        case "repair":
            with store.writing():
                found = repair(store)
            return {"was": found.good, "good": examine(store).good}
        case "examine":
            return examine(store).good
        case "backup":
            return back_up(store, Path(rest[0]))
        case "restore":
            return restore(store, Path(rest[0]))
        case "hold":
            with store.writing():
                print("holding", flush=True)
                time.sleep(float(rest[0]))
            return True
        case "watch":
            engine, until, seen = Engine(StoreLibrary(store)), time.monotonic() + float(rest[0]), []
            while time.monotonic() < until:
                texts = [h.placed.passage.text for h in engine.ask(rest[1]).hits]
                seen.append(sorted({f for t in texts for f in re.findall(r"rose by (\d+)%", t)}))
            return seen
        case "ask":
            engine = Engine(StoreLibrary(store))
            return [answer_object(engine.ask(question)) for question in rest]
    raise SystemExit(f"there is no verb {verb}")


if __name__ == "__main__":
    try:
        print(json.dumps(run(Path(sys.argv[1]), sys.argv[2], sys.argv[3:])), flush=True)
    except MinutebookError as error:
        print(f"minutebook: {error}", file=sys.stderr)
        sys.exit(1)
