"""Every address of strategy; the more particular before the more general."""

from django.urls import URLPattern, URLResolver

from .answering import answering_urls
from .commitments import commitment_urls
from .documents import document_urls
from .ledger import ledger_urls
from .meanings import meaning_urls
from .needs import need_urls
from .proof import proof_urls
from .public import public_urls
from .records import record_urls
from .reviews import review_urls
from .strategies import strategy_urls
from .traces import trace_urls

app_name = "strategy"

urlpatterns: list[URLPattern | URLResolver] = [
    *answering_urls,
    *commitment_urls,
    *document_urls,
    *ledger_urls,
    *meaning_urls,
    *need_urls,
    *proof_urls,
    *public_urls,
    *record_urls,
    *review_urls,
    *strategy_urls,
    *trace_urls,
]
