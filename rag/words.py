"""Words of questions and papers: stop words, stems, weights. Pure."""

from __future__ import annotations

import math
import re
import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from Stemmer import Stemmer

_STEMMER = Stemmer("porter")  # the stemmer that FTS5 uses
_ONE_AT_A_TIME = threading.Lock()  # the stemmer keeps the word that it is at
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# Function words, and the words with which people ask rather than what they ask about.
STOP = frozenset(
    {"a", "about", "above", "after", "again", "all", "also", "am", "an", "and", "any", "are", "aren", "as", "at"}
    | {"be", "because", "been", "before", "being", "below", "between", "both", "but", "by", "can", "cannot"}
    | {"could", "couldn", "d", "did", "didn", "do", "does", "doesn", "doing", "don", "done", "down", "during"}
    | {"each", "either", "else", "ever", "every", "few", "for", "from", "further", "get", "gets", "getting", "give"}
    | {"given", "gives", "go", "goes", "going", "got", "had", "hadn", "has", "hasn", "have", "haven", "having"}
    | {"he", "her", "here", "hers", "him", "his", "how", "i", "if", "in", "into", "is", "isn", "it", "its"}
    | {"itself", "just", "know", "let", "ll", "made", "make", "makes", "many", "may", "me", "might", "more", "most"}
    | {"much", "must", "my", "no", "nor", "not", "now", "of", "off", "on", "once", "one", "only", "or", "other"}
    | {"our", "ours", "out", "over", "own", "per", "please", "put", "re", "s", "said", "same", "say", "says", "she"}
    | {"should", "shouldn", "so", "some", "such", "t", "tell", "than", "that", "the", "their", "theirs", "them"}
    | {"then", "there", "these", "they", "this", "those", "through", "to", "too", "under", "until", "up", "us"}
    | {"use", "very", "was", "wasn", "we", "were", "weren", "what", "when", "where", "which", "while", "who"}
    | {"whom", "whose", "why", "will", "with", "won", "would", "wouldn", "ve", "you", "your", "yours", "answer"}
    | {"anything", "called", "exactly", "happen", "happened", "mean", "meant", "mention", "mentioned", "mentions"}
    | {"named", "paper", "papers", "question", "regarding", "respect", "something", "state", "stated", "thing"}
    | {"things", "want", "wanted"}
)  # fmt: skip


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Stem one word, lower-cased.

    >>> stem("Resolutions"), stem("children's")
    ('resolut', 'children')
    """
    bare = word.lower()
    if "'" in bare or "’" in bare:
        bare = re.sub(r"['’]s?$", "", bare).replace("’", "").replace("'", "")
    with _ONE_AT_A_TIME:
        return str(_STEMMER.stemWord(bare))


def words(text: str) -> list[str]:
    """Split text into words, lower-cased.

    >>> words("FSM: £2.5m (24.3%)")
    ['fsm', '2', '5m', '24', '3']
    """
    return WORD.findall(text.lower())


def stems(text: str) -> list[str]:
    """Split text into stems, stop words included."""
    return [stem(w) for w in words(text)]


def content(text: str) -> list[str]:
    """Give the words that carry meaning, in order, each once."""
    return list(dict.fromkeys(w for w in words(text) if w not in STOP and (len(w) > 1 or w.isdigit())))


class Weights:
    """Inverse document frequencies by stem, from a vocabulary of words with document counts."""

    def __init__(self, vocabulary: Mapping[str, int], passages: int) -> None:
        counts: Counter[str] = Counter()
        for word, count in vocabulary.items():
            counts[stem(word)] += count
        self._counts = counts
        self.passages = max(passages, 1)

    def __contains__(self, word_stem: str) -> bool:
        return word_stem in self._counts

    def count(self, word_stem: str) -> int:
        """Give about how many passages hold a stem: one with two of its words counts twice."""
        return self._counts.get(word_stem, 0)

    def rarest(self, text: str) -> int:
        """Give about how many passages hold the rarest word of a phrase, and so the phrase at most."""
        return min((self.count(s) for s in stems(text)), default=0)

    def together(self, word_stems: Sequence[str]) -> int:
        """Give about how many passages hold all these stems, as if none drew another."""
        shares = (min(self.count(s) / self.passages, 1.0) for s in word_stems)
        return round(self.passages * math.prod(shares))

    def of(self, word_stem: str) -> float:
        """Give a stem's weight, as BM25 does; the rarer the higher."""
        count = min(self._counts.get(word_stem, 0), self.passages)
        return math.log(1 + (self.passages - count + 0.5) / (count + 0.5))


def holds(phrase: Iterable[str], sequence: list[str]) -> bool:
    """Tell whether the stems of a phrase stand one after another in a sequence of stems."""
    wanted = list(phrase)
    at = -1
    try:
        while wanted:
            at = sequence.index(wanted[0], at + 1)
            if sequence[at : at + len(wanted)] == wanted:
                return True
    except ValueError:  # its first stem does not come again
        return False
    return False
