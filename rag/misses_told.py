"""Whether a sentence says by itself that a target was missed. Pure."""

from __future__ import annotations

import re

_MISSED = re.compile(
    r"\b(?:(?:did|does|do|has|have|had|was|were|is|are)(?: not|n['’]t)(?: yet)?(?: been| being)? (?:meet|met|meeting|achieve|achieved|reach|reached|hit)\b.{0,60}?\btargets?|"
    r"fail(?:ed|s|ing)? to (?:meet|achieve|reach|hit)\b.{0,60}?\btargets?|miss(?:ed|es|ing) (?:the|its|our|this|that|their)\b.{0,40}?\btargets?|"
    r"(?:f[ea]ll(?:en|s)?|just) short (?:of|on)\b.{0,40}?\btargets?|(?:behind|short of|off)(?: |-)(?:(?:the|its|our|their|a|this)\b.{0,40}?)?\btargets?\b|"
    r"targets?\b.{0,60}? (?:was|were|is|are|has|have|had) not(?: yet)?(?: been| being)? (?:met|achieved|reached|hit)|"
    r"targets?\b.{0,40}? (?:was|were|has been|have been) missed|"
    r"too (?:slow|low|high|long|few|late)\b.{0,80}?\btargets? of)",
    re.IGNORECASE,
)
# "Sickness was below the target" is good news: below is short only of what performs, or of counted indicators.
_BELOW = re.compile(
    r"\b(?:performance|performing|indicators?|measures?|KPIs?|actions?)\b.{0,120}?(?<!above or )(?<!above and )\b(?:below|under)(?: |-)"
    r"(?:(?:the|its|our|their|agreed)\b.{0,30}?)?\btargets?\b",
    re.IGNORECASE,
)
# What has not happened, what would, what is denied, and what is better than its target.
_UNCERTAIN = re.compile(
    r"\b(?:if|unless|may|might|could|would|should|risks?|forecast\w*|expect\w*|likely|project(?:ed|ion|ions)|anticipate[sd]? (?:that|to)|"
    r"ensure|avoid|in case|never|whether|no longer|previously|not (?:fall|fallen|below|behind|missed|off)|where|any|no|none|nor|neither|"
    r"positive(?:ly)?|better|explained|reasons? why)\b|\?",
    re.IGNORECASE,
)  # fmt: skip


def tells_miss(words: str) -> bool:
    """Tell whether a sentence says that a target was missed; rather no than a wrong yes.

    >>> tells_miss("Three of the indicators were performing below the agreed target.")
    True
    >>> tells_miss("Sickness absence was 7.2 days, below the target of 8 days.")
    False
    """
    if not 6 <= len(words.split()) <= 70 or _UNCERTAIN.search(words):
        return False
    return bool(_MISSED.search(words) or _BELOW.search(words))
