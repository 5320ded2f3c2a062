"""What people call things, and what councils' papers do: words that mean the same in a committee's business. Pure.

General English of local government, no paper's wording. A line is a group: any of its words may stand for any other.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import permutations

_NOUNS = """
business rates, non-domestic rates, national non-domestic rates
bin collection, refuse collection, waste collection, rubbish collection
tip, household waste recycling centre, recycling centre, civic amenity site
tips, household waste recycling centres, recycling centres
pavement, footway
pavements, footways
roads, highways, carriageways
roadworks, street works
street lights, street lighting, lighting columns
zebra, pedestrian crossing, zebra crossing
bus pass, concessionary travel
school buses, school transport, home to school transport
toddlers, early years, under fives, little ones
pupils, students, schoolchildren, learners
expelled, permanently excluded
foster parents, foster carers
home help, home care, domiciliary care
rough sleepers, street homeless
flats, apartments
planning permission, planning consent
brownfield, previously developed land
swimming baths, swimming pool, baths, pool
parks, open spaces, green spaces
kids, children
playground, play area
children in care, looked after children, looked-after children
playgrounds, play areas
tourist tax, visitor levy, overnight levy, bed tax
parking tickets, parking fines, penalty charge notices, pcns
parking fees, parking charges, car park charges
police commissioner, crime commissioner, police and crime commissioner, pcc
antisocial behaviour, anti-social behaviour, asb
dog mess, dog fouling
pests, vermin
gritting, precautionary salting, winter maintenance, winter service
electric cars, electric vehicles, evs
charging points, charge points, chargepoints
pay rise, pay award
job cuts, redundancies
overspend, adverse variance, overspent
underspend, favourable variance, underspent
nest egg, reserves, rainy day fund
ministers, the government, whitehall, central government
council tax rise, council tax increase
fees, charges, prices
foi requests, freedom of information requests
questionnaire, survey
replies, responses
chairman, chair, chairperson, convener, convenor
stand-in, substitute
stand-ins, substitutes
doctors, gps
a&e, emergency department, accident and emergency
bed blocking, delayed discharges, delayed transfers of care
jabs, vaccinations, immunisations
drugs, substance misuse
mums, mothers
domestic violence, domestic abuse
call centre, contact centre, customer service centre
computer system, it system, ict system
charities, voluntary sector, third sector
cemetery, burial ground
toilets, public conveniences
cycle lane, cycleway, cycle route, cycle track
cycle lanes, cycleways, cycle routes, cycle tracks
train station, railway station
crashes, collisions, road accidents
budget gap, deficit, shortfall, funding gap
forecasts, projections
per head, per person, per capita, a head
so far this year, year to date
deadline, closing date
shared houses, houses in multiple occupation, hmos
web site, website
town hall, civic centre, council offices
timetable, schedule
reorganisation, lgr, local government reorganisation
meals on wheels, community meals
lollipop men, school crossing patrols
wheelie bins, wheeled bins
potholes, carriageway defects
expectant mums, expectant mothers, pregnant women
flu jab, flu vaccination, flu vaccine
jab, vaccination, vaccine
food scraps, leftovers, food waste
black bin waste, residual waste
bin lorries, refuse vehicles, refuse collection vehicles
lorries, heavy goods vehicles, hgvs
speed humps, road humps, speed bumps
drains, gullies
grass cutting, mowing
road deaths, people killed on the roads
lollipop ladies, school crossing patrols
sports centre, leisure centre
youth club, youth centre
market traders, stallholders
empty shops, vacant shops, vacant units
old people's homes, care homes, residential homes
respite, short breaks
home schooling, elective home education
home schooled, electively home educated
ed psychs, educational psychologists
agency staff, agency workers
sick days, sickness absence, days lost to sickness
hiring freeze, recruitment freeze
budget cuts, budget reductions
unpaid rent, rent arrears
unpaid council tax, council tax arrears
empty council homes, voids, void properties
housing waiting list, housing register, housing list
temporary housing, temporary accommodation
council houses, council homes
affordable housing, affordable homes
carbon footprint, carbon emissions, greenhouse gas emissions
solar panels, solar pv, photovoltaic panels
cyber attack, cyber incident
legal action, litigation
winning bidder, successful bidder, successful tenderer
bidders, tenderers
finance chief, chief finance officer, section 151 officer, s151 officer
chief exec, chief executive
councillors' pay, councillors' allowances, members' allowances
one-off, non-recurring
a year, per annum, annually
a week, per week
up and running, operational
so far, to date
next door, neighbouring, adjoining
break-ins, burglaries
out of work, unemployed
deadline, last day
fines, fixed penalty notices, fixed penalties
building work, construction, capital works
cost, price tag
"""
_VERBS = """
mend, repair, fix
shut, close
scrap, axe, abolish, discontinue, withdraw
postpone, defer, delay, put off
oppose, vote against
propose, put forward
turn down, reject
sell, dispose of
buy, purchase, acquire
build, construct
demolish, knock down
refurbish, renovate, do up
introduce, bring in
recruit, hire, appoint
dismiss, sack
resign, step down
rise, increase, go up
fall, decrease, go down
start, begin, commence
promise, undertake
look into, investigate
send back, refer back
hand over, transfer
keep, retain
get, receive
ask for, request
say no to, refuse
say yes to, agree to, accept
pay for, fund
finish, complete
speed up, accelerate
stop, cease
tell, inform, notify
set aside, earmark
put up, increase
cut, reduce, lower
merge, amalgamate, combine
turn up, attend
rent out, let, lease
"""
_IRREGULAR = {
    "shut": ("shuts", "shut", "shutting", "shut"), "put": ("puts", "put", "putting", "put"), "sell": ("sells", "sold", "selling", "sold"),
    "buy": ("buys", "bought", "buying", "bought"), "build": ("builds", "built", "building", "built"),
    "bring": ("brings", "brought", "bringing", "brought"), "rise": ("rises", "rose", "rising", "risen"),
    "fall": ("falls", "fell", "falling", "fallen"), "go": ("goes", "went", "going", "gone"), "do": ("does", "did", "doing", "done"),
    "knock": ("knocks", "knocked", "knocking", "knocked"), "send": ("sends", "sent", "sending", "sent"),
    "undertake": ("undertakes", "undertook", "undertaking", "undertaken"), "begin": ("begins", "began", "beginning", "begun"),
    "withdraw": ("withdraws", "withdrew", "withdrawing", "withdrawn"),
    "step": ("steps", "stepped", "stepping", "stepped"), "defer": ("defers", "deferred", "deferring", "deferred"),
    "refer": ("refers", "referred", "referring", "referred"), "scrap": ("scraps", "scrapped", "scrapping", "scrapped"),
    "keep": ("keeps", "kept", "keeping", "kept"), "get": ("gets", "got", "getting", "got"),
    "say": ("says", "said", "saying", "said"), "pay": ("pays", "paid", "paying", "paid"), "tell": ("tells", "told", "telling", "told"),
    "notify": ("notifies", "notified", "notifying", "notified"), "set": ("sets", "set", "setting", "set"), "stop": ("stops", "stopped", "stopping", "stopped"),
    "cut": ("cuts", "cut", "cutting", "cut"), "let": ("lets", "let", "letting", "let"),
    "transfer": ("transfers", "transferred", "transferring", "transferred"),
}  # fmt: skip


def _forms(verb: str) -> tuple[str, str, str, str, str]:
    """Give a verb's base, third person, past, -ing form and participle, each with what follows it ("put off")."""
    base, _, rest = verb.partition(" ")
    if base in _IRREGULAR:
        forms = (base, *_IRREGULAR[base])
    else:
        stem = base.removesuffix("e")
        third = f"{base}es" if base.endswith(("s", "sh", "ch", "x")) else f"{base}s"
        forms = (base, third, f"{stem}ed", f"{stem}ing", f"{stem}ed")
    first, *others = (f"{form} {rest}".strip() for form in forms)
    return first, others[0], others[1], others[2], others[3]


def _alternatives() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Give for each word what may stand for it, with the forms by which a text shows that it says so."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for line in filter(None, _NOUNS.split("\n")):
        own = line.split(", ")
        for said in own:
            found.setdefault(said, []).extend((w, (w,)) for w in own if w != said)
    for line in filter(None, _VERBS.split("\n")):
        verbs = [_forms(v) for v in line.split(", ")]
        for one, other in permutations(verbs, 2):
            for form, alike in zip(one, other, strict=True):
                if all(alike != w for w, _ in found.get(form, ())):
                    found.setdefault(form, []).append((alike, other))
    return found


_ALTERNATIVES = _alternatives()
_ANY = re.compile(
    rf"\b(?:{'|'.join(sorted(map(re.escape, _ALTERNATIVES), key=len, reverse=True))})\b", re.IGNORECASE
)


def others(said: str) -> tuple[str, ...]:
    """Give the words that may stand for a word.

    >>> others("tourist tax")
    ('visitor levy', 'overnight levy', 'bed tax')
    """
    return tuple(word for word, _ in _ALTERNATIVES.get(said.lower(), ()))


def said_in(text: str) -> list[str]:
    """Find the words of the groups that a text has, in small letters."""
    return [m[0].lower() for m in _ANY.finditer(text)]


@lru_cache(maxsize=20_000)
def _stands(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


def worded_as(question: str, text: str) -> str:
    """Give a question with the words of a text that mean the same, for those that do not stand there.

    >>> worded_as("Will the tourist tax mend roads?", "The visitor levy has repaired roads.")
    'Will the visitor levy repair roads?'
    """
    low = text.lower()

    def chosen(found: re.Match[str]) -> str:
        said = found[0].lower()
        if _stands(said, low):
            return found[0]
        return next((w for w, by in _ALTERNATIVES[said] if any(_stands(b, low) for b in by)), found[0])

    return _ANY.sub(chosen, question)
