"""What `minutebook doctor` does and tells."""

from __future__ import annotations

import sys

from ingest.errors import DamagedStore
from ingest.settings import Settings
from ingest.store.backup import salvage
from ingest.store.doctor import Health, examine, repair
from ingest.store.folder import Store
from ui.compose import open_store

_NAMED = 5  # ids named of each sort of fault


def doctor(settings: Settings, *, mend: bool) -> int:
    """Compare catalogue and index; repair on request. Gives the exit code."""
    if mend:
        _salvage_if_damaged(settings)
    store = open_store(settings)
    if mend:
        with store.writing():
            found = repair(store)
            left = examine(store)
    else:
        found = left = examine(store)
    if found.good:
        print(f"Nothing is wrong: {found.passages} passages, each with its vector.")
        return 0
    for line in told(found, store):
        print(line)
    if not mend:
        print("Run `minutebook doctor --repair`.")
    elif left.good:
        print("Repaired.")
    else:
        print("Not all could be repaired:", *told(left, store), sep="\n")
    return 0 if left.good else 1


def told(found: Health, store: Store) -> list[str]:
    """Tell what is wrong, with the first ids of each sort."""
    lines = [f"Damaged: {what}" for what in found.damage]
    if found.index:
        lines.append(f"The index cannot be used: {found.index}")
    if found.other_embedder:
        lines.append(
            f"The index was made with {found.other_embedder}, the present model is {store.embedder.fingerprint}."
        )
    for ids, what in (
        (found.unembedded, "passages whose vector is lost or of other words"),
        (found.missing, "passages without a vector in the index"),
        (found.wrong, "passages with another vector in the index"),
        (found.orphans, "vectors in the index without a passage"),
    ):
        if ids:
            more = ", …" if len(ids) > _NAMED else ""
            lines.append(f"{len(ids)} {what}: {', '.join(ids[:_NAMED])}{more}")
    return lines


def _salvage_if_damaged(settings: Settings) -> None:
    """Make a damaged catalogue anew from what is whole in it, and tell which papers must be read again."""
    try:
        store = open_store(settings)
        with store.writing():
            damage = store.catalogue.damage()
            beyond = store.catalogue.file if store.catalogue.damaged_beyond_words() else None
        store.close()
        if damage and not beyond:
            print(f"Made the full text and the indexes anew: {damage[0]}")
    except DamagedStore:
        beyond = settings.data / "catalogue.sqlite"
    if beyond is None:
        return
    saved = salvage(beyond)
    print(
        f"The catalogue was damaged: {len(saved.saved)} papers were saved. What was there is kept as {saved.kept_as}."
    )
    for path in saved.lost:
        print(f"  lost: {path}. Ingest it again.", file=sys.stderr)
