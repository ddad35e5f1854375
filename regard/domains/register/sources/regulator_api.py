"""
Ask the regulator's API, version 1.

What is asked: `/locations` and `/providers` in pages, `/locations/{id}` and `/providers/{id}`,
and `/changes/location` and `/changes/provider` between two times. Ids are case-sensitive, and
one that was just listed may not be found.
"""

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import TracebackType
from typing import Any, Self

import httpx

from .asking import (
    TIMEOUT,
    CannotFetch,
    Pace,
    Sleep,
    TryAgain,
    check_address,
    check_passing,
    read_body,
    try_again,
)

KEY_HEADER = "Ocp-Apim-Subscription-Key"
PER_PAGE = 500
MOST_PAGES = 10_000
LARGEST_ANSWER = 20 * 1024 * 1024
"""Bytes. A page of 500 has about 60 kB, and the longest document about 400 kB."""

WHO = "The regulator’s API"

Document = dict[str, Any]


class Kind(StrEnum):
    LOCATION = "location"
    PROVIDER = "provider"

    @property
    def path(self) -> str:
        return f"{self.value}s"

    @property
    def key(self) -> str:
        """The field of a document that holds its number."""
        return f"{self.value}Id"


@dataclass(frozen=True)
class Access:
    """
    How the API is reached.

    Attributes:
        address: what its paths are put after, e.g. "https://host/public/v1".
        agent: who we say we are; the API refuses those who do not say.
    """

    address: str
    key: str
    agent: str
    calls_a_minute: int


class _NotFound(Exception):
    """There is nothing at that path."""


class _NotUnderstood(Exception):
    """The API finds something wrong with what we asked."""


class RegulatorApi:
    """
    The API, with a connection that is kept open; for use in a `with` statement.

    Any number of threads may ask. All of them keep to one pace.

    :param sleep: how to wait; tests pass their own.
    :raises CannotFetch: if the address is none that may be asked. Every method raises it too, if
        the API refuses us or never answers.
    """

    def __init__(self, access: Access, *, sleep: Sleep = time.sleep) -> None:
        check_address(access.address, setting="REGARD_REGULATOR_API")
        self._sleep = sleep
        self._pace = Pace(calls_a_minute=access.calls_a_minute, sleep=sleep)
        self._client = httpx.Client(
            base_url=access.address.rstrip("/") + "/",
            headers={KEY_HEADER: access.key, "User-Agent": access.agent},
            timeout=TIMEOUT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def list_numbers(self, kind: Kind, *, council: str | None = None) -> list[str]:
        """Return the number of everything of a kind, each once, in the API's order."""
        filters = {"localAuthority": council} if council else {}
        pages = self._pages(kind.path, filters)
        return list(dict.fromkeys(_number(row, kind) for page in pages for row in page[kind.path]))

    def list_changed(self, kind: Kind, *, since: datetime, until: datetime) -> list[str]:
        """Return the number of everything of a kind that changed between two times, each once."""
        times = {"startTimestamp": _moment(since), "endTimestamp": _moment(until)}
        pages = self._pages(f"changes/{kind}", times)
        return list(dict.fromkeys(_number(row, kind) for page in pages for row in page["changes"]))

    def get_document(self, kind: Kind, number: str) -> Document | None:
        """Return all that the API holds of one location or provider. None if it has none such."""
        with suppress(_NotFound):
            try:
                return self._get(f"{kind.path}/{number}")
            except _NotUnderstood:
                if number.upper() == number:
                    return None
            with suppress(_NotUnderstood):
                return self._get(f"{kind.path}/{number.upper()}")
        return None

    def _pages(self, path: str, filters: Mapping[str, str]) -> Iterator[Document]:
        rows = "changes" if path.startswith("changes/") else path
        for page in range(1, MOST_PAGES + 1):
            try:
                found = self._get(path, {**filters, "page": page, "perPage": PER_PAGE})
            except (_NotFound, _NotUnderstood):
                raise CannotFetch(
                    f"{WHO} has no list at “{path}”. Look at REGARD_REGULATOR_API in the settings"
                ) from None
            if not isinstance(found.get(rows), list):
                raise CannotFetch(f"{WHO} answered at “{path}” without a list of {rows}")
            yield found
            if not found[rows] or page >= int(found.get("totalPages") or 1):
                return

    def _get(self, path: str, query: Mapping[str, str | int] | None = None) -> Document:
        return try_again(lambda: self._ask(path, query), sleep=self._sleep)

    def _ask(self, path: str, query: Mapping[str, str | int] | None) -> Document:
        self._pace.wait()
        with self._client.stream("GET", path, params=query) as response:
            body = read_body(response, limit=LARGEST_ANSWER, who=WHO)
        _check(response)
        try:
            found = json.loads(body)
        except ValueError:
            raise TryAgain(f"{WHO} answered with what is no JSON") from None
        if not isinstance(found, dict):
            raise TryAgain(f"{WHO} answered with what is no document")
        return found


def _check(response: httpx.Response) -> None:
    check_passing(response, who=WHO)
    status = response.status_code
    if status == httpx.codes.OK:
        return
    if status == httpx.codes.NOT_FOUND:
        raise _NotFound
    if status == httpx.codes.BAD_REQUEST:
        raise _NotUnderstood
    if status in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
        raise CannotFetch(
            f"{WHO} does not let us in: the key or the User-Agent was refused. Look at "
            "REGARD_REGULATOR_API_KEY and REGARD_REGULATOR_AGENT in the settings"
        )
    raise CannotFetch(f"{WHO} answered with status {status}, which we do not know what to do with")


def _number(row: object, kind: Kind) -> str:
    """Return the number in a row of a list: the row itself, or a field of it."""
    number = row.get(kind.key) if isinstance(row, dict) else row
    if isinstance(number, str) and is_number(number):
        return number
    raise CannotFetch(f"{WHO} lists a {kind} without a number that can be one: {str(row)[:80]}")


def is_number(text: str) -> bool:
    """Test whether a text can be one of the regulator's numbers, and so part of a path."""
    return text.isascii() and text.replace("-", "").isalnum()


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
