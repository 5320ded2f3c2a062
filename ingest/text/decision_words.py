"""How a decision opens in minutes: RESOLVED, AGREED, "The Committee NOTED", as patterns. Pure."""

from __future__ import annotations

import re

DECISION_WORDS = re.compile(
    r"""^\W*(?:\d{1,2}(?:\.\d{1,2}){0,2}[.)]?\s+)?(?:(?:it\ was\ )?(?:therefore\ )?(?:unanimously\ )?
        (?:RESOLVED|Resolved|resolved|RESOLUTION|AGREED|DECIDED|ORDERED|(?:DECISION|Decision)(?!\ (?i:sessions?|mak|notice|sheet|list|details|record|number|no\b|ref|status|published|taken\ by|to\ be|trees?|of\ the\ \w+\ (?:session|meeting))))\b
        |(?:PENDERFYNWYD|Penderfynwyd|CYTUNWYD|Cytunwyd)\b
        |The\ (?:[A-Z][\w-]+\ ){0,4}(?:Committee|Board|Panel|Cabinet|Council|Commission|Forum|Executive|Authority|Members)
        ,?\ (?:unanimously\ |then\ )?(?:(?:RESOLVED|AGREED|DECIDED|NOTED|APPROVED)\b|
        (?:resolved|agreed|decided)(?:\ (?:to|that))?\s*:))""",
    re.VERBOSE,
)
# A stem of clauses that the narrative leads to: "The motion as amended was then put and it was RESOLVED:"
NARRATED = re.compile(r"\b(?:RESOLVED|AGREED|it was (?:unanimously )?(?:resolved|agreed))\b[^.:]{0,80}:$")
