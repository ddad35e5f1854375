"""An exercise to begin from."""

from dataclasses import dataclass

from regard.domains.register.types import ServiceType

from .states import QuestionKind


@dataclass(frozen=True)
class TemplateQuestion:
    """A question of a template; `hint`, `options` and `settings` as in `types.questions`."""

    kind: QuestionKind
    text: str
    hint: str = ""
    options: tuple[str, ...] = ()
    settings: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Template:
    """
    An exercise to begin from, in our own words.

    Attributes:
        key: by what its address names it.
        days: how many days it is usually open.
        reply_days: how many days after the last one everyone usually hears back.
        services: for which kinds of service it is; empty for all.
    """

    key: str
    name: str
    when: str
    title: str
    purpose: str
    open_to_change: str
    scope: str
    days: int
    reply_days: int
    questions: tuple[TemplateQuestion, ...]
    services: tuple[ServiceType, ...] = ()
