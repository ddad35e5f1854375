"""What people tell unasked, for those who may read it, and counted for everyone."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from regard.domains.engagement.models import (
    Answer,
    Coding,
    Contribution,
    Exercise,
    Upshot,
)
from regard.domains.engagement.rules.seeing import (
    QUARTERS_BEFORE,
    blurred,
    hides,
    quarters_between,
    safe_places,
    seen_in,
)
from regard.domains.engagement.types import Channel, ExerciseKind, Speaker
from regard.domains.engagement.types.seeing import (
    Quarter,
    Seen,
    SeenCounts,
    SeenFilter,
    SeenRow,
    Where,
)
from regard.foundation.base.errors import NotFound

from .points import list_speakers
from .showing import list_cuts, readable, says, shown

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from regard.domains.engagement.models import Theme
    from regard.domains.register.models import System

WORDS_AT, KIND_AT = 1, 2
"""The positions of the two questions: what, and what kind of thing."""

LONGEST_SHOWN = 400
"""Characters of what was told that a list shows."""

BY_SEEN = """
    select date_trunc('quarter', contribution.said_on)::date, answer.text, count(*)
    from engagement_contribution contribution
    left join engagement_question question
        on question.exercise_id = contribution.exercise_id and question.position = %(kind_at)s
    left join engagement_answer answer
        on answer.contribution_id = contribution.id and answer.question_id = question.id
    where contribution.exercise_id = %(exercise)s and contribution.kept_at is not null
        and contribution.said_on < %(until)s
    group by 1, 2
"""

BY_THEME = """
    select date_trunc('quarter', contribution.said_on)::date, belongs.theme_id,
        count(distinct contribution.id)
    from engagement_theme theme
    join engagement_coding coding on coding.theme_id = theme.id
    join engagement_point point on point.id = coding.point_id
    join engagement_contribution contribution on contribution.id = point.contribution_id
    cross join lateral (values (theme.id), (theme.parent_id)) as belongs(theme_id)
    where theme.exercise_id = %(exercise)s and belongs.theme_id is not null
        and contribution.kept_at is not null and contribution.said_on < %(until)s
    group by 1, 2
"""

BY_PLACE = """
    select about.place_id, about.service_type, contribution.speaker, answer.text, count(*)
    from engagement_contribution contribution
    left join engagement_about about on about.contribution_id = contribution.id
    left join engagement_question question
        on question.exercise_id = contribution.exercise_id and question.position = %(kind_at)s
    left join engagement_answer answer
        on answer.contribution_id = contribution.id and answer.question_id = question.id
    where contribution.exercise_id = %(exercise)s and contribution.kept_at is not null
        and contribution.said_on >= %(since)s and contribution.said_on < %(until)s
    group by 1, 2, 3, 4
"""


def find_seeing(*, system: System) -> Exercise | None:
    """Return where people tell what they are seeing in a system; None: nowhere yet. Public."""
    found = Exercise.objects.filter(system=system, kind=ExerciseKind.SEEING)
    return found.select_related("system").first()


def get_seeing(*, system: System) -> Exercise:
    """
    Return the same, where there must be one.

    :raises NotFound: if it has not begun.
    """
    found = find_seeing(system=system)
    if found is None:
        raise NotFound("Nobody can tell what they are seeing here yet")
    return found


def count_seen(*, exercise: Exercise, today: date) -> SeenCounts:
    """
    Return what was told in the quarters that are over. Four queries.

    Nothing of the quarter that runs is in it: whoever looks twice learns of nobody who spoke in
    between. Small counts are still in it; presenters hide them from the public.
    """
    until = Quarter.of(today).starts_on
    by_quarter = _counted(BY_SEEN, exercise, until=until)
    if not by_quarter:
        return SeenCounts()
    quarters = quarters_between(min(day for day, _, _ in by_quarter), today)
    place_of = {quarter: number for number, quarter in enumerate(quarters)}
    told = [0] * len(quarters)
    by_seen: dict[Seen | None, list[int]] = defaultdict(lambda: [0] * len(quarters))
    for day, text, n in by_quarter:
        at = place_of[Quarter.of(day)]
        told[at] += n
        by_seen[seen_in(text or "")][at] += n
    by_theme: dict[int, list[int]] = defaultdict(lambda: [0] * len(quarters))
    for day, theme_id, n in _counted(BY_THEME, exercise, until=until):
        by_theme[theme_id][place_of[Quarter.of(day)]] += n
    return SeenCounts(
        quarters=quarters,
        told=tuple(told),
        by_seen={seen: tuple(counts) for seen, counts in by_seen.items()},
        by_theme={theme_id: tuple(counts) for theme_id, counts in by_theme.items()},
        by_place=_by_place(exercise, since=quarters[-QUARTERS_BEFORE:][0], until=until),
    )


def list_safe(*, exercise: Exercise) -> frozenset[Where]:
    """Return of which places and kinds of service it may be said that staff spoke. One query."""
    staff = Contribution.objects.filter(
        exercise=exercise, speaker=Speaker.STAFF, kept_at__isnull=False
    )
    counted = staff.order_by().values_list("about__place", "about__service_type")
    told: Counter[Where] = Counter()
    for place_id, service_type, n in counted.annotate(n=Count("pk")):
        told[Where(place_id, service_type or "")] += n
    return safe_places(told)


def list_seen(
    *,
    exercise: Exercise,
    which: SeenFilter,
    shows_who: bool,
    after: int | None,
    limit: int,
) -> list[SeenRow]:
    """
    Return what was told, the newest first. A fixed number of queries.

    The reader was checked for `Permission.VIEW_CONTRIBUTIONS`, so they see also that something
    was withheld, without its words; no search by words finds it.

    :param shows_who: whether the reader may know who spoke; see `may_see_who`.
    :param after: only those before this one in the list; None for the first page.
    """
    safe = list_safe(exercise=exercise)
    is_found = readable(shows_who=shows_who, withheld=not which.words.strip())
    told = Contribution.objects.filter(is_found, exercise=exercise)
    told = _narrowed(told, exercise, which, safe)
    if after is not None:
        told = told.filter(pk__lt=after)
    found = list(told.select_related("about").order_by("-pk")[:limit])
    ids = [each.pk for each in found]
    speakers = list_speakers(exercise=exercise, contribution_ids=ids, shows_who=shows_who)
    words, kinds = _answers(exercise, ids)
    themes = _themes(ids)
    return [
        _row(each, who=speakers[each.pk], safe=safe, words=words, kinds=kinds, themes=themes)
        for each in found
    ]


def list_upshots(*, exercise: Exercise) -> dict[int, list[Upshot]]:
    """Return what came of each theme of it, the newest first, by theme. Public. One query."""
    found: dict[int, list[Upshot]] = defaultdict(list)
    for upshot in Upshot.objects.filter(theme__exercise=exercise).order_by("-at", "-pk"):
        found[upshot.theme_id].append(upshot)
    return found


def list_upshots_of(*, contribution: Contribution) -> list[Upshot]:
    """Return what came of the themes that it spoke of, for whoever said it. One query."""
    codings = Coding.objects.filter(point__contribution=contribution)
    meant = Q(theme__in=codings.values("theme")) | Q(theme__in=codings.values("theme__parent"))
    return list(Upshot.objects.filter(meant).select_related("theme").order_by("-at", "-pk"))


def list_told_of(*, theme: Theme) -> list[str]:
    """
    Return the email addresses of those who spoke of a theme, each once, to tell what came of it.

    Staff and who is behind a shield left none. For the action that writes to them. One query.
    """
    codings = Coding.objects.filter(Q(theme=theme) | Q(theme__parent=theme))
    spoke = Contribution.objects.filter(
        pk__in=codings.values("point__contribution"), kept_at__isnull=False
    ).exclude(email="")
    return sorted({email.lower() for email in spoke.values_list("email", flat=True)})


def _by_place(
    exercise: Exercise, *, since: Quarter, until: date
) -> dict[int | None, Counter[Seen | None]]:
    safe = list_safe(exercise=exercise)
    found: dict[int | None, Counter[Seen | None]] = defaultdict(Counter)
    rows = _counted(BY_PLACE, exercise, since=since.starts_on, until=until)
    for place_id, service_type, speaker, text, n in rows:
        where = blurred(Where(place_id, service_type or ""), speaker=Speaker(speaker), safe=safe)
        found[where.place_id][seen_in(text or "")] += n
    return found


def _counted(sql: str, exercise: Exercise, **days: date) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"exercise": exercise.pk, "kind_at": KIND_AT, **days})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _narrowed(
    told: QuerySet[Contribution],
    exercise: Exercise,
    which: SeenFilter,
    safe: Collection[Where],
) -> QuerySet[Contribution]:
    if which.seen:
        kind = Answer.objects.filter(
            contribution=OuterRef("pk"),
            question__position=KIND_AT,
            text=which.seen.label,
        )
        told = told.filter(Exists(kind))
    if which.speaker:
        told = told.filter(speaker=which.speaker)
    if which.place_id is not None:
        told = told.filter(about__place=which.place_id)
    if which.service_type:
        told = told.filter(about__service_type=which.service_type)
    where = Where(which.place_id, which.service_type)
    if where and hides(where, safe=safe):
        told = told.exclude(speaker=Speaker.STAFF)
    if which.theme_id is not None:
        codings = Coding.objects.filter(
            Q(theme=which.theme_id) | Q(theme__parent=which.theme_id),
            point__contribution=OuterRef("pk"),
        )
        told = told.filter(Exists(codings))
    for word in which.words.split()[:10]:
        told = told.filter(says(word, exercise=exercise))
    return told


def _answers(exercise: Exercise, ids: Collection[int]) -> tuple[dict[int, str], dict[int, Seen]]:
    """Return the words of each, as readers see them, and its kind. Two queries."""
    answers = Answer.objects.filter(contribution__in=ids, question__exercise=exercise)
    rows = list(answers.values_list("pk", "contribution", "question__position", "text"))
    cuts = list_cuts(answer_ids=[pk for pk, _, position, _ in rows if position == WORDS_AT])
    words = {
        number: shown(text, start=0, redactions=cuts.get(pk, ()))
        for pk, number, position, text in rows
        if position == WORDS_AT
    }
    kinds = {number: seen_in(text) for _, number, position, text in rows if position == KIND_AT}
    return words, {number: seen for number, seen in kinds.items() if seen}


def _themes(ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    codings = Coding.objects.filter(point__contribution__in=ids).order_by("theme__title")
    found: dict[int, dict[str, None]] = defaultdict(dict)
    for number, title in codings.values_list("point__contribution", "theme__title"):
        found[number][title] = None
    return {number: tuple(titles) for number, titles in found.items()}


def _row(
    told: Contribution,
    *,
    who: str,
    safe: Collection[Where],
    words: dict[int, str],
    kinds: dict[int, Seen],
    themes: dict[int, tuple[str, ...]],
) -> SeenRow:
    about = getattr(told, "about", None)
    where = Where(about.place_id, about.service_type) if about else Where()
    speaker = Speaker(told.speaker)
    is_withheld = told.withheld_at is not None
    text = "" if is_withheld else words.get(told.pk, "")
    if len(text) > LONGEST_SHOWN:
        text = f"{text[:LONGEST_SHOWN].rsplit(' ', 1)[0]} …"
    return SeenRow(
        contribution_id=told.pk,
        receipt=told.receipt,
        seen=kinds.get(told.pk),
        who=who,
        speaker=speaker,
        channel=Channel(told.channel),
        where=blurred(where, speaker=speaker, safe=safe),
        said_on=None if speaker is Speaker.STAFF else told.said_on,
        quarter=Quarter.of(told.said_on),
        words=text,
        themes=themes.get(told.pk, ()),
        is_withheld=is_withheld,
    )
