"""What taking part was paid with."""

from datetime import date

import factory

from regard.domains.governance.models import Support
from regard.domains.governance.types import ClaimState, SupportKind


class SupportFactory(factory.django.DjangoModelFactory[Support]):
    class Meta:
        model = Support

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    kind = SupportKind.BACKFILL
    recipient = "Harbour Home Care"
    what = "Cover for a morning at the partnership"
    on = date(2026, 10, 6)
    pence = 8_400
    minutes = 210
    state = ClaimState.CLAIMED
    claimed_by = "person:1"
