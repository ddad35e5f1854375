"""What a fetch from the regulator came to, in words."""

from regard.domains.register.models import Fetch
from regard.domains.register.types import FetchKind, FetchState


def fetch_in_words(fetch: Fetch) -> str:
    """Return one or two sentences about a fetch, for whoever waits for its job."""
    what = fetch.subject or "all of England"
    if fetch.state == FetchState.FAILED:
        return f"{what}: {fetch.problem}"
    if fetch.state == FetchState.UNCHANGED:
        return f"{what}: nothing new."
    loaded = "loaded" if fetch.load_id else "kept, and not loaded"
    if fetch.kind == FetchKind.FILE:
        return f"{what}: {fetch.counts.get('bytes', 0):,} bytes, {loaded}."
    documents, missing = fetch.counts.get("documents", 0), fetch.counts.get("missing", 0)
    words = f"{what}: {documents:,} documents, {loaded}."
    return f"{words} {missing:,} were listed and not to be had." if missing else words
