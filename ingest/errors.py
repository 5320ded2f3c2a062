"""The errors of Minutebook. Each message says what happened, to which file, and what to do next.

MinutebookError
├── PaperError            one file; the batch goes on
│   ├── EmptyPaper
│   ├── ExemptPaper       not for the public, and left out; no fault of the file's
│   ├── UnreadablePaper
│   ├── NotText
│   ├── LockedPaper
│   ├── ScannedPaper
│   ├── TooLarge          more memory than a paper may take
│   ├── TooSlow           more time than a paper may take
│   ├── OutsidePaper      a link that leads out of the folder that was given
│   └── UnknownFormat
├── OcrMissing            --ocr without the program or the language it needs
├── NoPapers              a path without papers, or a question before any ingest
├── UnknownPaper          an id that the catalogue does not hold
├── StoreError            the data folder
│   ├── EmbedderMismatch
│   ├── StoreBusy
│   ├── DiskFull
│   ├── ReadOnlyStore
│   ├── DamagedStore
│   └── IndexAway         the vector index, or its server, does not answer
├── ModelError            the embedding model
├── ModelDown             the language model; the quoting writer answers instead
├── QuestionError         a question, or a batch of them, that cannot be taken
├── UnknownMeeting        words that name no meeting whose agenda is held
├── OutputError           a file that cannot be written
└── SettingsError         a setting that is unknown or out of range
"""

from __future__ import annotations


class MinutebookError(Exception):
    """Base of all errors whose message is meant for the user."""


class PaperError(MinutebookError):
    """One file could not be read."""

    def __init__(self, file: str, message: str) -> None:
        super().__init__(f"{file}: {message}")
        self.file = file
        self.message = message

    def of(self, file: str) -> PaperError:
        """Give the same error for another file of the same content."""
        return type(self)(file, self.message)


class EmptyPaper(PaperError):
    """The file holds no words."""


class ExemptPaper(PaperError):
    """All of the file is exempt or confidential; it is left out. `reason` and `paragraph` say by what."""

    def __init__(self, file: str, *, reason: str, paragraph: str | None) -> None:
        by = f", paragraph {paragraph} of the Act's schedule" if paragraph else ""
        super().__init__(file, f"is withheld ({reason}{by}). It was not stored; see --include-exempt.")
        self.reason = reason
        self.paragraph = paragraph

    def of(self, file: str) -> ExemptPaper:
        """Give the same error for another file of the same content."""
        return ExemptPaper(file, reason=self.reason, paragraph=self.paragraph)


class UnreadablePaper(PaperError):
    """The operating system would not give us the file."""


class NotText(PaperError):
    """The file's name says text, its bytes do not."""


class LockedPaper(PaperError):
    """The file wants a password."""


class ScannedPaper(PaperError):
    """The file has pages and no text."""


class TooLarge(PaperError):
    """The file takes more memory than a paper may."""


class TooSlow(PaperError):
    """The file takes more time than a paper may."""


class OutsidePaper(PaperError):
    """The file is a link that leads out of the folder that was given."""


class UnknownFormat(PaperError):
    """No reader takes this kind of file."""


class OcrMissing(MinutebookError):
    """OCR was asked for and is not installed."""


class NoPapers(MinutebookError):
    """There is nothing to read, or nothing has been read yet."""


class UnknownPaper(MinutebookError):
    """The catalogue holds no paper of this id or name."""


class StoreError(MinutebookError):
    """The data folder cannot be used as it is."""


class EmbedderMismatch(StoreError):
    """The index was made with another embedding model."""


class StoreBusy(StoreError):
    """Another process is writing to the data folder."""


class DiskFull(StoreError):
    """The disk took no more, or failed."""


class ReadOnlyStore(StoreError):
    """The data folder may be read but not written."""


class DamagedStore(StoreError):
    """The data folder holds something that is not what was written."""


class IndexAway(StoreError):
    """The vector index, or the server that holds it, does not answer."""


class ModelError(MinutebookError):
    """The embedding model cannot be loaded, or is not the one it should be."""


class ModelDown(MinutebookError):
    """The language model does not answer."""


class QuestionError(MinutebookError):
    """The question, or a line of a batch, cannot be taken."""


class SettingsError(MinutebookError):
    """A setting is unknown or has a value out of range."""


class UnknownMeeting(MinutebookError):
    """No agenda held is of the meeting that is named, or several are."""


class OutputError(MinutebookError):
    """A file that was asked for cannot be written."""

    def __init__(self, file: object, error: OSError) -> None:
        super().__init__(f"{file} cannot be written ({error.strerror or error}). Name another place for it.")
