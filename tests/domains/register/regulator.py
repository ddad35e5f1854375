"""A regulator of our own: its API and its published files, served on this machine."""

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import parse_qs, urlsplit

KEY = "a-key-of-the-test"
AGENT = "Regard in a test"


@dataclass
class Regulator:
    """
    What there is, and how it misbehaves.

    Attributes:
        lost: ids that it lists, and then does not have.
        lower: ids that it lists in small letters, which it then does not understand.
        busy_every: which call is answered "too often"; 0: none. It says to wait `busy_seconds`.
        broken_every: which call is answered "out of order"; 0: none.
        changed: ids that `changes` lists, by kind.
        files: what stands at each path outside of the API, and its ETag.
        stops_after: after so many calls it only says that it is broken; None: never.
    """

    documents: dict[str, dict[str, dict]] = field(
        default_factory=lambda: {"location": {}, "provider": {}}
    )
    lost: set[str] = field(default_factory=set)
    lower: set[str] = field(default_factory=set)
    busy_every: int = 0
    busy_seconds: int = 3
    busy_until: object = None
    broken_every: int = 0
    stops_after: int | None = None
    changed: dict[str, list[str]] = field(default_factory=lambda: {"location": [], "provider": []})
    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    address: str = ""
    lock: Lock = field(default_factory=Lock)

    def add(self, *documents):
        for document in documents:
            kind = "location" if "locationId" in document else "provider"
            self.documents[kind][document[f"{kind}Id"]] = document

    def asked_for(self, start):
        return [path for path in self.calls if path.startswith(start)]

    def answer(self, path, query, headers):
        """Return status, headers and body."""
        with self.lock:
            self.calls.append(path)
            number = len(self.calls)
        if path in self.files or path in self.moved:
            return self.file(path, headers)
        if headers.get("Ocp-Apim-Subscription-Key") != KEY or headers.get("User-Agent") != AGENT:
            return 403, {}, b"{}"
        found = self.misbehave(number) or self.api(path, query)
        return found if isinstance(found, tuple) else (200, {}, json.dumps(found).encode())

    def misbehave(self, number):
        if self.stops_after is not None and number > self.stops_after:
            return 503, {}, b"out of order"
        if self.busy_every and number % self.busy_every == 0:
            after = self.busy_until or self.busy_seconds
            return 429, {"Retry-After": str(after)}, b"{}"
        if self.broken_every and number % self.broken_every == 0:
            return 500, {}, b"<html>broken</html>"
        return None

    def file(self, path, headers):
        if path in self.moved:
            return 302, {"Location": self.moved[path]}, b""
        body, etag = self.files[path]
        if etag and headers.get("If-None-Match") == etag:
            return 304, {}, b""
        return 200, {"ETag": etag} if etag else {}, body

    def api(self, path, query):
        parts = path.strip("/").split("/")[2:]
        match parts:
            case ["locations" | "providers" as name]:
                kind = name[:-1]
                ids = [
                    number
                    for number, document in self.documents[kind].items()
                    if query.get("localAuthority") in {None, document.get("localAuthority")}
                ]
                shown = [i.lower() if i in self.lower else i for i in ids]
                return self.page(name, [{f"{kind}Id": number} for number in shown], query)
            case ["changes", kind]:
                return self.page("changes", self.changed[kind], query)
            case ["locations" | "providers" as name, number]:
                if number.upper() in self.lower and number != number.upper():
                    return 400, {}, b"{}"
                document = self.documents[name[:-1]].get(number)
                if document is None or number in self.lost:
                    return 404, {}, b"{}"
                return document
        return 404, {}, b"{}"

    def page(self, name, rows, query):
        page, size = int(query.get("page", 1)), min(int(query.get("perPage", 100)), 200)
        total = -(-len(rows) // size)
        return {
            "total": len(rows),
            "page": page,
            "perPage": size,
            "totalPages": total,
            name: rows[(page - 1) * size : page * size],
        }


@contextmanager
def serving(regulator):
    """Serve a regulator on a port of this machine, and yield the address of its API."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            status, headers, body = regulator.answer(parts.path, query, self.headers)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    regulator.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield f"{regulator.address}/public/v1"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def location(number="1-100", **fields):
    """Return a made document of a location, built as the API builds them."""
    return {
        "locationId": number,
        "providerId": "1-900",
        "organisationType": "Location",
        "type": "Social Care Org",
        "name": f"Service {number}",
        "registrationStatus": "Registered",
        "registrationDate": "2015-04-01",
        "postalAddressLine1": "1 Quay Lane",
        "postalAddressTownCity": "Boston",
        "postalCode": "PE21 0AA",
        "localAuthority": "Lincolnshire",
        "onspdLatitude": 52.97,
        "onspdLongitude": -0.02,
        "careHome": "Y",
        "numberOfBeds": 20,
        "dormancy": "N",
        "gacServiceTypes": [
            {"name": "Residential homes", "description": "Care home service without nursing"}
        ],
        "specialisms": [{"name": "Dementia"}],
        "relationships": [],
        **fields,
    }


def provider(number="1-900", **fields):
    return {
        "providerId": number,
        "organisationType": "Provider",
        "type": "Social Care Org",
        "name": f"Provider Limited {number}",
        "ownershipType": "Organisation",
        "registrationStatus": "Registered",
        "registrationDate": "2010-10-01",
        "localAuthority": "Lincolnshire",
        "companiesHouseNumber": "01234567",
        "relationships": [],
        **fields,
    }


def http_date(moment):
    return format_datetime(moment, usegmt=True)


def read_oldham(folder):
    """Return a regulator with the real documents of one council."""
    regulator = Regulator()
    for name in ("locations_detail.jsonl", "providers_detail.jsonl"):
        text = (folder / "register" / "cqc_api_oldham" / name).read_text(encoding="utf-8")
        regulator.add(*map(json.loads, text.splitlines()))
    return regulator
