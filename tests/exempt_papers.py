"""Planted papers: exempt ones in the layouts that councils use, and innocent ones that mention the words.

The words are invented. In an exempt paper `{name}` and `{sum}` stand only in what is not for the public, `{open}` only
in what is. Pages are given as texts; a paper named .pdf is set as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

from tests import exempt_printed, exempt_rarer
from tests.make_pdf import Text, pdf


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A paper, what must not come out of it, and what must."""

    file_name: str
    pages: tuple[str, ...]
    secrets: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    paragraph: str | None = None

    def write(self, folder: Path) -> Path:
        """Write it as the file that its name says."""
        file = folder / self.file_name
        if file.suffix == ".pdf":
            file.write_bytes(pdf([_set(page) for page in self.pages]))
        else:
            file.write_text("\n\n".join(self.pages), "utf-8")
        return file


def _set(page: str) -> list[Text]:
    """Set a page's lines, wrapped at 88 characters, from the top."""
    lines = [piece for line in page.split("\n") for piece in (wrap(line, 88) or [""])]
    return [(60.0, 790.0 - 15 * n, line) for n, line in enumerate(lines) if line.strip()]


PRIVATE_WORDS = (
    "The highest of the three offers for the site was {sum}, made by {name} Estates Limited, and officers advise that "
    "it be taken before the end of the month. The other bidders were told that the sale was not yet settled."
)
OPEN = (
    "The number of visitors to the {open} Library rose to 41,200 in the year, of whom a third were under sixteen, and "
    "the opening hours will stay as they are until the next review in the spring."
)
BODY = f"1. Purpose\n\nThis sets out the offers received.\n\n2. Background\n\n{PRIVATE_WORDS}\n\n3. Recommendation\n\nThat the offer of {{sum}} be accepted."
AGENDA = (
    "Anytown Borough Council\n\nCabinet\n\nTuesday 4 March 2025 at 6.00 pm\n\nAgenda\n\n1. Apologies\n\n2. Declarations of interest\n\n"
    "3. Minutes of the last meeting\n\n4. Libraries: annual report (Pages 3 - 4)\n\n"
)
LIBRARY = f"Report to: Cabinet\n\nDate: 4 March 2025\n\nSubject: Libraries: annual report\n\nReport of: Director of Communities\n\n1. Summary\n\n{OPEN}\n\n2. Recommendation\n\nThat the report on the {{open}} Library be noted."
MINUTES = (
    "Anytown Borough Council\n\nMinutes of the meeting of the Cabinet held on Tuesday 4 March 2025\n\nPresent: Councillors Ashe (Chair), Birch and Cole\n\n"
    f"21. Apologies\n\nThere were no apologies.\n\n22. Libraries\n\n{OPEN}\n\nRESOLVED that the report on the {{open}} Library be noted.\n\n"
)
EXCLUDE = (
    "RESOLVED that under Section 100A(4) of the Local Government Act 1972 the press and public be excluded from the meeting for the "
    "following item on the grounds that it involves the likely disclosure of exempt information as defined in paragraph 3 of Part 1 of Schedule 12A of the Act."
)

_EXEMPT: tuple[tuple[str, tuple[str, ...], str | None], ...] = (
    # name, pages, paragraph
    ("sale-of-site.md", ("NOT FOR PUBLICATION by virtue of paragraph 3 of Part 1 of Schedule 12A of the Local Government Act 1972\n\n"
                         f"Anytown Borough Council\n\nReport to: Cabinet\n\nDate: 4 March 2025\n\nSubject: Sale of the {{name}} site\n\n{BODY}",), "3"),
    ("offers.txt", (f"Report to Cabinet\n\nTitle: Offers from {{name}} Estates\n\nClassification: Exempt\n\nDate: 4 March 2025\n\n{BODY}",), None),
    ("appendix-b.md", (f"**Appendix B**\n\n**EXEMPT INFORMATION – Paragraphs 3 and 5 of Part 1 of Schedule 12A, Local Government Act 1972**\n\n{BODY}",), "3 and 5"),
    ("tender.pdf", (f"CONFIDENTIAL\nTender evaluation: {{name}}\n{PRIVATE_WORDS}", f"CONFIDENTIAL\nScores\nPrice 40 of 60. Total {{sum}}.\n{PRIVATE_WORDS}"), None),
    ("staffing.pdf", ("Anytown Borough Council\nEmployment Committee\n4 March 2025\n\nThis report is exempt from publication because it contains information relating to an\nindividual (paragraph 1 of Part 1 of Schedule 12A).\n\n"
                      f"{BODY}", f"Appendix 1\n\nCosts of {{name}}\n\n{PRIVATE_WORDS}"), "1"),
    ("restricted.pdf", ("By virtue of paragraph(s) 3 of Part 1 of Schedule 12A\nof the Local Government Act 1972.\n\nDocument is Restricted\n\n" + BODY,
                        "By virtue of paragraph(s) 3 of Part 1 of Schedule 12A\nof the Local Government Act 1972.\n\n" + PRIVATE_WORDS), "3"),
    ("pack-one.pdf", (AGENDA + "5. Exclusion of press and public\n\n6. Sale of site (exempt, paragraph 3) (Pages 5 - 6)", "Agenda Item 4\n\n" + LIBRARY,
                      f"Agenda Item 6\nNOT FOR PUBLICATION\nBy virtue of paragraph 3 of Part 1 of Schedule 12A of the Local Government Act 1972\n\nReport to: Cabinet\n\nDate: 4 March 2025\n\nSubject: Sale to {{name}}\n\n{BODY}",
                      f"Appendix 1\n\nValuation\n\n{PRIVATE_WORDS}"), "3"),
    ("pack-two.pdf", (AGENDA + "5. Sale of site\n\n6. Parks", f"Agenda Item 5\nPART 2 - EXEMPT REPORT\n\nReport to: Cabinet\n\nDate: 4 March 2025\n\nSubject: Sale to {{name}}\n\n{BODY}",
                      f"{PRIVATE_WORDS}", "Agenda Item 6\n\n" + LIBRARY), None),
    ("pack-three.md", (AGENDA + "PART II – Private\n\n5. Sale of site – exempt under paragraph 3\n\n---\n\n", LIBRARY + "\n\n---\n\n",
                       f"**PART II**\n\n**NOT FOR PUBLICATION – Schedule 12A, paragraph 3**\n\nReport to: Cabinet\n\nDate: 4 March 2025\n\nSubject: Offers of {{name}}\n\n{BODY}"), "3"),
    ("minutes-private.md", (MINUTES + f"23. Exclusion of the press and public\n\n{EXCLUDE}\n\n**EXEMPT MINUTES – NOT FOR PUBLICATION**\n\n24. Sale of site\n\n{PRIVATE_WORDS}\n\nRESOLVED that {{sum}} be accepted.",), "3"),
    ("minutes-part-two.md", (MINUTES + f"23. Exclusion of the public\n\n{EXCLUDE}\n\nPART II\n\n24. Sale of site\n\n{PRIVATE_WORDS}",), "3"),
    ("minutes-business.md", (MINUTES + f"**Private Business**\n\n23. Sale of site\n\n{PRIVATE_WORDS}\n\nRESOLVED that the offer of {{name}} be taken.",), None),
    ("minutes-titled.md", (MINUTES + f"## 23. EXCLUSION OF THE PUBLIC\n\n{EXCLUDE}\n\n## 24. SALE OF SITE (EXEMPT)\n\n{PRIVATE_WORDS}\n\nRESOLVED that the offer of {{name}} be taken.",), "3"),
    ("confidential-minutes.txt", (f"CONFIDENTIAL MINUTES\n\nMinutes of the meeting of the Cabinet held on Tuesday 4 March 2025\n\nPresent: Councillors Ashe and Birch\n\n24. Sale of site\n\n{PRIVATE_WORDS}\n\nRESOLVED that it be sold to {{name}}.",), None),
    ("form.md", (f"| Report to | Cabinet |\n|---|---|\n| Subject | Offers of {{name}} |\n| Date | 4 March 2025 |\n| Exempt or confidential | Yes, paragraph 3 |\n| Report of | Director of Property |\n\n{BODY}",), "3"),
    ("is-it-exempt.txt", (f"Cabinet\n\n4 March 2025\n\nTitle: Offers of {{name}}\n\nIs this report exempt? Yes\n\nReason: paragraph 3, financial or business affairs\n\n{BODY}",), "3"),
    ("footer.pdf", (f"Valuation of the {{name}} site\n{PRIVATE_WORDS}\n\n\nPRIVATE AND CONFIDENTIAL", f"Comparable sales\n{PRIVATE_WORDS}\n\n\nPRIVATE AND CONFIDENTIAL",
                    f"Method\n{PRIVATE_WORDS}\n\n\nPRIVATE AND CONFIDENTIAL"), None),
    ("welsh.md", (f"NID I'W GYHOEDDI\n\nNOT FOR PUBLICATION\n\nExempt information as defined in Paragraph 14 of Part 4 of Schedule 12A to the Local Government Act 1972\n\n{BODY}",), "14"),
    ("public-with-appendix.pdf", ("Agenda Item 4\n\n" + LIBRARY + "\n\nAppendix 2 is exempt by virtue of paragraph 3 of Schedule 12A.", f"Appendix 1\n\nOpening hours\n\n{OPEN}",
                                  f"Appendix 2 - EXEMPT\n\nNot for publication (paragraph 3)\n\nBids\n\n{PRIVATE_WORDS}"), "3"),
    ("scots.md", (f"PRIVATE\n\nExempt information under paragraphs 6 and 9 of Part 1 of Schedule 7A of the Local Government (Scotland) Act 1973\n\nReport to: Policy Committee\n\nSubject: Offers of {{name}}\n\n{BODY}",), "6 and 9"),
    ("at-its-end.md", (f"Report to: Cabinet\n\nDate: 4 March 2025\n\nSubject: Offers of {{name}}\n\n{BODY}\n\n4. Access to information\n\nThis report is not for publication because it contains exempt information relating to the business affairs of a particular person, as described in paragraph 3 of Schedule 12A.",), "3"),
)  # fmt: skip

_INNOCENT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("nil.md", (AGENDA + f"**Private Business**\n\nNil\n\nNote: {OPEN}",)),
    ("none-arose.txt", (AGENDA + f"EXEMPT ITEMS\n(At the time of preparing the agenda there were no exempt items. During any such items which may arise the meeting is likely NOT to be open to the public)\n\n{OPEN}",)),
    ("resolution.md", (MINUTES + f"23. Exclusion of the press and public\n\n{EXCLUDE}\n\n24. Date of next meeting\n\nThe next meeting is on 8 April 2025 at the {{open}} Library.",)),
    ("agenda-lists.pdf", (AGENDA + "5. Exclusion of the press and public\n\nTo pass the following resolution: that the press and public be excluded by virtue of paragraph 3 of Part 1 of Schedule 12A.\n\n6. Sale of site at {open} Lane\n\nExempt: paragraph 3\n\nNOT FOR PUBLICATION",)),
    ("agenda-part-two.md", (AGENDA + "PART II – EXEMPT ITEMS\n\n5. Sale of site at {open} Lane (paragraph 3)\n\n6. Staffing (paragraphs 1 and 2)\n\nMembership: Councillors Ashe, Birch and Cole\n\nFor more about this agenda, please contact the committee officer at the town hall, who can also give it in large print.",)),
    ("mentions-appendix.md", (LIBRARY + "\n\nAppendix 2 to this report contains exempt information by virtue of paragraph 3 of Part 1 of Schedule 12A of the Local Government Act 1972 and is not for publication. The {open} site is described here without it.",)),
    ("none-section.md", (LIBRARY + "\n\n5. Exempt information\n\nNone.\n\n6. Contact\n\nThe {open} desk.",)),
    ("not-exempt.txt", (f"Report to: Cabinet\n\nDate: 4 March 2025\n\nSubject: Libraries\n\nExempt information: No\n\nPublic or exempt: Public\n\n{OPEN}",)),
    ("unrestricted.pdf", (f"From: Leader of the Council\n\nTo: Cabinet - 4 March 2025\n\nSubject: Libraries\n\nClassification: Unrestricted\n\n{OPEN}",)),
    ("helpline.md", (LIBRARY + "\n\nThe service is safe, free and confidential. Young people can text the nurse for confidential advice at the {open} centre.\n\n- Confidential counselling\n- Exempt accommodation\n- Private rented homes",)),
    ("whistleblowing.md", (LIBRARY.replace("Libraries: annual report", "Confidential reporting policy") + "\n\nThe policy protects those who report in confidence. Confidential reporting at {open} rose.",)),
    ("do-not-include.md", (f"Record of decision\n\nDECISION TO BE TAKEN BY: Cabinet\n\nFor publication [Do not include information which is exempt from publication under schedule 12a of the Local Government Act 1972]\n\nKey decision: YES\n\n{OPEN}",)),
    ("access-rules.md", ("Anytown Borough Council\n\nAccess to information procedure rules\n\n1. Scope\n\nThese rules apply to all meetings.\n\n2. Exempt information\n\nInformation is exempt where it falls within one of the seven categories of Schedule 12A, for instance paragraph 3, information relating to the financial or business affairs of any particular person.\n\n3. Confidential information\n\nConfidential information means information given to the Council by a Government department on terms that forbid its disclosure. " + OPEN,)),
    ("report-considered.md", (MINUTES + "23. Sale of site\n\nThe Cabinet considered a report of the Director of Property, an exempt appendix to which had been circulated to members. Councillor Birch asked about the {open} footpath.\n\nRESOLVED that the recommendations in the exempt report be approved.",)),
    ("private-sector.md", (LIBRARY.replace("Libraries: annual report", "Private sector housing") + "\n\n2. Private rented homes\n\nPrivate landlords in {open} are licensed. Restricted parking applies.",)),
    ("part-two-plan.md", (f"Anytown Plan\n\nPart 1 – Where we are\n\n{OPEN}\n\nPart 2 – Where we are going\n\nThe plan for {{open}} has four aims, and each has measures.\n\nPart II\n\nAction plan\n\nThe {{open}} actions are listed by year.",)),
    ("survey.md", (LIBRARY + "\n\n| Question | Yes | No |\n|---|---|---|\n| Confidential | 12 | 4 |\n| Private | 3 | 9 |\n| Restricted | 1 | 2 |\n\nThe {open} answers are given by ward.",)),
    ("pack-public.pdf", (AGENDA + "5. Any exempt business\n\nThere is none.", "Agenda Item 4\n\n" + LIBRARY, f"Appendix 1\n\nOpening hours\n\n{OPEN}")),
    ("part-exempt.md", (f"Report to: Cabinet\n\nDate: 4 March 2025\n\nSubject: Libraries\n\nExempt: Appendix 3 only, paragraph 3\n\n{OPEN}\n\n4. Confidentiality\n\nThis report is open to the public. Appendix 3 is confidential.",)),
    ("statement.md", (LIBRARY + "\n\n7. Legal\n\nThere is no exempt information in this report. This report does not contain confidential information. The public interest in {open} was weighed under Schedule 12A in an earlier report.",)),
)  # fmt: skip


def _fill(text: str, number: int) -> str:
    return (
        text.replace("{name}", f"Zyx{number:02d}holm")
        .replace("{sum}", f"£9,{number:03d},417")
        .replace("{open}", f"Pub{number:02d}wick")
    )


def exempt_papers() -> tuple[Planted, ...]:
    """Give the papers that hold something exempt."""
    return tuple(
        Planted(
            file_name=name,
            pages=tuple(_fill(page, n) for page in pages),
            secrets=(f"Zyx{n:02d}holm", f"9,{n:03d},417"),
            public=(f"Pub{n:02d}wick",) if any("{open}" in page for page in pages) else (),
            paragraph=paragraph,
        )
        for n, (name, pages, paragraph) in enumerate(
            (*_EXEMPT, *exempt_rarer.EXEMPT, *exempt_printed.EXEMPT), 1
        )
    )


def innocent_papers() -> tuple[Planted, ...]:
    """Give the papers of which nothing may be withheld."""
    return tuple(
        Planted(file_name=name, pages=tuple(_fill(page, n) for page in pages), public=(f"Pub{n:02d}wick",))
        for n, (name, pages) in enumerate((*_INNOCENT, *exempt_rarer.INNOCENT, *exempt_printed.INNOCENT), 101)
    )
