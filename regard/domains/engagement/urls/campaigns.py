from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import campaigns

from .prefixes import SAID

CAMPAIGN = f"{SAID}/campaigns/<int:campaign_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{SAID}/campaigns/", campaigns.campaigns, name="campaigns"),
    path(f"{SAID}/campaigns/look/", campaigns.look, name="look_for_campaigns"),
    path(f"{CAMPAIGN}/", campaigns.campaign, name="campaign"),
    path(f"{CAMPAIGN}/describe/", campaigns.describe, name="describe_campaign"),
    path(f"{CAMPAIGN}/confirm/", campaigns.confirm, name="confirm_campaign"),
    path(f"{CAMPAIGN}/refuse/", campaigns.refuse, name="refuse_campaign"),
    path(f"{CAMPAIGN}/reopen/", campaigns.reopen, name="reopen_campaign"),
]
