"""Ask another server over HTTP: at a steady pace, again after a failure, and never for ever."""

import ipaddress
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock
from typing import TypeVar
from urllib.parse import urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt

from regard.foundation.base.errors import Refusal

MOST_TRIES = 7
"""With waits that double from a second, the last is about two minutes after the first."""

LONGEST_WAIT_SECONDS = 120.0

TIMEOUT = httpx.Timeout(60.0, connect=10.0)

Sleep = Callable[[float], None]
Result = TypeVar("Result")


class CannotFetch(Refusal):
    """What was asked for over the network did not come. The message says what to look at."""


class TryAgain(Exception):
    """
    The other side could not answer just now.

    :param problem: in words, for whoever waits, should it be the last try.
    :param after: seconds to wait, where the other side said so; None where it did not.
    """

    def __init__(self, problem: str, *, after: float | None = None) -> None:
        super().__init__(problem)
        self.after = after


class Pace:
    """Lets so many calls a minute through, however many threads make them."""

    def __init__(self, *, calls_a_minute: int, sleep: Sleep = time.sleep) -> None:
        self._gap = 60 / calls_a_minute
        self._sleep = sleep
        self._lock = Lock()
        self._next = 0.0

    def wait(self) -> None:
        """Return when it is the caller's turn."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + self._gap
        if turn > now:
            self._sleep(turn - now)


def try_again(ask: Callable[[], Result], *, sleep: Sleep = time.sleep) -> Result:
    """
    Return what `ask` returns, asking again while it raises `TryAgain` or the network fails.

    :raises CannotFetch: if it never answers.
    """
    retrying = Retrying(
        retry=retry_if_exception_type((TryAgain, httpx.TransportError)),
        stop=stop_after_attempt(MOST_TRIES),
        wait=_seconds_to_wait,
        sleep=sleep,
        reraise=True,
    )
    try:
        return retrying(ask)
    except TryAgain as problem:
        raise CannotFetch(f"{problem}, {MOST_TRIES} times. Try again later") from None
    except httpx.TransportError as problem:
        raise CannotFetch(
            f"The other side does not answer ({type(problem).__name__}). Look at the address in "
            "the settings, and at this machine’s way out to the internet"
        ) from problem


def check_passing(response: httpx.Response, *, who: str) -> None:
    """
    Go on unless the other side says that it is busy or broken just now.

    :param who: whom we asked, to begin a sentence with.
    :raises TryAgain: if it is.
    """
    if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise TryAgain(f"{who} says that we ask too often", after=retry_after(response))
    if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise TryAgain(
            f"{who} is out of order (status {response.status_code})", after=retry_after(response)
        )


def retry_after(response: httpx.Response) -> float | None:
    """Return for how many seconds the other side asks us to wait. None if it does not say."""
    text: str = response.headers.get("Retry-After", "").strip()
    if not text:
        return None
    if text.isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def read_body(response: httpx.Response, *, limit: int, who: str) -> bytes:
    """
    Return what an open answer holds, up to `limit` bytes once unpacked.

    :raises CannotFetch: if it holds more.
    """
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > limit:
            raise CannotFetch(f"{who} sent more than {limit:,} bytes, more than can be right")
        parts.append(part)
    return b"".join(parts)


def check_address(address: str, *, setting: str) -> None:
    """
    Go on only if an address is safe to ask: over HTTPS, or on this machine itself.

    :param setting: the setting that holds it, for the message.
    :raises CannotFetch: if it is not.
    """
    parts = urlsplit(address)
    if not parts.hostname or parts.scheme not in {"http", "https"}:
        raise CannotFetch(f"{setting}: “{address}” is not an address that begins with https://")
    if parts.scheme == "http" and not _is_here(parts.hostname):
        raise CannotFetch(
            f"{setting}: “{address}” must begin with https://, so that nobody reads along"
        )


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _seconds_to_wait(state: RetryCallState) -> float:
    problem = state.outcome.exception() if state.outcome else None
    asked = problem.after if isinstance(problem, TryAgain) else None
    return min(2.0 ** (state.attempt_number - 1) if asked is None else asked, LONGEST_WAIT_SECONDS)
