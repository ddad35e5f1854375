"""
Words that may mean that somebody is not safe.

It finds words, not danger: most of what it finds harms nobody, and most harm is told without
these words. A person reads each. The list is our own, after the ten kinds of abuse and neglect
in the care and support statutory guidance to the Care Act 2014 (chapter 14, paragraph 17), as
staff and families say them.
"""

import re
from datetime import datetime, time
from zoneinfo import ZoneInfo

from regard.domains.engagement.rules.letters import Email

from .working_days import next_working_day

WORKING_DAYS = 1
"""Within so many working days somebody must have looked. Our own rule: the Care Act sets no time
for it, and local procedures commonly ask for the same or the next working day."""

DAY_ENDS = time(17)
LONDON = ZoneInfo("Europe/London")

PHRASES = (
    r"abus(?:e|ed|es|ing|ive)",
    r"neglect(?:ed|s|ing|ful)?",
    r"safeguarding (?:concern|alert|issue|worry|referral)s?",
    (
        r"(?:hit|hits|hitting|slap(?:s|ped|ping)?|punch(?:es|ed|ing)?|kick(?:s|ed|ing)?|"
        r"shak(?:es|en|ing)|beat(?:s|en|ing)?|pushed|grabbed|dragged) (?:\w+ ){0,2}"
        r"(?:residents?|clients?|patients?|me|him|her|them|mum|dad|mother|father|people)"
    ),
    r"assault(?:s|ed|ing)?",
    r"rap(?:e|ed|ist)",
    r"(?:sexual(?:ly)?) (?:abuse[ds]?|assault(?:ed|s)?|touch(?:ed|ing)|harass(?:ed|ment))",
    r"touched (?:me|her|him|them) (?:inappropriately|where)",
    r"bruis(?:e|es|ed|ing)",
    r"unexplained (?:injur(?:y|ies)|marks?|falls?)",
    (
        r"(?:locked|shut|tied|strapped) (?:\w+ ){0,3}(?:in|into|to|up|down|out)"
        r"(?: (?:his|her|their|a|the|my))? ?(?:rooms?|bedrooms?|chairs?|beds?|cupboard|house)?"
    ),
    r"restrained",
    (
        r"left (?:\w+ ){0,3}(?:soiled|soaking|wet|in (?:urine|faeces|pain)|without (?:food|water|"
        r"drinks?|medicines?|medication|care)|on the floor)"
    ),
    (
        r"(?:not|never|nobody) (?:being )?(?:fed|washed|changed|given (?:food|water|medicines?|"
        r"medication|anything to (?:eat|drink)))"
    ),
    r"(?:starv(?:ed|ing)|malnourished|dehydrated)",
    r"(?:bed ?sores?|pressure (?:sores?|ulcers?|wounds?))",
    (
        r"(?:stole|steals?|stealing|stolen|took|takes|taking) (?:\w+ ){0,3}"
        r"(?:money|savings|pension|bank card|jewellery|purse|wallet)"
    ),
    r"financial(?:ly)? (?:abuse[ds]?|exploit(?:ed|ation))",
    r"exploit(?:ed|ation|ing) (?:\w+ ){0,2}(?:residents?|clients?|people|her|him|them|mum|dad)",
    r"modern slavery|traffick(?:ed|ing)|(?:kept|took|taken|holds?|held) (?:\w+ ){0,2}passports?",
    r"threaten(?:s|ed|ing)? (?:to |me|her|him|them|\w+ with)",
    r"(?:afraid|scared|frightened|terrified) (?:of|to (?:go home|speak|tell|say))",
    r"(?:kill|hurt|harm|cut)(?:s|ed|ing)? (?:myself|himself|herself|themselves)",
    (
        r"suicid(?:e|al)|end (?:my|his|her|their) (?:own )?li(?:fe|ves)|self[- ]harm(?:s|ed|ing)?|"
        r"do not want to live|don.t want to live|wish(?:es|ed)? (?:i|he|she) (?:was|were) dead"
    ),
    r"domestic (?:abuse|violence)|forced marriage|honou?r[- ]based",
    r"not safe|unsafe|in danger|at risk of (?:harm|abuse|death|dying)",
    r"died (?:because|after|of) (?:\w+ ){0,3}(?:neglect|nobody|no one|wait(?:ed|ing))",
    r"over[- ]?(?:dose[ds]?|sedat(?:ed|ion))",
    r"whistle[- ]?blow(?:er|ers|ing|s)?",
)
"""Each is looked for as whole words, in capitals or not."""

HARMLESS = (
    (
        r"abus(?:e|es|ed|ing) (?:of |the |our |their )?(?:\w+ )?(?:power|position|"
        r"trust in|process|"
        r"system|procurement|notice|contract|market|statistics|term)s?"
    ),
    r"(?:substance|drug|alcohol|drugs and alcohol|solvent) abuse",
    r"abuse of (?:the )?(?:process|power|dominan\w+|right|discretion)",
    (
        r"neglect(?:ed|s|ing)? (?:of |the |our |to )?(?:\w+ )?(?:sector|investment|market|"
        r"infrastructure|"
        r"maintenance|roads?|buildings?|area|mention|reply|answer|consult)"
    ),
    (
        r"(?:budget|funding|fees?|rates?|cuts|costs?|inflation|covid|pandemic|winter|"
        r"recession|brexit) "
        r"(?:\w+ ){0,2}(?:hit|hits|hitting|beat|beats|beating|kicked|punch\w*) (?:\w+ ){0,2}"
        r"(?:residents?|clients?|patients?|me|him|her|them|people)"
    ),
    r"hit(?:s|ting)? (?:the |our |their )?(?:targets?|headlines?|budgets?|hard|buffers|ground)",
    (
        r"(?:safeguarding|whistle[- ]?blow\w*) (?:training|polic(?:y|ies)|courses?|boards?|"
        r"procedures?|leads?|teams?|partnerships?)"
    ),
    (
        r"(?:training|courses?|policy|policies) (?:\w+ ){0,3}(?:safeguarding|abuse|neglect|"
        r"restrain\w*|self[- ]harm|whistle[- ]?blow\w*|pressure (?:sores?|ulcers?))"
    ),
    (
        r"(?:unsafe|not safe) (?:parking|roads?|junctions?|crossings?|pavements?|footpaths?|"
        r"assumptions?|to (?:assume|say|rely|conclude))"
    ),
    r"(?:roads?|junctions?|pavements?|parking|footpaths?) (?:\w+ ){0,2}(?:unsafe|not safe)",
    (
        r"(?:financially|budget|financial) restrained|restrained (?:by |in |"
        r"from )?(?:budgets?|funding|"
        r"spending|costs?|growth|competing)"
    ),
    r"self[- ]neglect (?:polic\w+|training|toolkit)",
    (
        r"(?:services?|beds?|homes?|jobs|funding|viability|business(?:es)?|providers?) "
        r"(?:\w+ ){0,3}(?:in danger|unsafe)(?: of clos\w+)?"
    ),
    (
        r"locked (?:\w+ )?(?:in|into|out of) (?:\w+ ){0,2}(?:contracts?|rates?|agreements?|"
        r"frameworks?|prices?|leases?|systems?|accounts?|portals?)"
    ),
    (
        r"tied (?:\w+ ){0,2}(?:in |into |to |up )(?:\w+ ){0,2}(?:contracts?|paperwork|rates?|"
        r"frameworks?|agreements?|bureaucracy|red tape|budgets?|visas?|employers?)"
    ),
    r"shut (?:\w+ ){0,2}(?:down|up) ?(?:shop|services?|homes?|beds?)?",
    r"strapped (?:for )?cash",
    (
        r"threaten(?:s|ed|ing)? (?:to )?(?:the |our |their )?(?:close|closure|viability|"
        r"sustainability|"
        r"market|sector|services?|jobs|existence|with closure)"
    ),
    (
        r"(?:takes?|took|taking) (?:\w+ ){0,3}money (?:out of|from) (?:the |our )?"
        r"(?:\w+ )?(?:budgets?|system|sector|front ?line|services?|fund\w*)"
    ),
    r"exploit(?:ed|ing|ation) (?:of )?(?:the )?(?:data|potential|opportunit\w+|market)",
)
"""What holds a phrase and speaks of something else, such as "abuse of power"."""

_PHRASES = re.compile(rf"\b(?:{'|'.join(PHRASES)})\b", re.IGNORECASE)
_HARMLESS = re.compile(rf"\b(?:{'|'.join(HARMLESS)})\b", re.IGNORECASE)


def find_worrying(text: str) -> list[str]:
    """
    Return the words in a text that may mean that somebody is not safe, in its order, each once.

    Where a passage speaks of something else, such as "substance abuse policy", it is passed over.
    """
    harmless = [found.span() for found in _HARMLESS.finditer(text)]
    words = [
        " ".join(found.group().split())
        for found in _PHRASES.finditer(text)
        if not any(start <= found.start() and found.end() <= end for start, end in harmless)
    ]
    return list(dict.fromkeys(word.casefold() for word in words))


def triage_email(*, partnership: str, how_many: int, due_at: datetime, url: str) -> Email:
    """Return the email to those who look into worries. It tells no word of what was said."""
    answers = "An answer needs" if how_many == 1 else f"{how_many} answers need"
    by = due_at.astimezone(LONDON)
    return Email(
        subject="Something waits for you to look at",
        body=(
            f"{answers} somebody to look at by {by:%H:%M} on {by:%A} {by.day} {by:%B}.\n\n"
            f"Sign in to see it:\n{url}\n\n"
            "Please do not forward this email, and do not answer it.\n\n"
            f"{partnership}\n"
        ),
    )


def look_by(raised_at: datetime) -> datetime:
    """
    Return by when somebody must have looked: at five o'clock of the next working day.

    Saturdays, Sundays and England's bank holidays are passed over.
    """
    day = raised_at.astimezone(LONDON).date()
    for _ in range(WORKING_DAYS):
        day = next_working_day(day)
    return datetime.combine(day, DAY_ENDS, LONDON)
