"""Questions that nobody means to ask: each is answered or refused in words, never with a fault."""

from __future__ import annotations

import pytest

from ingest.errors import QuestionError
from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.answers import Answered, NotInPapers
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.question import MOST_CHARACTERS
from tests.conftest import SB2, WordEmbedder

TAKEN = {
    "one word over and over": ("meals " * MOST_CHARACTERS)[: MOST_CHARACTERS - 1],
    "one very long word": "f" * MOST_CHARACTERS,
    "all different words": " ".join(f"w{n}" for n in range(350)),
    "one stop word": "the",
    "only marks": "?!… --- (((",
    "every operator": 'meals AND OR NOT NEAR(school meals, 5) + ^free * {body topic} : "unclosed',
    "a column": "body:meals meeting : 2021 - topic:funding rowid:1",
    "a query of ours": '"meals" OR "school"',
    "quotes of every sort": "\"''\"“”‘’`` meals's' schools’ o'",
    "sql with a union": "meals' UNION SELECT sql FROM sqlite_master WHERE '1'='1' --",
    "a place-holder": "?1 :name @name $name %s {0} meals",
    "a pattern": r"(.*)+[a-z]{1,99}\b(?P<x>meals)\1 %_%",
    "joined emoji": "👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 meals 🍽️",
    "null bytes and controls": "\x00free\x00 \x07school\x1b[31m meals\r\n\t\x7f",
    "half a surrogate": "school \ud83d meals",
    "chinese": "委员会就免费校餐作出了什么决定？",
    "arabic, right to left": "ما الذي قرره المجلس بشأن الوجبات المدرسية؟",
    "marks that turn the writing": "\u202eslaem loohcs\u202c \u200f\u2066meals\u2069",
    "piled accents": "m" + "\u0301" * 300 + "eals",
    "no width": "free\u200bschool\u200bmeals\ufeff",
    "fractions and other digits": "½ ² ٣ Ⅻ ₤ meals 二〇二一",
    "a page": "<img src=x onerror=alert(1)><!-- meals --></title>&amp;&#0;",
    "paths": "../../../../etc/passwd C:\\Windows\\win.ini file:///dev/zero meals",
    "impossible dates": "minutes of 31 February 2021, 99/99/9999 and 0 Jan 0000, Q9 1066/67, minute 99999999999999999999",
    "dates without end": "1/1/21 " * 280,
    "committees without end": "board committee panel " * 80,
}  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """One paper behind the embedder that works by shared words."""
    store = Store(tmp_path_factory.mktemp("small"), WordEmbedder())
    ingest([SB2], store)
    return Engine(StoreLibrary(store))


def _taken(engine: Engine, question: str) -> None:
    count = engine.library.store.catalogue.passage_count()
    reply = engine.ask(question)
    assert isinstance(reply.answer, Answered | NotInPapers)
    assert all(h.placed.passage.text for h in reply.hits)
    assert engine.library.store.catalogue.passage_count() == count


@pytest.mark.parametrize("question", TAKEN.values(), ids=TAKEN.keys())
def test_a_hostile_question_is_taken_with_any_embedder(small: Engine, question: str) -> None:
    _taken(small, question)


@pytest.mark.parametrize("question", TAKEN.values(), ids=TAKEN.keys())
def test_a_hostile_question_is_taken_with_the_real_model(engine: Engine, question: str) -> None:
    _taken(engine, question)


@pytest.mark.parametrize("question", TAKEN.values(), ids=TAKEN.keys())
def test_a_hostile_question_before_an_honest_one_does_no_harm(small: Engine, question: str) -> None:
    reply = small.ask("and what was decided on free school meals?", history=[question])
    assert isinstance(reply.answer, Answered | NotInPapers)


@pytest.mark.parametrize("words", ["meals", "f" * 7, "🍽", "NEAR("])
def test_ten_thousand_words_are_refused_with_the_limit(small: Engine, words: str) -> None:
    with pytest.raises(QuestionError, match=r"2,000 are the most\. Ask it in a sentence"):
        small.ask(f"{words} " * 10_000)


def test_a_question_as_long_as_may_be_is_taken_and_one_longer_is_not(small: Engine) -> None:
    _taken(small, "m" * MOST_CHARACTERS)
    with pytest.raises(QuestionError, match="2,001 characters"):
        small.ask("m" * (MOST_CHARACTERS + 1))
