"""Planted papers, third set: markings as councils of all four nations print them, and public papers that print the like.

They are filled in and written by `tests.exempt_papers`.
"""

from __future__ import annotations

from tests.exempt_rarer import BODY, HEAD, LIBRARY, MINUTES, OPEN, TALK

OFFERS = "Subject: Offers of {name}\n\n"
COUNCIL = "Anytown Borough Council\n\nCabinet\n\n4 March 2025\n\nOffers of {name}\n\n"

EXEMPT: tuple[tuple[str, tuple[str, ...], str | None], ...] = (
    # name, pages, paragraph
    ("based-on-categories.md", (f"{HEAD}{OFFERS}The report is considered to be exempt from general publication based on categories 3 and 4 of paragraph 10.4 of the Council's Access to Information Procedure Rules.\n\n{BODY}",), "3 and 4"),
    ("deemed-exempt.txt", (f"{HEAD}{OFFERS}Confidential report contains information deemed to be exempt from general publication based on Category 3, 5 and 7A of paragraph 10.4 of the Council's Access to Information Procedure Rules.\n\n{BODY}",), "3, 5 and 7A"),
    ("yn-rhinwedd.pdf", (f"Yn rhinwedd Paragraff(au) 13, 14 Rhan 4, Atodlen 12A Deddf Llywodraeth Leol 1972.\n\n{COUNCIL}{BODY}",), "13, 14"),
    ("trwy-rinwedd.pdf", (f"Trwy rinwedd paragraff(au) 12, 13 Rhan 1 Atodlen 12A Deddf Llywodraeth Leol 1972.\n\n{COUNCIL}{BODY}", f"Tudalen 2\n\n{TALK}"), "12, 13"),
    ("adroddiad-cabinet.md", (f"Cyngor Trefanno\n\nNid yw Adroddiad y Cabinet hwn i'w gyhoeddi oherwydd ei fod yn cynnwys gwybodaeth eithriedig am y disgrifiad a gynhwysir ym mharagraffau 14 a 21 o Atodlen 12A i Ddeddf Llywodraeth Leol 1972.\n\n{BODY}",), "14 a 21"),
    ("adroddiad-eithriedig.txt", (f"ADRODDIAD EITHRIEDIG\n\nCyngor Trefanno\n\n4 Mawrth 2025\n\n{BODY}",), None),
    ("scots-described.pdf", (f"Exempt information as described in paragraph(s) 12 of Schedule 7A of the Local Government (Scotland) Act 1973.\n\n{COUNCIL}{BODY}",), "12"),
    ("part-b.md", (f"Part B: Exempt – Para 3, Schedule 12A\n\n{COUNCIL}{BODY}",), "3"),
    ("admission-act.txt", (f"Anytown Town Council\n\nIn accordance with the Public Bodies (Admission to Meetings) Act 1960 this report is to be considered in confidential session.\n\n{BODY}",), None),
    ("sensitive.pdf", (f"COMMERCIALLY SENSITIVE - NOT FOR WIDER CIRCULATION\n\n{COUNCIL}{BODY}",), None),
    ("annex-to-minutes.md", (f"CONFIDENTIAL ANNEX TO THE MINUTES\n\nCabinet, 4 March 2025\n\n24. Sale of site\n\n{TALK}\n\nRESOLVED that {{sum}} be accepted.",), None),
    ("front-sheet.md", (f"| Report to | Cabinet |\n|---|---|\n| Title | Offers of {{name}} |\n| Date | 4 March 2025 |\n| Confidentiality | Exempt – paragraph 3 |\n\n{BODY}",), "3"),
    ("closed-session.pdf", (f"Closed Session\n\n{COUNCIL}{BODY}",), None),
    ("excluded-by.md", (f"{HEAD}{OFFERS}Exclusion of press and public: this report contains exempt information under paragraph 3 of Part 1 of Schedule 12A.\n\n{BODY}",), "3"),
)  # fmt: skip

INNOCENT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("atodiad.md", (f"Cyngor Trefanno\n\nAdroddiad i'r Cabinet\n\nNid yw Atodiad 5 Adroddiad y Cabinet i'w gyhoeddi oherwydd ei fod yn cynnwys gwybodaeth eithriedig am y disgrifiad a gynhwysir ym mharagraffau 14 a 21 o Atodlen 12A.\n\n{OPEN}",)),
    ("appendices-away.md", (LIBRARY + "\n\nNote: The appendices to the report in Item 6 are not available to the public and press because they contain exempt information described in paragraph 3 of Part 1 of Schedule 12A. The {open} report is.",)),
    ("part-two-noted.md", (MINUTES + "23. Works\n\nThe Part II appendices were considered and noted during Part I of the meeting, without disclosing any exempt information, therefore the press and public were not excluded. {open} was discussed.",)),
    ("guidance.md", (f"# Guidance about Schedule 12A\n\nExempt information\n\nInformation is not exempt information if it relates to proposed development.\n\n1. Information relating to any individual.\n\nExempt information if and so long as the public interest in maintaining the exemption outweighs the public interest in disclosing the information.\n\n3. Information relating to the financial or business affairs of any particular person.\n\n{OPEN}",)),
    ("circulated-apart.md", (LIBRARY + "\n\nAppendices\n\nAppendix 1 – Opening hours at {open}\n\nAppendix 2 – Bids (exempt, circulated to Members only)\n\nBackground papers\n\nNone.",)),
    ("part-exempt-form.md", (f"| Report to | Cabinet |\n|---|---|\n| Title | Libraries at {{open}} |\n| Access to information | Part exempt: Appendix 2 |\n| Date | 4 March 2025 |\n\n1. Summary\n\n{OPEN}",)),
    ("review-of-exempt.md", (MINUTES + f"23. Duty of confidence\n\nA report on the treatment of restricted reports was noted. Members were reminded that restricted information should not be disclosed, and that reports marked “not for publication” are to be handed back at {{open}}.\n\n{OPEN}",)),
    ("statute.pdf", (f"Schedule 7A\n\nAccess to information: exempt information\n\nPart I\n\nDescriptions of exempt information\n\n1. Information relating to a particular employee.\n\n6. Information relating to the financial or business affairs of any particular person.\n\n{OPEN}",)),
    ("press-release.txt", (f"For release on 4 March 2025\n\nNews from Anytown\n\n{OPEN}\n\nNotes to editors: the contract's price is commercially sensitive and is not published.",)),
    ("budget-book.pdf", (f"Budget book\n\nPart 2\n\nCapital programme\n\nPrivate finance initiative 14,200\nConfidential shredding 120\nClosed landfill sites 310\n\n{OPEN}",)),
    ("members-only-desk.md", (f"# Libraries\n\nThe quiet room is for members only.\n\nStaff only beyond this door.\n\n{OPEN}",)),
)  # fmt: skip
