"""Fields and labels: what heads a report, a record or a web page, a name before its value or over it. Pure."""

from __future__ import annotations

import re

# "To: …", "Ward(s) affected:", as reports head themselves
FIELD = re.compile(r"^(?P<name>[A-Z][A-Za-z0-9 /()'&?’,.-]{1,60}?)\s*[:?]\s*:?\s*(?P<value>.*)$", re.DOTALL)

# "Minutes:", "Decision", "Reasons for the decision:", alone on a line over what they head
LABEL = re.compile(
    r"(?:minutes|purpose(?: of (?:the )?report)?|decisions?(?: taken| made)?|recommendations?|"
    r"reasons?(?: for (?:the )?(?:decisions?|recommendations?))?|(?:any )?(?:other|alternative) (?:options?|actions?)(?: [\w/]+){0,3}|"
    r"options? considered(?: [\w/]+){0,3}|background|additional documents|supporting documents|(?:decision|issue) details|agenda item|issue\s*-\s*\w+)(?:\(s\))?\s*:?",
    re.IGNORECASE,
)
# "Table 3: Winter seasons", the title of a table; not "Table 3 shows …"
CAPTION = re.compile(
    r"\W*(?:Table|TABLE|Figure|FIGURE|Fig\.|Chart|CHART|Graph|GRAPH)\s+(?:\d+(?:\.\d+)*[a-z]?|[A-Z])(?:\s*[.:–—-]|\s+(?=[A-Z(£])|$)"
)
# The fields of a page of a decision, one to a line
RECORD_FIELD = re.compile(
    r"^(?:decision maker|decision status|is key decision|is subject to call in|notice of proposed decision|report author|lead officer|publication date|"
    r"date of decision|decision date|decided at meeting|made at meeting|effective from|accompanying documents)s?\??\s*:",
    re.IGNORECASE,
)
# "Decision Maker: Cabinet" and then "Is Key decision?: No", one field to a line
SHORT_FIELD = re.compile(r"^[A-Z][\w ()/'’-]{2,40}\??:\s+\S.{0,90}$|^[A-Z][\w ()/'’-]{2,40}\?:\s*\S{1,12}$")
