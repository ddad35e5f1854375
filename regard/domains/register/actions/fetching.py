"""Fetch from the regulator's API, and load what came."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.utils.text import slugify

from regard.domains.register.models import Fetch
from regard.domains.register.queries.fetching import get_last_fetched
from regard.domains.register.sources import gathering as gatherings
from regard.domains.register.sources.asking import CannotFetch as CannotFetch
from regard.domains.register.sources.gathering import Gathering, Plan
from regard.domains.register.sources.regulator_api import (
    Access,
    Kind,
    RegulatorApi,
    is_number,
)
from regard.domains.register.types import FetchKind, FetchState
from regard.foundation.base.errors import Refusal
from regard.foundation.base.locks import Family, alone_if_free

from .fetched import LOAD, Handling, begin_fetch, end_fetch, take_fetched

AT_ONCE = 4
"""Calls under way at a time. The pace is set apart; this hides the time each takes."""

BATCH = 40
"""Documents between two times that what came is written down, and progress is told."""

OVERLAP = timedelta(hours=1)
"""How much of the time before is asked for again, as a change may be listed late."""

Tell = Callable[[int, int], None]
"""Told how many documents are done, of how many that are known of."""


def fetch_api(
    *,
    council: str = "",
    since: datetime | None = None,
    handling: Handling = LOAD,
    tell: Tell = lambda _done, _total: None,
    by: str,
    at: datetime,
) -> Fetch:
    """
    Fetch all that the API has, or what changed, and load it into the register.

    One that was broken off in the last week goes on where it stopped.

    :param council: whose locations, as the regulator calls it; "" for all of England.
    :param since: only what changed after this time; None for all that there is.
    :raises CannotFetch: if it does not come. :raises CannotLoad: if it came and was not taken.
    """
    access = read_access()
    with alone_if_free(Family.FETCH, 0) as is_alone:
        if not is_alone:
            raise CannotFetch("Another fetch from the regulator’s API is going on. Wait for it")
        fetch = begin_fetch(kind=FetchKind.API, subject=council, since=since, by=by, at=at)
        try:
            gathering = _gather(access, fetch, tell, at)
            try:
                _settle_api(fetch, gathering, handling, at)
            finally:
                gathering.close()
        except Refusal as problem:
            end_fetch(fetch=fetch, state=FetchState.FAILED, at=at, problem=str(problem))
            raise
    return fetch


def fetch_changes(*, tell: Tell, by: str, at: datetime) -> Fetch:
    """
    Fetch what changed since the last time, in all of England; all of it the first time.

    :raises CannotFetch: if it does not come. :raises CannotLoad: if it came and was not taken.
    """
    return fetch_api(since=get_last_fetched(council=""), tell=tell, by=by, at=at)


def read_access() -> Access:
    """
    Return how the API is reached, from the settings.

    :raises CannotFetch: if its address or key is not set.
    """
    for name in ("REGULATOR_API", "REGULATOR_API_KEY"):
        if not getattr(settings, name):
            raise CannotFetch(f"REGARD_{name} is not set. docs/operating.md says what it is")
    return Access(
        address=settings.REGULATOR_API,
        key=settings.REGULATOR_API_KEY,
        agent=settings.REGULATOR_AGENT,
        calls_a_minute=settings.REGULATOR_CALLS,
    )


def _gather(access: Access, fetch: Fetch, tell: Tell, at: datetime) -> Gathering:
    council = fetch.subject
    since = fetch.since.isoformat() if fetch.since else ""
    folder = settings.FILES_FOLDER.parent / "fetching" / (slugify(council) or "england")
    with RegulatorApi(access) as api:
        gathering = gatherings.take_up(folder, council=council, since=since, at=at)
        if gathering is None:
            gathering = gatherings.begin(folder, _plan(api, fetch, since, at))
        try:
            _collect(api, gathering, Kind.LOCATION, gathering.plan.locations, tell)
            _collect(api, gathering, Kind.PROVIDER, _providers(gathering), tell)
        finally:
            gathering.close()
    return gathering


def _plan(api: RegulatorApi, fetch: Fetch, since: str, at: datetime) -> Plan:
    if fetch.since is None:
        list_numbers = partial(api.list_numbers, council=fetch.subject or None)
    else:
        list_numbers = partial(api.list_changed, since=fetch.since - OVERLAP, until=at)
    return Plan(
        council=fetch.subject,
        since=since,
        begun_at=at.isoformat(),
        locations=tuple(list_numbers(Kind.LOCATION)),
        providers=tuple(list_numbers(Kind.PROVIDER)),
    )


def _providers(gathering: Gathering) -> list[str]:
    """Return the providers to fetch: those listed, and those of the locations that came."""
    own = (
        document.get("providerId")
        for kind, _, document in gathering.documents()
        if kind == Kind.LOCATION and gathering.is_wanted(document)
    )
    named = (number for number in own if isinstance(number, str) and is_number(number))
    return list(dict.fromkeys((*gathering.plan.providers, *named)))


def _collect(
    api: RegulatorApi, gathering: Gathering, kind: Kind, numbers: Iterable[str], tell: Tell
) -> None:
    lacking = [number for number in numbers if gathering.lacks(kind, number)]
    total = gathering.done + len(lacking)
    tell(gathering.done, total)
    with ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        for start in range(0, len(lacking), BATCH):
            batch = lacking[start : start + BATCH]
            documents = pool.map(partial(api.get_document, kind), batch)
            for number, document in zip(batch, documents, strict=True):
                gathering.add(kind, number, document)
            gathering.flush()
            tell(gathering.done, total)


def _settle_api(fetch: Fetch, gathering: Gathering, handling: Handling, at: datetime) -> None:
    """Make one file of what came, and load it. The work folder stays until that is done."""
    fetch.begun_at = datetime.fromisoformat(gathering.plan.begun_at)
    path, fetch.counts = gathering.write()
    if not fetch.counts["documents"]:
        gathering.remove()
        end_fetch(fetch=fetch, state=FetchState.UNCHANGED, at=at)
        return
    where = slugify(fetch.subject) or "england"
    name = f"regulator-api-{where}-{fetch.begun_at:%Y-%m-%d}.jsonl"
    take_fetched(fetch=fetch, path=path, name=name, handling=handling, at=at)
    gathering.remove()
    end_fetch(fetch=fetch, state=FetchState.FINISHED, at=at)
