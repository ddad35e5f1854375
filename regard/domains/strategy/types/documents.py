"""The kinds of document, passage and need."""

from enum import StrEnum


class DocumentKind(StrEnum):
    """What the law or guidance calls it; `rules.templates` says what each should contain."""

    INTEGRATED_CARE_STRATEGY = "integrated_care_strategy"
    JOINT_FORWARD_PLAN = "joint_forward_plan"
    LOCAL_STRATEGY = "local_strategy"
    MARKET_POSITION = "market_position"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _DOCUMENTS[self]


_DOCUMENTS = {
    DocumentKind.INTEGRATED_CARE_STRATEGY: "Integrated care strategy",
    DocumentKind.JOINT_FORWARD_PLAN: "Joint forward plan",
    DocumentKind.LOCAL_STRATEGY: "Joint local health and wellbeing strategy",
    DocumentKind.MARKET_POSITION: "Market position statement",
    DocumentKind.OTHER: "Another plan",
}


RESTS_ON_NEEDS = frozenset(
    {
        DocumentKind.INTEGRATED_CARE_STRATEGY,
        DocumentKind.JOINT_FORWARD_PLAN,
        DocumentKind.LOCAL_STRATEGY,
    }
)
"""What the law wants to see resting on assessed needs (2007 Act, ss.116A and 116ZB)."""


class PassageKind(StrEnum):
    VISION = "vision"
    PRIORITY = "priority"
    COMMITMENT = "commitment"
    TEXT = "text"

    @property
    def label(self) -> str:
        return self.value.title()


class NeedTopic(StrEnum):
    """What a need is about. Employment, environment and housing are to be among them."""

    HEALTH = "health"
    SOCIAL_CARE = "social_care"
    CARERS = "carers"
    WORKFORCE = "workforce"
    EMPLOYMENT = "employment"
    ENVIRONMENT = "environment"
    HOUSING = "housing"
    INEQUALITY = "inequality"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _TOPICS.get(self, self.value.replace("_", " ").capitalize())


_TOPICS = {NeedTopic.CARERS: "Unpaid carers", NeedTopic.OTHER: "Something else"}

WIDER_TOPICS = (NeedTopic.EMPLOYMENT, NeedTopic.ENVIRONMENT, NeedTopic.HOUSING)
"""What decides health and is none of it, and what guidance wants to see in a strategy."""
