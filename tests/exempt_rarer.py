"""More planted papers: rarer wordings and layouts of all four nations, and papers that use the same words innocently.

They are filled in and written by `tests.exempt_papers`. The first score of the rules on them, before any rule was made
for them, stands in DESIGN.md.
"""

from __future__ import annotations

BODY = (
    "1. Purpose\n\nThis sets out the offers received.\n\n2. Background\n\nThe highest of the three offers for the site was {sum}, made by "
    "{name} Estates Limited, and officers advise that it be taken before the end of the month. The other bidders were told that the sale "
    "was not yet settled.\n\n3. Recommendation\n\nThat the offer of {sum} be accepted."
)
TALK = "Members heard that {name} Estates Limited had offered {sum} for the site, and asked what the other two bidders had been told."
OPEN = (
    "The number of visitors to the {open} Library rose to 41,200 in the year, of whom a third were under sixteen, and "
    "the opening hours will stay as they are until the next review in the spring."
)
HEAD = "Report to: Cabinet\n\nDate: 4 March 2025\n\n"
LIBRARY = f"{HEAD}Subject: Libraries: annual report\n\nReport of: Director of Communities\n\n1. Summary\n\n{OPEN}\n\n2. Recommendation\n\nThat the report on the {{open}} Library be noted."
MINUTES = (
    "Anytown Borough Council\n\nMinutes of the meeting of the Cabinet held on Tuesday 4 March 2025\n\nPresent: Councillors Ashe (Chair), Birch and Cole\n\n"
    f"21. Apologies\n\nThere were no apologies.\n\n22. Libraries\n\n{OPEN}\n\nRESOLVED that the report on the {{open}} Library be noted.\n\n"
)

EXEMPT: tuple[tuple[str, tuple[str, ...], str | None], ...] = (
    # name, pages, paragraph
    ("part-two-alone.md", (f"Anytown Borough Council\n\nCabinet\n\n4 March 2025\n\nOffers of {{name}} Estates\n\nPART II\n\n{BODY}",), None),
    ("closed.pdf", (f"CLOSED\n\nAnytown Borough Council\nCabinet\n4 March 2025\n\nOffers of {{name}}\n\n{BODY}",), None),
    ("brawddeg.md", ("Cyngor Trefanno\n\nAdroddiad i'r Cabinet\n\nNid yw'r adroddiad hwn i'w gyhoeddi gan ei fod yn cynnwys gwybodaeth eithriedig fel y'i diffinnir ym "
                     f"mharagraff 14 o Ran 4 o Atodlen 12A i Ddeddf Llywodraeth Leol 1972.\n\nThis is the offer of {{name}}.\n\n{BODY}",), "14"),
    ("belfast-form.md", (f"| Subject: | Offers of {{name}} |\n|---|---|\n| Date: | 4 March 2025 |\n| Reporting Officer: | Director of Property |\n\n| Restricted Reports | | | | |\n|---|---|---|---|---|\n"
                         f"| Is this report restricted? | Yes | X | No | |\n| If Yes, when will the report become unrestricted? | After Council Decision | X | Never | |\n\n{BODY}",), None),
    ("schedule-six.pdf", ("Anytown District Council\nPlanning Committee\n4 March 2025\n\nRestricted: the information in the following report is restricted in accordance with Part 1 of Schedule 6\nof the Local Government Act (Northern Ireland) 2014, paragraph 3.\n\n"
                          f"Offers of {{name}}\n\n{BODY}",), "3"),
    ("in-committee.md", (MINUTES + f"**MATTERS CONSIDERED “IN COMMITTEE”**\n\nProposed by Councillor Birch, seconded by Councillor Cole, and agreed to go into committee.\n\n23. Sale of site\n\n{TALK}",), None),
    ("scots-private.pdf", (f"Item considered in private by virtue of paragraphs 6 and 8 of Schedule 7(A), Local Government (Scotland) Act 1973\n\nAnytown Council\nPolicy Committee\n4 March 2025\n\nOffers of {{name}}\n\n{BODY}",), "6 and 8"),
    ("statement-confidential.txt", (f"DECISION-MAKER: CABINET\n\nSUBJECT: OFFERS OF {{name}}\n\nDATE OF DECISION: 4 MARCH 2025\n\nREPORT OF: DIRECTOR OF PROPERTY\n\nSTATEMENT OF CONFIDENTIALITY\n\n"
                                    f"Confidential by virtue of paragraph 3 (financial and business affairs) of Rule 10.4 of the Council's Access to Information Procedure Rules.\n\n{BODY}",), "3"),
    ("spaced-letters.pdf", (f"N O T   F O R   P U B L I C A T I O N\n\nAnytown Borough Council\nCabinet\n4 March 2025\n\nOffers of {{name}}\n\n{BODY}",), None),
    ("two-lines.pdf", (f"NOT FOR\nPUBLICATION\n\nAnytown Borough Council\nCabinet\n4 March 2025\n\nOffers of {{name}}\n\n{BODY}",), None),
    ("title-says.md", (f"# Offers of {{name}} Estates (EXEMPT)\n\n{HEAD}{BODY}",), None),
    ("empty-cells.txt", (f"Anytown Borough Council: Report of the Executive Director of Property and Growth to the Cabinet\t\t\nNot for publication by virtue of paragraph 3 of Part 1 of Schedule 12A of the Local Government Act 1972\t\t\n\nSubject: Offers of {{name}}\n\n{BODY}",), "3"),
    ("appendix-says.pdf", ("Agenda Item 4\n\n" + LIBRARY, f"Appendix 1\n\nOpening hours\n\n{OPEN}", f"Appendix 2 - Offers received from {{name}} and others [EXEMPT]\n\n{TALK}\nThe sum of {{sum}} is the highest."), None),
    ("boxes.txt", (f"Cabinet\n\n4 March 2025\n\nOffers of {{name}}\n\n☐ Open   ☒ Exempt\n\n{BODY}",), None),
    ("absence.md", (f"{HEAD}Subject: Offers of {{name}}\n\nIt is recommended that the press and public be excluded while this report is considered, because it discloses the business affairs of a company (paragraph 3, Schedule 12A).\n\n{BODY}",), "3"),
    ("treat-as.txt", (f"{HEAD}Subject: Offers of {{name}}\n\nMembers are asked to treat the contents of this report as confidential and not to disclose them.\n\n{BODY}",), None),
    ("privileged.pdf", (f"LEGALLY PRIVILEGED AND CONFIDENTIAL\nAdvice on {{name}}\n{TALK}", f"LEGALLY PRIVILEGED AND CONFIDENTIAL\nFurther advice\nThe sum of {{sum}} is fair.\n{TALK}"), None),
    ("protect.pdf", (f"PROTECT - COMMERCIAL\nOffers of {{name}}\n{TALK}",), None),
    ("part-b-minutes.md", (f"Anytown Borough Council\n\nPRIVATE MINUTES of the meeting of the Cabinet held on Tuesday 4 March 2025\n\nPresent: Councillors Ashe and Birch\n\n24. Sale of site\n\n{TALK}\n\nRESOLVED that {{sum}} be accepted.",), None),
    ("left-the-room.md", (MINUTES + f"The press and public left the meeting at 7.42 pm.\n\n**Closed session**\n\n23. Sale of site\n\n{TALK}",), None),
    ("members-only.txt", (f"FOR MEMBERS OF THE CABINET ONLY – NOT FOR CIRCULATION\n\n{HEAD}Subject: Offers of {{name}}\n\n{BODY}",), None),
)  # fmt: skip

INNOCENT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("housing-act.md", (LIBRARY + "\n\n3. Legal\n\nPart II of the Housing Act 1985 sets out the Council's duties, and Part 2 of Schedule 1 lists tenancies that are not secure. {open} is let under Part II.",)),
    ("constitution.md", (f"Anytown Borough Council\n\nConstitution\n\nPART II\n\nArticles of the Constitution\n\nArticle 1 – The Constitution\n\nThe Council will act within the law. {OPEN}",)),
    ("closed-road.pdf", (LIBRARY + "\n\n3. Works\n\nThe road is closed at {open} until May.\n\nCLOSED CIRCUIT TELEVISION\n\nCameras stand at both ends.\n\nPRIVATE HIRE AND HACKNEY CARRIAGES\n\nDrivers were told.",)),
    ("tracker.md", (f"# Action tracker\n\n| Action | Owner | Status |\n|---|---|---|\n| Open the {{open}} Library on Sundays | Director | CLOSED |\n| Paint the door | Officer | OPEN |\n\nClosed\n\nThe actions above that are closed leave the list. {OPEN}",)),
    ("helpline-two.md", (LIBRARY + "\n\n## Confidential helpline\n\nCall the {open} team in confidence on any weekday.\n\n## Confidential waste\n\nIt is shredded weekly.",)),
    ("contents.pdf", ("Libraries: annual report\n\nContents\n\n1. Summary 2\n2. Visitors 3\nAppendix 1 - Opening hours 4\nAppendix 2 - Bids (exempt) 5\nAppendix 3 - Staffing (not for publication) 6", f"1. Summary\n\n{OPEN}", "2. Visitors\n\nVisitors to {open} are counted at the door and told by month.")),
    ("belfast-open.md", (f"| Subject: | Libraries |\n|---|---|\n| Date: | 4 March 2025 |\n| Reporting Officer: | Director of Communities |\n\n| Restricted Reports | | | | |\n|---|---|---|---|---|\n| Is this report restricted? | Yes | | No | X |\n"
                         f"| If Yes, when will the report become unrestricted? | After Council Decision | | Never | |\n\n1. Purpose\n\n{OPEN}",)),
    ("boxes-open.txt", (f"Cabinet\n\n4 March 2025\n\nLibraries\n\n☒ Open   ☐ Exempt\n\n{OPEN}",)),
    ("statement-none.txt", (f"DECISION-MAKER: CABINET\n\nSUBJECT: LIBRARIES\n\nDATE OF DECISION: 4 MARCH 2025\n\nREPORT OF: DIRECTOR OF COMMUNITIES\n\nSTATEMENT OF CONFIDENTIALITY\n\nNot applicable.\n\nBRIEF SUMMARY\n\n{OPEN}",)),
    ("no-business.md", (MINUTES + "23. Confidential business\n\nThere was none.\n\n24. Planning Bill\n\nThe Bill is now in Committee in the Lords. Members of the public left {open} at 7.42 pm when the meeting closed.",)),
    ("dim.md", (f"Cyngor Trefanno\n\nAdroddiad i'r Cabinet\n\nNid yw'r adroddiad hwn yn cynnwys gwybodaeth eithriedig.\n\nEitemau eithriedig: Dim\n\n{OPEN}",)),
    ("funds.pdf", ("Statement of accounts\n\nRestricted funds 12,400\nUnrestricted funds 18,100\n\nPrivate equity 4,200\n\nExempt from VAT 310\n\nRESTRICTED RESERVES\n\n" + OPEN,)),
    ("forward-plan.md", (f"# Forward plan of key decisions\n\n| Decision | Date | Open or exempt |\n|---|---|---|\n| Libraries at {{open}} | 4 March 2025 | Open |\n| Sale of land | 8 April 2025 | Fully exempt, paragraph 3 |\n| Offers | 8 April 2025 | Part exempt |\n\n{OPEN}",)),
    ("forward-fields.txt", (f"Forward plan of key decisions\n\nThe decisions that the Cabinet expects to take from 1 March to 30 June 2025.\n\nTitle: Libraries at {{open}}\n\nDecision maker: Cabinet\n\nIs the report exempt? No\n\nTitle: Sale of land\n\nDecision maker: Cabinet\n\nIs the report exempt? Yes, paragraph 3\n\nTitle: Parks\n\nDecision maker: Cabinet\n\nIs the report exempt? No\n\n{OPEN}",)),
    ("conduct.md", (LIBRARY.replace("Libraries: annual report", "Code of conduct") + "\n\n3. The code\n\nMembers must not disclose confidential information given to them. Legally privileged advice is not disclosed on request. Members are asked to treat one another with respect at {open}.",)),
    ("notes-on-access.md", (f"Anytown Borough Council\n\nCabinet\n\nTuesday 4 March 2025 at 6.00 pm\n\nAgenda\n\n1. Apologies\n\n2. Libraries at {{open}}\n\nAccess to meetings\n\nItems in Part II are those from which the press and public may be excluded. Pink papers are not for publication and are to be handed back.\n\n{OPEN}",)),
)  # fmt: skip
