"""Someone who answers behind a signed link, as a browser does it, and remembers what was taken."""

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from random import Random
from threading import Event
from urllib.parse import urlencode, urlsplit

AGAIN_SECONDS = 1.0
"""After which somebody whose page did not come presses again."""

LONGEST_SECONDS = 30.0
"""A browser would wait longer; a person does not."""

IDLE_SECONDS = 2.0
"""After which a connection is made anew: the server closes those that are silent for longer."""

WORDS = ("Pay for the drive.", "The rota", "comes on Friday", "for Monday.", "Nobody", "tells us.")

NOT_SAVED = re.compile("Saved when|Not saved")
MARK = re.compile(r'name="mark" value="(\d+)\.\d+"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PARTS = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js)[^"]*)"')
STATUS_OK, STATUS_FOUND, STATUS_BROKEN = 200, 302, 500


class NotTaken(Exception):
    """No answer came: nobody can say whether it was taken."""


class Refused(Exception):
    """The server answered that it does not take this: a bug, of it or of ours."""


@dataclass(frozen=True)
class Page:
    """What a server answered, and after how many seconds."""

    status: int
    address: str
    text: str
    seconds: float


@dataclass
class Said:
    """
    What was said to one question.

    Attributes:
        taken: the newest that the server said it has; None: nothing yet.
        unsure: what was sent after it and never answered, in order.
    """

    taken: str | None = None
    unsure: list[str] = field(default_factory=list)

    def may_be(self) -> set[str | None]:
        """Return what may be held now without anything being lost."""
        return {self.taken, *self.unsure}


@dataclass(frozen=True)
class Question:
    """A question as an answerer needs it: its number in the form, and what can be chosen."""

    question_id: int
    options: tuple[str, ...] = ()


@dataclass
class Plan:
    """
    How somebody answers: a save each `every` seconds, then all of it kept.

    Attributes:
        saves: how many before it is kept; shared between the questions, in order.
    """

    questions: Sequence[Question]
    saves: int
    every: float

    def steps(self) -> Iterator[tuple[int, bool]]:
        """Yield each save: the place of its question from 0, and whether it ends the question."""
        asked = len(self.questions)
        for place in range(asked):
            share = self.saves // asked + (place < self.saves % asked)
            yield from ((place, nth == share - 1) for nth in range(share))


@dataclass
class Answerer:
    """
    Somebody with a link.

    Attributes:
        said: by the number of the question.
        is_kept: whether the server said that it keeps all of it; None: it was asked and did
            not answer.
        saves, pages, keeps: how many seconds each took that was answered.
        failures: how often no answer came.
    """

    token: str
    plan: Plan
    dice: Random
    said: dict[int, Said] = field(default_factory=dict)
    is_kept: bool | None = False
    saves: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    keeps: list[float] = field(default_factory=list)
    failures: int = 0

    def answer(self, *, where: str, begins: float, stop: Event) -> None:
        """
        Open the link, save until all is said, and keep it.

        :param where: host and port.
        :param begins: seconds until they begin.
        """
        self._browser = Browser(where)
        if stop.wait(begins):
            return
        due = time.monotonic()
        self._until_taken(self._open, stop)
        for place, is_last in self.plan.steps():
            due += self.plan.every
            if stop.wait(max(0.0, due - time.monotonic())):
                return
            self._write(place, is_last=is_last, stop=stop)
        due += self.plan.every
        if not stop.wait(max(0.0, due - time.monotonic())):
            self._until_taken(self._keep, stop)
        self._browser.close()

    def _until_taken(self, step: Callable[[], None], stop: Event) -> None:
        while not stop.is_set():
            try:
                step()
            except NotTaken:
                self.failures += 1
                stop.wait(AGAIN_SECONDS)
            else:
                return

    def _open(self) -> None:
        page = self._browser.get(f"/a/{self.token}/")
        self.pages.append(page.seconds)
        for part in PARTS.findall(page.text):
            self._browser.get(part)

    def _write(self, place: int, *, is_last: bool, stop: Event) -> None:
        question = self.plan.questions[place]
        said = self.said.setdefault(question.question_id, Said())
        text = self._text(question, said.taken or "")
        number = place + 1
        address = f"/a/{self.token}/{number}/" + ("" if is_last else "save/")
        fields = {f"q{question.question_id}": text, "visibility": "team"}
        mark = self._browser.next_mark()
        if mark:
            fields["mark"] = mark

        def send() -> None:
            said.unsure.append(text)
            page = self._browser.post(address, fields)
            if (is_last and page.status != STATUS_FOUND) or NOT_SAVED.search(page.text):
                raise Refused(page.text)
            said.taken, said.unsure = text, []
            self.saves.append(page.seconds)

        self._until_taken(send, stop)
        if is_last:
            last = number == len(self.plan.questions)
            self._until_taken(lambda: self._look("check" if last else str(number + 1)), stop)

    def _text(self, question: Question, before: str) -> str:
        if question.options:
            return self.dice.choice(question.options)
        return " ".join([before, *self.dice.choices(WORDS, k=5)]).strip()

    def _look(self, page: str) -> None:
        self.pages.append(self._browser.get(f"/a/{self.token}/{page}/").seconds)

    def _keep(self) -> None:
        self.is_kept = None
        page = self._browser.post(
            f"/a/{self.token}/check/", {"email": f"{self.token}@example.org"}
        )
        if page.status != STATUS_FOUND:
            raise Refused(page.text)
        self.keeps.append(page.seconds)
        self.pages.append(self._browser.get(page.address).seconds)
        self.is_kept = True


class Browser:
    """A connection to the server that comes back by itself, with the cookie for forms."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._http: HTTPConnection | None = None
        self._used_at = 0.0
        self._cookie = ""
        self._token = ""
        self._page, self._changes = "", 0

    def get(self, address: str) -> Page:
        """:raises NotTaken: if no answer comes."""
        page = self._ask("GET", address, None)
        if page.status == STATUS_FOUND:
            return self.get(page.address)
        return page

    def post(self, address: str, fields: Mapping[str, str]) -> Page:
        """:raises NotTaken: if no answer comes."""
        body = urlencode(dict(fields) | {"csrfmiddlewaretoken": self._token})
        return self._ask("POST", address, body)

    def next_mark(self) -> str:
        """Return the number of the page that is open with that of one more change of its words."""
        self._changes += 1
        return f"{self._page}.{self._changes}" if self._page else ""

    def close(self) -> None:
        if self._http is not None:
            self._http.close()
            self._http = None

    def _ask(self, method: str, address: str, body: str | None) -> Page:
        headers = {"Cookie": self._cookie} if self._cookie else {}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            answer, text = self._sent(method, address, body, headers)
        except (OSError, HTTPException) as failure:
            self.close()
            raise NotTaken(str(failure)) from failure
        seconds = time.perf_counter() - began
        if answer.status >= STATUS_BROKEN:
            raise NotTaken(f"{address}: {answer.status}")
        if answer.status not in {STATUS_OK, STATUS_FOUND}:
            raise Refused(f"{address}: {answer.status} {text}")
        self._remember(answer, text)
        there = urlsplit(answer.headers.get("Location", ""))
        return Page(answer.status, there.path, text, seconds)

    def _sent(
        self, method: str, address: str, body: str | None, headers: Mapping[str, str]
    ) -> tuple[HTTPResponse, str]:
        if time.monotonic() - self._used_at > IDLE_SECONDS:
            self.close()
        if self._http is None:
            self._http = HTTPConnection(self._where, timeout=LONGEST_SECONDS)
        self._http.request(method, address, body, dict(headers))
        answer = self._http.getresponse()
        text = answer.read().decode(errors="replace")
        self._used_at = time.monotonic()
        if answer.will_close:
            self.close()
        return answer, text

    def _remember(self, answer: HTTPResponse, text: str) -> None:
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            if cookie.startswith("csrftoken="):
                self._cookie = cookie.partition(";")[0]
        found = TOKEN.search(text)
        if found:
            self._token = found[1]
        marked = MARK.search(text)
        if marked:
            self._page, self._changes = marked[1], 0
