"""Opening the pages of themes, and putting words into them."""

from tests.factories.accounts import GrantFactory
from tests.factories.engagement import AnswerFactory, ContributionFactory, PointFactory


def sign_in(client, role):
    person = GrantFactory(role=role).person
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def point_in(exercise, **known):
    words = {"text": known.pop("text", "Nobody pays them to drive between calls.")}
    said = known.pop("contribution", None) or ContributionFactory(exercise=exercise)
    return PointFactory(answer=AnswerFactory(contribution=said, **words), **known)


def text_of(response):
    return response.content.decode()
