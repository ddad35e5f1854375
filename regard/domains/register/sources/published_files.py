"""Fetch a published file from its address, unless it is the one that we have."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import httpx

from .asking import TIMEOUT, CannotFetch, Sleep, check_address, check_passing, try_again

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes. The regulator's largest has about 60 MB."""

MOST_REDIRECTS = 4


@dataclass(frozen=True)
class Marks:
    """By what a server knows the version of a file that we have; empty if it did not say."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Fetched:
    """A file that was fetched, beside what the server calls its version."""

    path: Path
    name: str
    size: int
    marks: Marks


class PublishedFiles:
    """
    Fetches published files.

    :param agent: who we say we are.
    :param sleep: how to wait between tries; tests pass their own.
    """

    def __init__(self, *, agent: str, sleep: Sleep = time.sleep) -> None:
        self._agent = agent
        self._sleep = sleep

    def fetch(self, address: str, *, held: Marks, into: Path) -> Fetched | None:
        """
        Return a file written into a folder. None if it is still the version that we have.

        :raises CannotFetch: if it is not to be had, is larger than any that can be right, or an
            address on the way to it is not safe.
        """
        check_address(address, setting="REGARD_REGULATOR_FILES")
        headers = {"User-Agent": self._agent, "Accept-Encoding": "identity"}
        if held.etag:
            headers["If-None-Match"] = held.etag
        if held.last_modified:
            headers["If-Modified-Since"] = held.last_modified
        with httpx.Client(headers=headers, timeout=TIMEOUT) as client:
            return try_again(lambda: _get(client, address, into), sleep=self._sleep)


def _get(client: httpx.Client, address: str, into: Path) -> Fetched | None:
    for _ in range(MOST_REDIRECTS + 1):
        with client.stream("GET", address) as response:
            who = f"The server of {address}"
            check_passing(response, who=who)
            if response.status_code == httpx.codes.NOT_MODIFIED:
                return None
            if response.next_request is None:
                return _keep(response, address, into)
            address = str(response.next_request.url)
            check_address(address, setting="The address that a published file moved to")
    raise CannotFetch(f"{address} sends us on and on. Look at the address in the settings")


def _keep(response: httpx.Response, address: str, into: Path) -> Fetched:
    if response.status_code != httpx.codes.OK:
        raise CannotFetch(
            f"{address} answered with status {response.status_code}. The regulator publishes "
            "under a new address each month: look at REGARD_REGULATOR_FILES in the settings"
        )
    name = Path(unquote(urlsplit(address).path)).name or "file"
    path = into / name
    with path.open("wb") as file:
        for part in _limited(response, address):
            file.write(part)
    marks = Marks(
        etag=response.headers.get("ETag", ""),
        last_modified=response.headers.get("Last-Modified", ""),
    )
    return Fetched(path, name, path.stat().st_size, marks)


def _limited(response: httpx.Response, address: str) -> Iterator[bytes]:
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > LARGEST_FILE:
            raise CannotFetch(f"{address} is larger than {LARGEST_FILE:,} bytes")
        yield part
