"""The councils that a file or a person can mean, from the reference tables."""

from regard.domains.register.models import Council, CouncilSuccession
from regard.domains.register.rules.councils import Gazetteer, normalise_council


def read_gazetteer() -> Gazetteer:
    live: dict[str, int] = {}
    ended: dict[str, int] = {}
    for pk, name, valid_to in Council.objects.values_list("pk", "name", "valid_to"):
        (live if valid_to is None else ended)[normalise_council(name)] = pk
    successions = CouncilSuccession.objects.values_list(
        "predecessor_id", "postcode_district", "successor_id"
    )
    return Gazetteer(
        live=live,
        ended=ended,
        successors={(old, district): new for old, district, new in successions},
    )
