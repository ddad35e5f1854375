"""Who said a point, in words no closer than its reader may know."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from regard.domains.engagement.types import Speaker, Visibility
from regard.domains.register.types import ServiceType
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN

Kind = tuple[str, str]
"""A type of service and the name of a place; the name is empty outside every place."""


@dataclass(frozen=True)
class Origin:
    """
    What kind of service spoke, and how many of the audience are of that kind.

    Attributes:
        place_name: empty outside every place.
        alike_in_place: services of the type in the place.
        alike: services of the type in the whole audience.
    """

    service_type: ServiceType
    place_name: str
    alike_in_place: int
    alike: int


def choose_origin(*, kinds: Iterable[Kind], audience: Counter[Kind]) -> Origin | None:
    """
    Return the origin to name for a location, which may provide several kinds of care.

    The commonest kind is named, as it says least about who it is.

    :param kinds: the kinds of care provided at the location.
    :param audience: how many services of the audience are of each kind.
    :return: None where the location is not in the audience.
    """
    by_type: Counter[str] = Counter()
    for (service_type, _), count in audience.items():
        by_type[service_type] += count
    origins = [
        Origin(ServiceType(kind[0]), kind[1], audience[kind], by_type[kind[0]])
        for kind in sorted(set(kinds))
        if audience[kind]
    ]
    return max(origins, key=lambda o: (o.alike_in_place, o.alike), default=None)


def describe_who(
    *,
    speaker: Speaker,
    visibility: Visibility,
    name: str,
    service_name: str,
    origin: Origin | None,
    shows_who: bool,
) -> str:
    """
    Return who spoke, e.g. "Care home, Harrow Vale".

    Someone who put their name to it is named to everyone, and a service that may be named is.
    Of anyone else a reader learns the
    kind of service and its place, and these only where at least six services of the audience
    share them, so that the words do not give the speaker away to one who knows the area.

    :param name: the person's own name, or empty.
    :param service_name: the service they speak for, or empty.
    :param shows_who: whether the reader may know who spoke; then name and kind are given.
    """
    called = service_name or name
    if shows_who:
        kind = _kind(speaker, origin, enough=1)
        return f"{called} · {kind}" if called else kind
    if visibility is Visibility.NAMED and called:
        return called
    if visibility is Visibility.ORGANISATION and service_name:
        return service_name
    return _kind(speaker, origin, enough=SMALLEST_SHOWN)


def _kind(speaker: Speaker, origin: Origin | None, *, enough: int) -> str:
    if speaker is not Speaker.PROVIDER or origin is None or origin.alike < enough:
        return "A care provider" if speaker is Speaker.PROVIDER else speaker.label
    if origin.place_name and origin.alike_in_place >= enough:
        return f"{origin.service_type.label}, {origin.place_name}"
    return origin.service_type.label
