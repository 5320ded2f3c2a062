"""What a table's row is asked for: a log's row whole, the rows rated alike, a percentage, by how much, and what beside."""

from __future__ import annotations

import pytest

from ingest.embedding.openvino_e5 import OpenVinoE5
from ingest.embedding.reader import BothReaders
from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.answers import Answered
from rag.engine import Engine
from rag.library import StoreLibrary

REPORT = """# Audit Committee

Report to: Audit Committee

Date: 25 November 2025

Subject: Internal audit and finance, quarter 2

## Audits finished in quarter 2

| Assignment | Opinion | High actions |
|---|---|---|
| Council tax billing | Substantial | 0 |
| Direct payments | Limited | 3 |
| Payroll | Reasonable | 1 |
| Fleet licence | Limited | 4 |

## Actions of audits

| Directorate | Due | Implemented | Implemented in time % |
|---|---|---|---|
| Place | 22 | 12 | 55 |
| Adults | 18 | 11 | 61 |

## Cost centres at 31 October 2025

| Cost centre | Budget £ | Forecast £ | Variance £ |
|---|---|---|---|
| Cemetery | 14,300 | 19,400 | 5,100 |
| Market | 9,000 | 8,200 | (800) |

## Payments in October 2025

| Voucher | Payee | Details | Net £ | VAT £ | Gross £ |
|---|---|---|---|---|---|
| 424 | Marlowe Trees | Felling six ash trees | 2,940.00 | 588.00 | 3,528.00 |
| 425 | Quill Paper | Stationery | 40.00 | 8.00 | 48.00 |

## Assessments waiting at 30 September 2025

| Area | Waiting | Of which over 28 days | Longest wait (days) |
|---|---|---|---|
| Saltmarsh | 1,611 | 1,037 | 174 |
| Fernhill | 322 | 131 | 98 |

## Action log

| Ref | What was to be done | By whom | Due | Latest word |
|---|---|---|---|---|
| AL/9 | Sample void contracts for a second signature | M Swithen | 27 January 2026 | Sample of 60 drawn by Internal Audit |
| AL/10 | Publish the gifts register | N Oxtoby | 31 July 2025 | One return awaited |

## Quality of plans

A multi-agency audit of 40 plans in October 2025 graded 3 outstanding and 19 good. In October 2024 the same exercise had 1 and 13.

## Resource bases

What is a resource base? It is a small specially staffed class within a mainstream school.
"""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: OpenVinoE5, reader: BothReaders) -> Engine:
    folder = tmp_path_factory.mktemp("rows")
    (folder / "papers").mkdir()
    (folder / "papers" / "report.md").write_text(REPORT, "utf-8")
    store = Store(folder / "data", embedder)
    ingest([folder / "papers"], store)
    return Engine(StoreLibrary(store), reader=reader)


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "held", "not_held"),
    [
        ("Which audits were rated Limited?", ["Direct payments", "Fleet licence"], ["Payroll", "Council tax"]),
        ("What proportion of Place's actions due were implemented in time?", ["55"], ["Due: 22"]),
        ("By how much is the cemetery expected to be over budget?", ["5,100"], ["19,400"]),
        ("How much did felling the ash trees cost, including VAT?", ["3,528.00"], []),
        ("Void contracts: who is to sample them for a second signature, and by when?", ["M Swithen", "27 January 2026", "Sample of 60"], []),
        ("How many people in Saltmarsh had been waiting longer than 28 days for an assessment?", ["1,037"], ["1,611"]),
        ("Where has the sampling of void contracts for a second signature got to?", ["Sample of 60"], []),
        ("Any progress on publishing the gifts register?", ["One return awaited"], []),
        ("Are plans of better quality than in the audit before?", ["19 good", "1 and 13"], []),
        ("What is a resource base?", ["specially staffed class"], []),
    ],
)  # fmt: skip
def test_what_is_asked_of_a_row_is_told(
    engine: Engine, question: str, held: list[str], not_held: list[str]
) -> None:
    reply = engine.ask(question)
    assert isinstance(reply.answer, Answered)
    for words in held:
        assert words in reply.answer.text
    for words in not_held:
        assert words not in reply.answer.text
