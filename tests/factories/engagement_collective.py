"""What networks say for their members."""

import factory

from regard.domains.engagement.models import Contribution, MemberPart
from regard.domains.engagement.types import Channel, MemberStand, Speaker, Visibility
from tests.factories.engagement import AudienceMemberFactory, ContributionFactory
from tests.factories.networks import MandateFactory, MembershipFactory, NetworkFactory


class SpeechFactory(ContributionFactory):
    """What a network said for its members, kept; `draft=True` while it is written."""

    class Meta:
        model = Contribution

    speaker = Speaker.ASSOCIATION
    channel = Channel.WEB
    visibility = Visibility.ORGANISATION
    network = factory.LazyAttribute(
        lambda speech: NetworkFactory(system=speech.exercise.system, name="Fell Care Forum")
    )
    asked_how = "By email and at our November meeting."


class MemberPartFactory(factory.django.DjangoModelFactory[MemberPart]):
    """A member that agreed and gave no mandate."""

    class Meta:
        model = MemberPart

    contribution = factory.SubFactory(SpeechFactory)
    membership = factory.SubFactory(
        MembershipFactory, network=factory.SelfAttribute("..contribution.network")
    )
    stand = MemberStand.AGREED


def make_members(exercise, network, *, mandated=0, without=0):
    """
    Give a network members that an exercise is for, some with a mandate on everything.

    :return: the membership of each, those with a mandate first.
    """
    made = []
    for number in range(mandated + without):
        asked = AudienceMemberFactory(
            exercise=exercise,
            service__location__system=exercise.system,
            service__location__name=f"Member {number:03}",
        )
        membership = MembershipFactory(network=network, location=asked.location)
        if number < mandated:
            MandateFactory(membership=membership)
        made.append(membership)
    return made
