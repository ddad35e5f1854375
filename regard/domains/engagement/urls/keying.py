from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import keying

from .prefixes import ASKED

HERE = f"{ASKED}/keying"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{HERE}/", keying.keying, name="keying"),
    path(f"{HERE}/differences/<int:keying_id>/", keying.settle, name="settle_typing"),
    path(f"{HERE}/<str:drawn_receipt>/", keying.key_again, name="key_again"),
    path(f"{HERE}/<str:drawn_receipt>/original/", keying.keying_original, name="keying_original"),
]
