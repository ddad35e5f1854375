"""
Who says that somebody should be heard, in our own words. Nothing is cited that was not read.
"""

from regard.domains.governance.types import BasisKind, Cited

_GUIDANCE = (
    "Expected ways of working between integrated care partnerships and adult social care "
    "providers, Department of Health and Social Care, 29 July 2022"
)
_REPORT = (
    "The relationship between the adult social care sector and ICSs: time for action?, "
    "Good Governance Institute, 10 May 2021"
)


def _guidance(where: str) -> Cited:
    return Cited(_GUIDANCE, "Guidance of 2022", where, BasisKind.ADVISORY)


def _report(where: str) -> Cited:
    return Cited(_REPORT, "Report of 2021", where, BasisKind.ADVISORY)


PROXY = _guidance(
    "on place: having directors of adult social services there does not stand in for providers"
)
BREADTH = _guidance("on hearing the whole of the sector: which kinds of care there are")
SMALL = _guidance("on hearing the whole of the sector: many providers are small or very small")
INVOLVE = _guidance("on hearing the whole of the sector: families and unpaid carers")
LIVED = _guidance("its purpose: people who draw on care beside providers and commissioners")
SECTORS = _guidance("on place: each sector of providers on these boards, through their forums")
ALLIANCE = _guidance("on hearing the whole of the sector: links with the voluntary alliance")
FIRST = _report("first recommendation: councils know providers and do not represent them")
SECOND = _report("second recommendation: providers in decisions, on no lower footing")
THIRD = _report("third recommendation: providers on every workforce group")
OVERLOOKED = _report("on place: home care is often overlooked, and small providers left out")
OURS = Cited("Regard’s own", "Ours", "an empty chair speaks for nobody", BasisKind.LOCAL)
OURS_TERMS = Cited("Regard’s own", "Ours", "a term is kept or renewed", BasisKind.LOCAL)
