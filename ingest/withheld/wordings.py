"""The wordings by which papers say that they are not for the public, as patterns.

They are the law's and general custom: Local Government Act 1972, sections 100A to 100K and Schedule 12A (in Wales its
Part 4, in both languages); Local Government (Scotland) Act 1973, section 50A and Schedule 7A; Local Government Act
(Northern Ireland) 2014, section 42 and Schedule 6.
"""

from __future__ import annotations

import re

THING = (
    r"(?:report|appendix|appendices|annexe?|paper|document|item|minutes?|schedule|briefing(?: note)?|supplement|pack|"
    r"business case|information|matter|page|agenda|decision|section|part|version|cofnod|adroddiad|dogfen)"
)
WORK = r"(?:report|appendix|appendices|annexe?|paper|document|minutes|briefing(?:\s+note)?|supplement|pack|business\s+case)"
LAW = (
    r"(?:schedule\s+(?:12\s?\(?A\)?|7\s?\(?A\)?|6)(?!\w)|atodlen\s+12\s?A|section\s+(?:100\s?[A-K]|50\s?[A-K]|42)\b"
    r"|access\s+to\s+information\s+(?:procedure\s+)?rules?)"
)
ADVERBS = r"(?:(?:strictly|highly|commercially|commercial(?:\s+in\s+confidence)?|private\s+and|currently|wholly|fully|also)\s+)*"
CLOSED = (
    r"(?:not\s+(?:currently\s+)?(?:for|open\s+(?:to|for)|available\s+(?:to|for)|to\s+be\s+made|to\s+be)\s+"
    r"(?:public(?:ation|\s+release|\s+disclosure|\s+inspection|\s+view|ly\s+available)?|the\s+public|(?:press|members)\s+(?:and|of)\s+(?:the\s+)?public|disclosed|published|release)"
    rf"|{ADVERBS}(?:exempt|confidential|restricted|private)\b(?!\s+(?:from\s+(?!publi|disclos|press)|accommodation|sector|rented|tenan|hire|landlord|finance|develop|individual|garden|reporting|helpline|service|support|advice|space|patient|hydrant)))"
)
BULLET = r"^[\W_]*(?:\d{1,2}[.)]\s*)?"
# A line that is nothing but the marking, with what it marks and by which law.
ALONE = re.compile(
    rf"{BULLET}(?:(?:for\s+)?(?:the\s+)?(?:attention\s+of\s+)?(?:members|councillors|officers)(?:\s+(?:and|of|or)\s+[\w ]{{1,40}}?)?\s+only|(?:legally\s+)?privileged\s+(?:and|&)\s+confidential|"
    r"(?:protect|restricted|confidential|secret)\s*[-–—:]\s*(?:commercial|contracts?|staff|personal|personnel|management|policy|private|appointments|investigations?|legal|financ\w+)|"
    rf"(?:strictly\s+)?private\s*(?:and|&)\s*confidential|strictly\s+confidential|(?:commercial[- ])?in[- ]confidence|commercial\s+in\s+confidence|official\s*[-–—:]?\s*sensitive[\w\s,\[\]-]{{0,30}}|"
    rf"(?:this\s+)?document\s+is\s+restricted|nid\s+i['’]w\s+gyhoeddi|(?:(?:gwybodaeth|adroddiad|atodiad|dogfen|ddogfen|eitem|papur|cofnodion)\s+)?(?:eithriedig|gyfrinachol|cyfrinachol)|(?:commercially|market)\s+sensitive|"
    rf"(?:{THING}\s*(?:[A-Z0-9]{{1,3}}\s*)?[-–—:(]*\s*)?(?:exempt|confidential|restricted|private)(?:\s*[/&,-]\s*(?:exempt|confidential|restricted|private|not\s+for\s+publication))*\b(?:\s+{THING}\b)?(?:\s+[A-Z0-9]{{1,3}}\b)?)"
    r"(?:\s*[-–—:(,]*\s*(?:(?:by\s+virtue\s+of|under|pursuant\s+to)\s+)?(?:para(?:graph)?s?\b|schedule|not\s+for\s+\w+|members\s+only|part\s+[12I]).{0,160})?[\W_]*$",
    re.IGNORECASE | re.DOTALL,
)
NOT_FOR = re.compile(
    rf"{BULLET}(?:[A-Z][\w .]{{0,40}}[-–—:]\s*)?not\s+(?:(?:for|open\s+to)\s+(?:(?:the\s+)?(?:press\s+(?:and|or)\s+)?public(?:ation|\s+(?:release|disclosure|inspection))?|release|disclosure|(?:onward\s+|further\s+|general\s+)?(?:circulation|distribution))|to\s+be\s+(?:published|disclosed|released|made\s+public))\b",
    re.IGNORECASE,
)
SHOUTED = re.compile(  # what follows tells a marking ("CONFIDENTIAL REPORT") from a name ("CONFIDENTIAL WASTE")
    r"^(?=[^a-z]*$).*\b(?:EXEMPT|CONFIDENTIAL|NOT\s+FOR\s+PUBLICATION|RESTRICTED)\b(?=[\W\d_]*$|\s*[-–—:;,./()\[\]]"
    rf"|\s+(?:AND|OR|BY|UNDER|PURSUANT|IN|PARA|SCHEDULE|UNTIL|NOT|FOR|TO|AS|MATERIAL|CONTENT|FROM\s+(?:PUBLI|DISCLOS)|{THING.upper()}))"
)
BY_VIRTUE = re.compile(
    rf"^[\W_]*(?:exempt\s+(?:information|report|item|appendix)?\W*)?(?:by\s+virtue\s+of|pursuant\s+to|under|in\s+accordance\s+with|as\s+defined\s+(?:in|by|under)|within\s+the\s+meaning\s+of|(?:yn|trwy)\s+rh?inwedd)\s+(?:[\w()]+\s+){{0,3}}?(?:para(?:graph)?s?\b|paragraff|categor|{LAW}).{{0,200}}(?:{LAW}|part\s+(?:1|i|4)\b)",
    re.IGNORECASE | re.DOTALL,
)
EXEMPT_LAW = re.compile(
    rf"^[\W_]*(?:\d{{1,2}}[.)]\s*)?(?:(?:contains?\s+)?exempt(?:\s+(?:information|report|item|appendix|annex))?|confidential(?:\s+information)?|exemption|information\s+exempt|gwybodaeth\s+eithriedig)\b[^.]{{0,120}}?(?:para(?:graph)?s?\b|paragraff|categor|{LAW})",
    re.IGNORECASE | re.DOTALL,
)
LAW_FIRST = re.compile(
    rf"^[\W_]*{LAW}(?!.*\b(?:lists?|sets?|defines?|provides?|describes?|means|says)\b).{{0,80}}\bexempt\b.{{0,30}}(?<!\.)$",
    re.IGNORECASE,
)
THIS = re.compile(
    rf"\bthis\s+(?:\w+\s+){{0,2}}?{WORK}\s+(?:(?:and\s+(?:its|the|all)\s+\w+\s+)?(?:is|are|has\s+been|have\s+been|must|should|contains?|includes?|discloses?|relates?\s+to|will\s+be)\b)[^.]{{0,90}}?(?<!not\s)(?<!no\s)(?:{CLOSED}|exempt\s+information|confidential\s+information|classed\s+as\s+exempt|in\s+private|{LAW})"
    rf"|\b(?:treat|regard|keep|consider)\w*\s+(?:the\s+)?(?:contents?\s+of\s+|information\s+in\s+)?this\s+{WORK}\s+(?:as\s+|in\s+)?(?:\w+\s+)?(?:confiden\w+|exempt|private|restricted)"
    rf"|\bthis\s+{WORK}\b[^.]{{0,60}}\bnot\s+(?:to\s+)?(?:be\s+)?(?:disclosed?|divulged?|circulated?|copied|copy|published|shared?)\b"
    rf"|\b(?:the\s+)?(?:information|content)s?\s+(?:contained\s+|set\s+out\s+)?in\s+(?:this|the\s+following)\s+{WORK}\s+(?:is|are)\s+[^.]{{0,60}}?(?<!not\s)(?:{CLOSED}|{LAW})",
    re.IGNORECASE | re.DOTALL,
)
# A form's field, as in "Is this report exempt? Yes".
LABEL = re.compile(
    r"^[\W_]*(?P<label>(?:security\s+|report\s+|publication\s+|access\s+|document\s+|protective\s+)?(?:classification|status|marking|publication|access\s+to\s+information|open\s*/\s*exempt|public\s*(?:/|or)\s*(?:exempt|private|confidential)|public\s+or\s+part\s+(?:2|ii)|disclosure|confidentiality|exempt(?:ion)?(?:\s+information|\s+status)?|part\s+(?:1|i)\s*(?:/|or)\s*(?:part\s+)?(?:2|ii))|[^:?\t|]{0,60}\b(?:exempt(?!\s+from\s+(?!publi|disclos|press))|confidential|private|restricted|not\s+for\s+publication|closed)\b[^:?\t|]{0,60})\s*[:?\t|]+\s*(?P<value>.*)$",
    re.IGNORECASE | re.DOTALL,
)
VALUE_CLOSED = re.compile(
    rf"^\W*(?:{ADVERBS}(?:exempt|confidential|private|restricted|not\s+for\s+public|fully\s+exempt|part\s+(?:2|ii|b)\b)|official\s*[-–—]?\s*sensitive|yes\b|para(?:graph)?s?\W|schedule\s+12)",
    re.IGNORECASE,
)
PART_TWO = re.compile(
    rf"{BULLET}(?:agenda\s+)?(?:part|section)\s+(?:2|ii|two|b)\b\W*(?:\(|[-–—:]|\s)*\s*(?:{CLOSED}|exempt|confidential|private|closed|items?\s+(?:considered|to\s+be\s+considered|from\s+which|which|during|containing)|(?:press\s+and\s+)?public\s+excluded|report|minutes?)",
    re.IGNORECASE,
)
PRIVATE_SECTION = re.compile(
    rf"{BULLET}(?:(?:exempt|confidential|private|closed|restricted|pink)\s*(?:/\s*\w+\s*)?(?:items?|business|session|minutes?|agenda|part|section|matters?|proceedings?|papers?|reports?|appendix|appendices)"
    r"|(?:items?|business|matters?|reports?|minutes?|proceedings?)\s+(?:(?:to\s+be\s+)?(?:considered|taken|discussed|held)\s+)?(?:in\s+private|(?:with|after|during|from)\s+(?:which\s+)?(?:the\s+)?(?:exclusion\s+of\s+)?(?:the\s+)?(?:press\s+and\s+)?public.{0,30}|containing\s+exempt\s+information|not\s+(?:open\s+to|for)\s+(?:the\s+)?public\w*)"
    r"|(?:(?:items?|business|matters?|proceedings)\s+)?(?:(?:considered|taken|discussed|dealt\s+with|heard)\s+)?[\"“”'‘’]*in\s+(?:private(?:\s+session)?|committee|closed\s+session|camera)[\"“”'‘’]*|(?:busnes|eitemau)\s+(?:preifat|eithriedig))\s*(?:[-–—:(].{0,80})?[\W_]*$",
    re.IGNORECASE,
)
WHOLE = re.compile(
    rf"{BULLET}(?:exempt|confidential|private|restricted|pink)\s+(?:minutes?|reports?|papers?|pack|appendix|appendices)\b",
    re.IGNORECASE,
)
BARE_PART_TWO = re.compile(rf"{BULLET}part\s+(?:2|ii|two|b)[\W_]*$", re.IGNORECASE)
EXCLUSION = re.compile(
    r"\bexclu(?:de|ded|ding|sion)\b.{0,60}\b(?:public|press)\b|\b(?:public|press)\b.{0,80}\b(?:be\s+)?excluded\b|\bwithdraw(?:n)?\s+from\s+the\s+meeting|\bpass(?:ing)?\s+(?:of\s+)?the\s+following\s+resolution",
    re.IGNORECASE | re.DOTALL,
)
TITLE_OF_A_PARAGRAPH = re.compile(
    r"^\W*(?:\d{1,2}(?:\.\d{1,2})?[.)]?\s+)?(?:exempt|confidential|restricted|private)(?:\s+(?:and|or|/)\s+\w+)?\s+(?:information|matters?|items?|sections?)\W*$|^\W*\d{1,2}[.)]?\s+(?:exempt|confidential|restricted|private)\W*$",
    re.IGNORECASE,
)
REASON = re.compile(
    r"^\W*(?:by\s+virtue|under|para(?:graph)?s?\b|schedule|as\s+defined|reason|categor|this\s+report\s+is)",
    re.IGNORECASE,
)
# What takes a marking back, or speaks of another paper than this one.
NOTHING = re.compile(
    r"\b(?:nil|none|n/?a|not\s+applicable|no\s+(?:exempt|confidential|private|such|part|items?|business|appendices|information|reports?)|not\s+(?:exempt|confidential|private|restricted)|there\s+(?:is|are|was|were)\s+no|does\s+not|do\s+not|is\s+not\s+(?:exempt|confidential)|contains?\s+no|without\s+exempt|unrestricted|non-?\s?(?:exempt|confidential)|dim)\b|^\W*(?:no|open|public)\b",
    re.IGNORECASE,
)
OTHER_PAPER = re.compile(
    r"(?<!this )(?<!this\n)\b(?:appendix|appendices|annexe?|attachment|schedule(?!\s+6\s+(?:of|to)\s+the\b|\s+(?:7|12)\s?\(A))\s+(?:[A-Z]\b|\d{1,2}\b|one\b|two\b|three\b|four\b|(?:to|of|attached|is|are|contains?)\b)|\b(?:separate|elsewhere|part\s+(?:2|ii)\s+report|exempt\s+report)\b",
    re.IGNORECASE,
)
IN_PART = re.compile(r"\b(?:in\s+part|part(?:ly|ially)?|only)\b(?!\s*(?:2|ii)\b)", re.IGNORECASE)
PUBLIC = re.compile(
    r"^[\W_]*(?:(?:security\s+|report\s+|publication\s+|document\s+)?(?:classification|status|marking)\s*[:\t|]*\s*)?(?:unrestricted|open|public(?:\s+(?:report|document|item|minutes|session))?|not\s+(?:exempt|confidential|restricted)|for\s+(?:general\s+)?(?:publication|release)|part\s+(?:1|i|one|a)\b(?:\W+(?:public|open).*)?|non-?\s?exempt)[\W_]*$",
    re.IGNORECASE,
)
PARAGRAPHS = re.compile(
    r"\b(?:para(?:graph)?s?(?:\(s\))?\.?|categor(?:y|ies)|(?:mh?|ph?|b)?h?aragraff(?:\(?au\)?)?)\s*(?:no\.?\s*)?((?:\(?\d{1,2}[A-Z]?\)?)(?:\s*(?:,|and|&|or|to|/|–|-|a)\s*\(?\d{1,2}[A-Z]?\)?)*)",
    re.IGNORECASE,
)
# "that the public be excluded while this report is considered", in the report itself.
EXCLUDED_FOR_THIS = re.compile(
    rf"\b(?:press|public)\b[^.]{{0,40}}\bbe\s+excluded\b[^.]{{0,60}}\b(?:while|when|during|for|from)\b[^.]{{0,50}}\bthis\s+(?:{WORK}|item|matter)\b",
    re.IGNORECASE,
)
IN_PRIVATE_BY_LAW = re.compile(
    rf"^[\W_]*(?:(?:this\s+|the\s+)?{THING}\s+(?:to\s+be\s+|is\s+to\s+be\s+)?(?:considered|taken|discussed|submitted|heard)\s+)?(?:in\s+private|restricted|exempt|confidential|private)\b[^.]{{0,90}}?\b(?:by\s+virtue\s+of|under|pursuant\s+to|in\s+accordance\s+with|in\s+terms\s+of)\b[^.]{{0,120}}?{LAW}",
    re.IGNORECASE | re.DOTALL,
)
# Welsh: "Nid yw'r adroddiad hwn i'w gyhoeddi", "Mae'r ddogfen hon yn cynnwys gwybodaeth eithriedig".
WELSH_NOT_FOR = re.compile(
    r"\b(?:nid\s+yw|ni\s+chaniateir|ni\s+ddylid|ddim)\b.{0,40}\bh[wo]nn?\b.{0,30}(?:i['’]w\s+g?[gc]yhoeddi|(?:ar\s+gael|yn\s+agored)\s+i['’]r\s+cyhoedd|gael\s+ei\s+(?:g?chyhoeddi|datgelu))",
    re.IGNORECASE | re.DOTALL,
)
WELSH_EXEMPT = re.compile(
    r"^(?!.*\bnid\b)(?!.*\bnad\b).*\bh[wo]nn?\b.{0,60}\b(?:gwybodaeth\s+(?:eithriedig|gyfrinachol)|yn\s+(?:eithriedig|gyfrinachol|esempt)|wedi['’]i\s+eithrio)",
    re.IGNORECASE | re.DOTALL,
)
# A title that says it of itself at its end: "Offers received [EXEMPT]".
TITLE = re.compile(
    rf"^.{{3,160}}(?:[\(\[]\s*|\s[-–—:]\s*)(?:strictly\s+|fully\s+)?(?:exempt|confidential|restricted|private|closed|not\s+for\s+publication|part\s+(?:2|ii|b))(?:\s+(?:{THING}|not\s+for\s+publication))?\s*[\)\]]?[\W_]*$",
    re.IGNORECASE | re.DOTALL,
)
CLOSED_ALONE = re.compile(rf"{BULLET}closed(?:\s+{THING})?[\W_]*$", re.IGNORECASE)
PRIVATE_MINUTES = re.compile(
    rf"{BULLET}(?:exempt|confidential|private|restricted|closed|part\s+(?:2|ii|b))\s+minutes\s+of\b",
    re.IGNORECASE,
)
APPENDIX = re.compile(r"^\W*(?:appendix|appendices|annexe?|atodiad|enclosure)\b", re.IGNORECASE)
PLAN = re.compile(
    r"\b(?:forward|work)\s+(?:plan|programme)\b|\b(?:list|notice|schedule)\s+of\s+(?:forthcoming|key|proposed|future|planned|executive)\b.{0,20}\bdecisions\b|\bblaenraglen\b",
    re.IGNORECASE,
)
# "N O T  F O R  P U B L I C A T I O N": its letters, with nothing between.
SPREAD = re.compile(r"^(?:\S\s+){5,}\S$")
UNSPREAD = re.compile(
    r"^\W*(?:strictly|highly)?(?:notforpublication|notforpublic\w*|(?:privateand)?confidential|exempt\w*|restricted|partii|privatedocument)\b",
    re.IGNORECASE,
)
TICK = r"(?:[☒☑✓✔✗✘■◼⊠●]|\[\s*[xX✓✔]\s*\]|\([xX✓✔]\)|(?<!\S)[xX](?!\S))"
BOX = r"(?:[☐□◻○]|\[\s*\]|\(\s*\))"
# "The report is considered to be exempt, based on category 3", among the first words of a report.
REPORT_IS = re.compile(
    rf"^\W*(?:the\s+|this\s+)?(?:\w+\s+){{0,2}}?{WORK}\s+(?:is|are|has|have|contains?|includes?|to\s+be)\b[^.]{{0,80}}\b(?:exempt|confidential|restricted|private)\b(?=.*(?:{LAW}|\bpara(?:graph)?s?\b|\bcategor))",
    re.IGNORECASE | re.DOTALL,
)
# The title of the law's own list.
TITLE_OF_THE_LAW = re.compile(r"^\W*access\s+to\s+information\W+exempt\s+information\W*$", re.IGNORECASE)
