"""Every address. The parts that belong to no system come first: no system may bear their names."""

from django.urls import URLPattern, URLResolver, include, path

from .slots import fill_slots

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("regard.entrypoints.web.account_urls")),
    path("api/", include("regard.entrypoints.api.urls")),
    path("jobs/", include("regard.foundation.jobs.urls")),
    path("", include("regard.domains.engagement.urls")),
    path("", include("regard.domains.strategy.urls")),
    path("", include("regard.domains.governance.urls")),
    path("", include("regard.domains.register.urls")),
    path("", include("regard.entrypoints.web.urls")),
    path("", include("regard.entrypoints.web.message_urls")),
]

handler400 = "regard.entrypoints.web.views.errors.bad_request"
handler403 = "regard.entrypoints.web.views.errors.not_allowed"
handler404 = "regard.config.failures.not_found"
handler429 = "regard.entrypoints.web.views.errors.too_many"
handler500 = "regard.entrypoints.web.views.errors.ours"

fill_slots()
