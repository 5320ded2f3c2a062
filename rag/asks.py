"""What kind of thing a question asks for: a decision, a figure, a name, … Pure."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from rag.answers import Ask
from rag.words import words

_PRIVATE = (
    r"\bclosed doors\b|\bpress and (?:the )?public\b|\b(?:private|exempt|confidential) (?:business|items?|sessions?|information)\b|"
    r"\b(?:taken|discussed|considered|held|heard|meet|met|dealt with) in (?:private|camera|secret)\b|"
    r"\b(?:public|press) (?:is |are |was |were |being |to be )?(?:out of the room|excluded|shut out|asked to leave|kept out)\b|\bwithout the (?:press|public)\b|"
    r"\bexclu(?:ding|de|sion of) the (?:press|public)\b"
)
_ASKS: tuple[tuple[Ask, re.Pattern[str]], ...] = tuple(
    (ask, re.compile(pattern, re.IGNORECASE))
    for ask, pattern in (
        (Ask.DEFINITION, r"\bstands? for\b|\bwhat counts as\b|\bmeant by\b|\bwho counts? as\b|\bwhat makes (?:something|it|them|an? \w+)\b.{0,30}\ban?\b|\bmeaning of\b|\bwhat (?:do|does|did) .{1,40} mean\b|\bdefin(?:e|ition)\b|\bacronym\b"),
        (Ask.AGENDA, r"^\W*(?:and |so |but )?what(?:'s| is| was) (?:agenda )?item (?:no\.? |number )?\d{1,2}\b|\bagenda\b(?! item \d)|\bwhich item\b|\bitem (?:number|no)\b|\bwhat (?:pages?|page numbers?)\b|\bwhich pages?\b|\bpages? .{0,90}\bpack\b|"
                     rf"{_PRIVATE}"),
        (Ask.DATE, r"^\W*(?:and |so |but )?(?:(?:by|from|until|since) )?when\b(?!.*,\s*(?:who|what|which|how|why|where)\b)|^\W*(?:and |so |but )?(?:on |by |from )?(?:what|which)(?:'s| is| was)? (?:the )?(?:date|deadline|closing date|last day)\b(?!.*\b(?:resol|decided))"),
        (Ask.PERSON, r"^\W*(?:and |so |but )?(?:who(?:se|m)?\b|which (?:\w+ )?(?:councillor|cllr|member|officer|minister|director|chief)s?\b)"),
        (Ask.LIST, r"^(?!.*\b(?:agreed?|resolved?|decided|approved?|asked?)\b)\W*(?:what|which|name|list)(?: (?:are|were))?(?: the)?(?: \w+)? (?:two|three|four|five|six|seven|eight|nine|ten)\b"),
        (Ask.REASON, r"[,;.–-]\s*(?:so|but|then|yet) why\b|^\W*(?:and |so |but )?(?:why\b|how come\b|on what grounds?\b|what(?:'s| is| was| were| are) the (?:reason|grounds (?:for|of|on|given)|rationale|justification|thinking)\b|what (?:has |had |have )?(?:held up|delayed|prompted|triggered|knocked|pushed|dragged|threw)\b)"),
        (Ask.FIGURE, r"^(?:% of\b|\W*(?:and |so |but )?how (?:much|many)\b(?!.{0,60}\b(?:voted?|votes|abst|compared|grown|changed|(?:than|more|less)\b(?! (?:than )?(?:an?|one|two|three|half|\d[\d,.]*)\b))\b))"),
        (Ask.FACT, r"\bwhat (?:is|are|was|were)\b.{0,60}\b(?:being )?(?:asked|recommended|advised|urged) to\b"),
        (Ask.DECISION, r"\bwhat did (?:[\w'’&-]+ ){0,5}?(?:board|committee|panel|cabinet|council|commission|forum|authority|members|councillors|executive|trustees|they)\b(?!['’]s).{0,20}\b(?:go (?:for|with)|opt for|settle(?: on| for)?|plump for|allow|permit|grant|impose)\b|\bwhat did\b.{0,50}\b(?:board|committee|panel|cabinet|council|members|councillors|executive)\b.{0,12}\bdo\b|\bwhat happened (?:to|with)\b.{0,60}\b(?:motion|amendment|petition)\b|\bresol(?:ve|ution)|(?<!\ba key )\bdecisions?\b|\ba key decision (?:taken|made|reached)\b|\bdecid(?:e|ed|ing)\b(?! (?:on time|in time|within|late)\b)|^(?!.*\b(?:elections?|ballots?|polls?|referend))(?:.*?)\bvote(?:s|d)?\b|\bvoting\b(?! (?:rights?|age|system|intention))|\bcarried\b(?! (?:out|forward|over|on)\b)|\bamendments?\b|\b(?:the|that|this) motion\b|\bwhat became of\b|\b(?:come|came|comes) (?:out|down) (?:for|in favour of|against|on the side of)\b"),
        (Ask.COMPARISON, r"\b(?:up or down|down or up|(?:higher|bigger|larger|longer) or (?:lower|smaller|shorter)|more or (?:less|fewer)|(?:less|fewer) or more|better or worse|worse or better|(?:rise|risen|rose) or (?:fall(?:en)?|fell))\b"),
        (Ask.FIGURE, r"\bhow (?:many|much)\b(?!.{0,40}\b(?:compared|grown|changed|(?:than|more|less)\b(?! (?:than )?(?:an?|one|two|three|half|\d[\d,.]*)\b))\b)|"
                     r"(?:^|[,:;–-])\W*(?:and |so |but )?(?:what|which) (?:percentage|per ?cent|proportion|share)\b(?!.{0,80}\b(?:than|compared|against|versus)\b)"),
        (Ask.COMPARISON, r"\bcompar|\bdiffer|\bup or down\b|\bdown or up\b|\bversus\b|\bvs\.?\b|\bhow .{0,30}\bchanged?\b|\b(?:higher|lower|more|fewer|less|better|worse|bigger|smaller|larger|greater)\b.{0,60}\b(?:than|or)\b|"
                         r"\bgap between\b|\bfrom (?:20)?\d\d.{0,12} to (?:20)?\d\d|\bdisagree\b|\bstack up\b|\bv\b|\b(?:shrunk|shrank|narrowed|widened|worsened|improved) (?:between|since|from)\b|\b(?!(?:other|rather|after|over|whether|number|under|never|member|officer)\b)[a-z]{3,}er\b(?: [\w'’-]+){0,6} than\b|\bagainst (?:the )?(?:national|england|country|region|target)|\b(?:go|gone|went) (?:up|down)\b|"
                         r"\b(?:rise|risen|rose|fall|fell|fallen|grow|grown|grew|drop|dropped|moved?|climbed|put (?:up|down)|(?:gone|come) (?:up|down))\b.{0,60}\b(?:between|since|from)\b"),
        (Ask.ACTION, r"\bpromis|\bundert(?:ook|ake)|\bc[oa]me back\b|\bget back\b|\breport back\b|\bfollow(?:ed|ing)? up\b|\bcommit(?:ted|ment)? to\b|"
                     r"\b(?:agreed?|offered|asked|requested|supposed|due|going|meant|said) to (?:provide|send|circulate|bring|supply|share|investigate|look into|write|raise|give|promote|submit|report|be)\b|"
                     r"\b(?:say|said) (?:they|he|she)(?:'d| would)\b|\baction(?:s|ed)? (?:for|from|on|arising|was|were)\b|\basked? (?:officers|for)\b|\brequest(?:ed|s)?\b"),
        (Ask.DECISION, r"\bdid (?:the )?(?:[\w'’&-]+ ){0,5}?(?:board|committee|panel|cabinet|council|commission|forum|authority|members|councillors|executive|trustees)\b(?![’']s).{0,16}\b(?:adopt|pass|defer|approve|endorse|reject|refuse|ratify|sanction|throw out|go ahead)\b|"
                       r"\b(?:was|were|has|have|did|is) .{2,80}\b(?:adopted|passed|deferred|thrown out|get through|go through|voted|go(?:ne)? along with|say yes|said yes|nodded through|waved through)\b|"
                       r"\bwhat (?:happened|came) (?:with|to|about|out)\b.{0,80}\b(?:board|committee|panel|cabinet|council|meeting)\b|\bapprov|\bendors|\bturn(?:ed)? .{0,20}\bdown\b|\breject|\brefus(?:e|ed)\b|\bthr(?:own?|ew) out\b|\b(?:confirmed|appointed|elected)\b|"
                       r"\b(?:board|committee|panel|cabinet|council|members|they|councillors)\b.{0,30}\b(?:agree|agreed|note|noted|accept|back(?:ed)?(?! (?:in|by|to|on|from|at|over|up|with|£))|sign(?:ed)? off|support|supported)\b|\bagreed?\b|\bsign(?:ed)? (?:(?:it|this|that|them) )?off\b|\boutcome of\b|\bthe outcome\s*\?|\b(?:just|only|merely|simply) note"),
        (Ask.REASON, r"\bwhy\b|\breasons?\b|\bhow come\b|\bwhat (?:caused|explains?|led to|drove|is behind|was behind)\b|\bbehind (?:that|this|it)\b|\bdown to\b|\bwhat for\b|\bbecause of what\b|\bblamed?\b|\bexplanation\b"),
        (Ask.PERSON, r"\bwho(?:se|m)?\b|\bwhich (?:\w+ )?(?:officer|councillor|member|director|person|organisation|organization|company|firm|contractor|consultants?|builder|supplier|bidder|provider|body|partner|trust|charity|agency)\b|\bname of the\b|\bchair(?:ed|ing)?\b|\bauthors?\b"),
        (Ask.FIGURE, r"\bhow (?:many|much|high|low|big|large|often|far)\b|^\W*(?:what )?(?:percentage|percent|proportion|rate|share|%)"),
        (Ask.DATE, r"^\W*(?:and |so |but )?when\b|\bwhen (?:did|was|were|is|are|will|would|does|do|has|had|should|can)\b|\bwhen\s*[?]|[-–,;:]\s*when\b|\b(?:or|if not,?|exactly|know|say|said) when\b|\b(?:what|which) (?:date|day|month|year|time)\b|\bby when\b|\bhow long\b|\bdeadline\b|\bstart date\b|\bdates? (?:of|for)\b|\bdate\s*\?"),
        (Ask.FIGURE, r"\bin (?:pounds|total)\b|\bwhat(?:['’]s| is| was| are| were)? (?:the )?(?:\w+ ){0,3}(?:fee|charge|price)s?\b|\b(?:percentage|percent|proportion|rate|number|figure|share|amount|cost|target|baseline|total|budget|spend|spent|average|score|value|actual|population|headcount|ratio|outturn|overspend|underspend|deficit|surplus|variance|precept|expenditure|turnover)\b|£|%|\bcount\b|\bno\. of\b"),
        (Ask.LIST, r"\blist\b|\bwhat (?:are|were) (?:the|some|all|its|their)\b|\bname (?:the|all)\b|\bnames of\b|\b(?:two|three|four|five|six|seven|eight|nine|ten)\b|"
                   r"\b(?:which|what|name) (?:the )?(?:\w+ ){0,4}(?:areas|priorities|themes|members|partners|services|aims|actions|groups|ways|steps|stages|methods|strands|objectives|values|recommendations|suggestions|proposals|options|comments|requests|tasks|changes|benefits|questions|issues|concerns|points|items|reports|risks|organisations|types|things|streams|workstreams|examples|principles|outcomes|measures|topics|categories|schemes|projects|conditions|purposes|indicators|complaints|objections|worries|firms|companies|bidders|tenderers)\b"),
        (Ask.DEFINITION, r"^\s*what(?:'s| is| was) (?:a |an |the )?['\"“‘]?[\w&/-]+(?: [\w&/-]+){0,2}['\"”’]?\s*\?*$|^\s*what(?:'s| is| was) (?-i:[A-Z])[\w-]+\b"),
    )
)  # fmt: skip


_BY_NUMBER = re.compile(
    r"\bdecision (?:no\.? |number )?\d\d[/-]\d{4,6}\b", re.IGNORECASE
)  # names it, asks for none
# Names where it is told, and asks for none of its items.
_FROM_AGENDA = re.compile(
    r"\b(?:according to|as per|going by) (?:the |its )?(?:[\w'’]+ ){0,4}agenda\b", re.IGNORECASE
)
# The words by which a decision is asked for; a slip of one letter in them must not lose it.
_DECISION_SPELT = ("resolved", "resolution", "decided", "decision", "approved")


def asks_for(question: str) -> Ask:
    """Tell what kind of thing a question asks for.

    >>> asks_for("what did the board resolve on FSM funding"), asks_for("How many children attended?")
    (<Ask.DECISION: 'decision'>, <Ask.FIGURE: 'figure'>)
    """
    asked = _FROM_AGENDA.sub("", _BY_NUMBER.sub("it", question))
    found = next((ask for ask, pattern in _ASKS if pattern.search(asked)), Ask.FACT)
    if found not in {Ask.DECISION, Ask.AGENDA, Ask.REASON} and any(
        OSA.distance(w.removesuffix("s"), right) == 1
        for w in words(question)
        if len(w) > 6
        for right in _DECISION_SPELT
    ):
        return Ask.DECISION
    return found


PRIVATE = re.compile(_PRIVATE, re.IGNORECASE)
"""What asks, and tells, whether anything is taken without the public."""

ADVISED = re.compile(
    r"\b(?:being |be )?(?:asked|recommended|invited|urged|advised) to\b|\b(?:what|which)\b.{0,60}\b(?:recommend(?:s|ed|ing)?|recommendations?)\b",
    re.IGNORECASE,
)
"""What asks for a recommendation: what members are asked to do."""

VOTE = re.compile(
    r"\bvot(?:e|es|ed|ing)\b|\babst(?:ain|ention)|\bsat on (?:the fence|(?:their|his|her) hands)\b|\bunanimous|\bfor and against\b|\bcarried\b(?! (?:out|forward|over|on)\b)",
    re.IGNORECASE,
)
"""What asks how members voted."""

MOVER = re.compile(
    r"\b(?:who|whom|which (?:councillor|cllr|member)s?)\b.{0,40}\b(?:moved|seconded|proposed)\b|\b(?:mover|seconder|proposer)s? of\b|"
    r"\b(?:who|which (?:councillor|cllr|member)s?)\b.{0,30}\b(?:brought|tabled|submitted|laid|put (?:up|forward|down)|introduced)\b.{0,60}\b(?:motion|amendment)\b",
    re.IGNORECASE,
)
"""What asks who moved or seconded a motion or an amendment."""

VOTERS = re.compile(
    r"\b(?:who|which (?:councillors?|cllrs?|members?)|name (?:the )?(?:councillors|cllrs|members))\b.{0,30}\b(?:(?:voted|abstained|sat on (?:(?:their|his|her) hands|the fence))\b|(?:opposed|backed|supported)\b.{0,60}\b(?:motion|amendment)\b)|"
    r"\b(?:voted|abstained|sat on (?:(?:their|his|her) hands|the fence))\b[^?]*[.?:;,–-]\s*(?:and )?(?:who|which (?:councillor|member)s?)\b",
    re.IGNORECASE,
)
"""What asks who voted how, by name."""

VOTE_COUNT = re.compile(
    r"^(?!.*\b(?:elections?|ballot|poll|referendum)\b).*?\bhow many\b.{0,40}\b(?:voted|abstained|abstentions|opposed|(?:for|against)\s*(?:it|that|this)?\s*\?)|"
    r"\b(?:what was|what were|how did|how close was|how tight was) the (?:votes?|voting)\b|\bvotes? (?:split|divided?)\b|\bvot(?:e|ing) (?:count|figures|numbers)\b",
    re.IGNORECASE,
)
"""What asks how many voted which way."""

OF_THE_MEETING = re.compile(
    r"\b(?:ring|phone|telephone|email|contact)\b|\bwhere\b.{0,60}\b(?:meet|met|held|take place|sit)\b|\bvenue\b|\bwhat time\b|\b(?:start|finish)(?:s|ed)?\b",
    re.IGNORECASE,
)
"""What asks of a meeting's place, hours or clerk, which an agenda's front page tells beside its items."""
