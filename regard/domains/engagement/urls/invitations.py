from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement import views

from .prefixes import ASKED, INVITATION

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{ASKED}/invitations/", views.invitations, name="invitations"),
    path(f"{ASKED}/invitations/send/", views.send_invitations, name="send_invitations"),
    path(f"{ASKED}/invitations/remind/", views.send_reminders, name="send_reminders"),
    path(f"{INVITATION}/renew/", views.renew_link, name="renew_link"),
    path(f"{INVITATION}/revoke/", views.revoke_link, name="revoke_link"),
    path(f"{ASKED}/letters/", views.letters, name="letters"),
]
