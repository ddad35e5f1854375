"""Which sector a provider belongs to, by what the regulator says of its legal form."""

import re

from regard.domains.register.types import Sector

from .councils import Gazetteer

SECTORS = {
    "nhs body": Sector.PUBLIC,
    "local authority": Sector.PUBLIC,
    "individual": Sector.INDEPENDENT,
    "partnership": Sector.INDEPENDENT,
}
"""
By the regulator's ownership type, in small letters. "Organisation" is not among them: it is any
company, charity, society or other body, and only its numbers and name tell which.
"""

VOLUNTARY_COMPANY = re.compile(r"(CE|IP|RS|SP|NP)[A-Z0-9]{6}")
"""
Numbers of charitable incorporated organisations and of registered societies, whose law lets
them serve members or the community only.
"""

COMPANY = re.compile(r"[0-9]{8}|(OC|LP|SC|NI|FC)[0-9]{6}")
"""Numbers of companies and partnerships at Companies House."""

COMMUNITY_INTEREST = re.compile(r"\b(c\.?i\.?c\b|community interest company)", re.IGNORECASE)


def read_sector(
    *,
    ownership_type: str,
    name: str,
    company_number: str,
    charity_number: str,
    gazetteer: Gazetteer,
) -> Sector:
    """
    Return the sector of a provider, or that it is not known.

    | what is said of it | sector |
    | --- | --- |
    | an NHS body, a local authority, or named as a council or NHS body | public |
    | has a charity's number | voluntary |
    | has a society's number, or is called a community interest company | voluntary |
    | an individual or a partnership | independent |
    | an organisation with a company's number, and none of the above | independent |
    | anything else | not known |

    A council's own company looks like any other: who knows better corrects it.
    """
    by_type = SECTORS.get(" ".join(ownership_type.lower().split()))
    if by_type is Sector.PUBLIC or gazetteer.is_public(name):
        return Sector.PUBLIC
    if charity_number or VOLUNTARY_COMPANY.fullmatch(company_number):
        return Sector.VOLUNTARY
    if COMMUNITY_INTEREST.search(name):
        return Sector.VOLUNTARY
    if by_type is not None:
        return by_type
    return Sector.INDEPENDENT if COMPANY.fullmatch(company_number) else Sector.NOT_KNOWN
