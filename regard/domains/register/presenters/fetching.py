"""What a fetch from the regulator came to, in words."""

from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from regard.domains.register.models import Fetch
from regard.domains.register.types import FetchKind, FetchRow, FetchState
from regard.foundation.design.words import plural_words

TAGS = {
    FetchState.RUNNING: "part",
    FetchState.FINISHED: "ok",
    FetchState.UNCHANGED: "ok",
    FetchState.FAILED: "gap",
}


def fetch_in_words(fetch: Fetch) -> str:
    """Return one or two sentences about a fetch, for whoever waits for its job."""
    what = _subject(fetch.subject)
    if fetch.state == FetchState.FAILED:
        return f"{what}: {fetch.problem}"
    if fetch.state == FetchState.UNCHANGED:
        return f"{what}: nothing new."
    loaded = "loaded" if fetch.load_id else "kept, and not loaded"
    return f"{what}: {_came(FetchKind(fetch.kind), fetch.counts)}, {loaded}."


def fetches_lede(rows: Sequence[FetchRow]) -> str:
    """Return the finding: when the regulator was last asked, and whether it went well."""
    if not rows:
        return (
            "The regulator was never asked from here. Whoever runs Regard can set it to be asked "
            "every night."
        )
    last = rows[0]
    if last.state is FetchState.FAILED:
        return f"The last time, on {last.begun_at:%-d %B %Y}, it failed: {last.problem}"
    what, _, came = fetch_cells(last)
    news = "nothing was new" if last.state is FetchState.UNCHANGED else came
    return f"The regulator was last asked on {last.begun_at:%-d %B %Y}. {what}: {news}."


def fetch_cells(row: FetchRow) -> tuple[str, tuple[str, str], str]:
    """Return what was asked for, its state as a tag, and what came of it."""
    what = _file_name(row.subject)
    if row.kind is FetchKind.API:
        what = _subject(row.subject)
        since = f", changes since {row.since:%-d %B %Y}" if row.since else ", all there is"
        what = f"By the API: {what}{since}"
    came = row.problem or (_came(row.kind, row.counts) if row.counts else "–")
    return what, (row.state.label, TAGS[row.state]), came


def _subject(subject: str) -> str:
    return subject or "all of England"


def _file_name(address: str) -> str:
    return unquote(urlsplit(address).path).rpartition("/")[2] or address


def _came(kind: FetchKind, counts: dict[str, int]) -> str:
    if kind is FetchKind.FILE:
        return f"{counts.get('bytes', 0):,} bytes"
    words = plural_words(counts.get("documents", 0), "document")
    missing = counts.get("missing", 0)
    return f"{words}, and {missing:,} listed and not to be had" if missing else words
