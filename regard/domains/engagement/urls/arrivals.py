from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import arrival, arrivals, keep_arrival, read

from .prefixes import ASKED

HERE = "<slug:system>/arrivals"
ONE = f"{HERE}/<int:arrival_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{HERE}/", arrivals.arrivals, name="arrivals"),
    path(f"{HERE}/bring/", arrivals.bring_documents, name="bring_documents"),
    path(f"{ONE}/", arrival.arrival, name="arrival"),
    path(f"{ONE}/keep/", keep_arrival.keep, name="keep_arrival"),
    path(f"{ONE}/set-aside/", arrival.set_aside, name="set_arrival_aside"),
    path(f"{ONE}/take-back/", arrival.take_back, name="take_arrival_back"),
    path(f"{ONE}/type/", arrival.type_in, name="type_arrival"),
    path(f"{ONE}/add/", arrival.add, name="add_arrival"),
    path(f"{ONE}/original/", arrival.original, name="arrival_original"),
    path(f"{ASKED}/by-email/", arrivals.answers_by_email, name="answers_by_email"),
    path(f"{ASKED}/contributions/<str:receipt>/read/", read.read, name="read_contribution"),
    path(
        f"{ASKED}/contributions/<str:receipt>/original.pdf",
        read.original_pages,
        name="original_pages",
    ),
]
