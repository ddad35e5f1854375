from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import accuracy, blind_reading, samples, settling

from .prefixes import SAID

SAMPLE = f"{SAID}/samples/<int:sample_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{SAID}/accuracy/", accuracy.accuracy, name="accuracy"),
    path(f"{SAID}/accuracy/marks.csv", accuracy.accuracy_csv, name="accuracy_csv"),
    path(f"{SAID}/samples/", samples.samples, name="samples"),
    path(f"{SAID}/samples/mine/", blind_reading.own_sample, name="own_sample"),
    path(f"{SAMPLE}/", samples.sample, name="sample"),
    path(f"{SAMPLE}/finish/", samples.finish_sample, name="finish_sample"),
    path(f"{SAMPLE}/stop/", samples.stop_sample, name="stop_sample"),
    path(f"{SAMPLE}/use/", samples.use_sample, name="use_sample"),
    path(f"{SAMPLE}/read/", blind_reading.read_sample, name="read_sample"),
    path(f"{SAMPLE}/read/<int:nth>/", blind_reading.read_sample_point, name="read_sample_point"),
    path(f"{SAMPLE}/settle/", settling.settle_sample, name="settle_sample"),
    path(f"{SAMPLE}/settle/<int:nth>/", settling.settle_point, name="settle_point"),
]
