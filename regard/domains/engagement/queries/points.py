"""Points, in words fit for whoever reads them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Exists, F, Min, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Coalesce, Greatest, RowNumber, Substr

from regard.domains.engagement.models import Coding, Contribution, Exercise, Point
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.rules.points import Origin, describe_who
from regard.domains.engagement.types import (
    Channel,
    PointRow,
    Speaker,
    Stage,
    Stance,
    Visibility,
)
from regard.domains.engagement.types.care import Cut
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

from .campaign_marks import list_marks
from .marked import Mark, Source, kept_by_part, kept_under, read_mark
from .origins import list_origins
from .showing import list_cuts, readable, shown, shown_span, within
from .spoken_for import name_networks
from .theme_counts import codings_by_theme
from .versions import to_look_at_again

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from regard.domains.engagement.types.campaigns import CampaignMark
    from regard.domains.register.models import System

MOST_AROUND = 10_000
"""
Characters read of an answer before a point, and as many after: of what can be typed, all or nearly
all. A document can have a thousand points, and no page shows it a thousand times.
"""


QUOTES_FROM = (Source.CONTRIBUTIONS, Source.POINTS, Source.CODINGS)
"""What tells which points stand for themes, and which stand alone."""


def may_read_words(*, exercise: Exercise, caller: Caller) -> bool:
    """Test whether the caller may read what was said: anyone may, once it is answered."""
    if exercise.stage == Stage.ANSWERED:
        return True
    return is_allowed(caller, Permission.VIEW_CONTRIBUTIONS, exercise)


def may_read_unpublished(*, system: System, caller: Caller) -> bool:
    """Test whether the caller may read what was said in a system before it is answered."""
    return is_allowed(caller, Permission.VIEW_CONTRIBUTIONS, system)


def may_see_who(*, exercise: Exercise, caller: Caller) -> bool:
    """Test whether the caller may know who said it, and read what was said to the team only."""
    return is_allowed(caller, Permission.VIEW_WHO, exercise)


def get_point(*, system: System, point_id: int, caller: Caller) -> PointRow:
    """
    Return a point, in words fit for the caller.

    :raises NotFound: if there is none, or it is not yet published or was said to the
        partnership's team only, and the caller may not read it. They cannot tell which.
    """
    found = Point.objects.filter(system=system, pk=point_id).select_related("exercise").first()
    if found is None or not may_read_words(exercise=found.exercise, caller=caller):
        raise NotFound("There is nothing to read at this address")
    shows_who = may_see_who(exercise=found.exercise, caller=caller)
    rows = list_points(exercise=found.exercise, ids=[point_id], shows_who=shows_who)
    if not rows:
        raise NotFound("There is nothing to read at this address")
    return rows[0]


def list_points(  # noqa: PLR0913 (each narrows, and few are given at once)
    *,
    exercise: Exercise,
    shows_who: bool,
    theme_id: int | None = None,
    stance: Stance | None = None,
    contribution_id: int | None = None,
    lone: bool = False,
    unsure: bool = False,
    again: bool = False,
    ids: Collection[int] | None = None,
    after: int | None = None,
    limit: int | None = None,
) -> list[PointRow]:
    """
    Return points of an exercise whose reader was checked, in the order in which they were kept.

    Six queries, however many there are, and one more where the audience differs. What is withheld
    is not among them, and words that were taken out are not in them.

    :param shows_who: whether the reader may know who spoke. Otherwise points that were said to
        the partnership's team only are left out.
    :param theme_id: only points in this theme, or in a theme that is a part of it.
    :param stance: of these, only those that stand so on it.
    :param lone: only points in no theme.
    :param unsure: only points that the machine placed without being sure.
    :param again: only points that were put into a theme before it changed its meaning.
    :param ids: only these points.
    :param after: only points after this one, for the next page.
    :param limit: at most so many.
    """
    points = _readable(exercise, shows_who=shows_who)
    narrow = {"contribution": contribution_id, "pk__gt": after}
    points = points.filter(**{name: value for name, value in narrow.items() if value is not None})
    if theme_id is not None:
        in_it = _codings_of_point().filter(Q(theme=theme_id) | Q(theme__parent=theme_id))
        points = points.filter(Exists(in_it.filter(stance=stance) if stance else in_it))
    if lone:
        points = points.filter(~Exists(_codings_of_point()))
    if unsure:
        points = points.filter(Exists(_codings_of_point().filter(is_unsure=True)))
    if again:
        points = points.filter(Exists(_codings_of_point().filter(to_look_at_again())))
    if ids is not None:
        points = points.filter(pk__in=ids)
    return _rows(points.order_by("pk")[:limit], shows_who=shows_who)


def list_quotes(
    *,
    exercise: Exercise,
    shows_who: bool,
    each: int,
    theme_ids: Collection[int] | None = None,
    mark: Mark | None = None,
) -> dict[int, list[PointRow]]:
    """
    Return up to `each` points of every theme that show best what it is about, by theme.

    The points nearest to the middle of their theme, each a different argument; a theme with
    fewer of its own takes them from its parts. Eight queries at most, however many themes there
    are: which points they are is kept until something could differ.

    :param theme_ids: of these themes only; None for all.
    :param mark: of `QUOTES_FROM`, just read; None: it is read here.
    """
    mark = mark or read_mark(exercise=exercise, of=QUOTES_FROM)
    best = choose_quotes(exercise=exercise, mark=mark, shows_who=shows_who, each=each)
    chosen = {n: ids for n, ids in best.items() if theme_ids is None or n in theme_ids}
    points = _readable(exercise, shows_who=shows_who).filter(
        pk__in={point_id for point_ids in chosen.values() for point_id in point_ids}
    )
    rows = {row.point_id: row for row in _rows(points, shows_who=shows_who)}
    return {theme_id: [rows[n] for n in ids if n in rows] for theme_id, ids in chosen.items()}


def choose_quotes(
    *, exercise: Exercise, mark: Mark, shows_who: bool, each: int
) -> dict[int, list[int]]:
    """
    Return the points to quote of each theme, chosen anew of those in which a coding differs.

    :param mark: of `QUOTES_FROM`.
    """
    states, wholes = codings_by_theme(mark)

    def choose(theme_ids: Collection[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {theme_id: [] for theme_id in theme_ids}
        for theme_id, point_id in _best_codings(
            exercise, shows_who=shows_who, each=each, theme_ids=theme_ids
        ):
            found[theme_id].append(point_id)
        return found

    best: dict[int, list[int]] = defaultdict(list)
    best |= kept_by_part(
        mark,
        of=[source for source in QUOTES_FROM if source is not Source.CODINGS],
        parts=states,
        name=f"quotes-{each}-{shows_who}",
        count=choose,
    )
    for part, whole in sorted(wholes.items()):
        best[whole] = list(dict.fromkeys([*best[whole], *best[part]]))
    return {theme_id: ids[:each] for theme_id, ids in best.items() if ids}


def list_lone(
    *, exercise: Exercise, shows_who: bool, limit: int, mark: Mark | None = None
) -> list[PointRow]:
    """
    Return the first points in no theme, each another argument. Eight queries at most.

    :param mark: of `QUOTES_FROM`, just read; None: it is read here.
    """
    first = kept_under(
        mark or read_mark(exercise=exercise, of=QUOTES_FROM),
        of=QUOTES_FROM,
        name=f"lone-{limit}-{shows_who}",
        count=lambda: _choose_lone(exercise, shows_who=shows_who, limit=limit),
    )
    points = _readable(exercise, shows_who=shows_who).filter(pk__in=first)
    return _rows(points.order_by("pk"), shows_who=shows_who)


def _choose_lone(exercise: Exercise, *, shows_who: bool, limit: int) -> list[int]:
    lone = ~Exists(_codings_of_point())
    points = _readable(exercise, shows_who=shows_who).filter(lone)
    firsts = points.values("argument").annotate(first=Min("pk")).values("first")
    first = points.filter(Q(argument=None) | Q(pk__in=firsts))
    return list(first.order_by("pk").values_list("pk", flat=True)[:limit])


def list_speakers(
    *, exercise: Exercise, contribution_ids: Collection[int], shows_who: bool
) -> dict[int, str]:
    """
    Return who made each contribution, in words fit for the reader.

    Three queries, and one more where a network spoke for its members.
    """
    chosen = exercise.contributions.filter(pk__in=contribution_ids)
    found = list(chosen.select_related("location", "network"))
    origins = list_origins((each.exercise_id, each.location_id) for each in found)
    spoke = name_networks(contributions=found, shows_few=shows_who)
    return {
        each.pk: _who(
            each,
            origins.get((each.exercise_id, each.location_id)),
            shows_who=shows_who,
            spoke=spoke.get(each.pk, ""),
        )
        for each in found
    }


def list_points_by_id(*, system: System, ids: Collection[int], shows_who: bool) -> list[PointRow]:
    """
    Return these points of a system, of any exercise, whose reader was checked for each, by number.

    As `list_points`, and as many queries, however many exercises they were said in.
    """
    points = Point.objects.filter(system=system, pk__in=list(ids))
    points = points.filter(readable(shows_who=shows_who, of="contribution__"))
    return _rows(points.order_by("pk"), shows_who=shows_who)


def _readable(exercise: Exercise, *, shows_who: bool) -> QuerySet[Point]:
    points = Point.objects.filter(system_id=exercise.system_id, exercise=exercise)
    return points.filter(readable(shows_who=shows_who, of="contribution__"))


def _codings_of_point() -> QuerySet[Coding]:
    return Coding.objects.filter(point=OuterRef("pk"))


def _best_codings(
    exercise: Exercise, *, shows_who: bool, each: int, theme_ids: Collection[int]
) -> Iterable[tuple[int, int]]:
    """
    Return theme and point of the points nearest to the middle of each theme.

    Of each argument only the first. Before themes were first proposed, points have no argument
    number, and each is its own.
    """
    codings = Coding.objects.filter(
        readable(shows_who=shows_who, of="point__contribution__"),
        point__system=exercise.system_id,
        point__exercise=exercise,
        theme__in=theme_ids,
    )
    alike: list[F | Coalesce] = [F("theme"), Coalesce("point__argument", -F("point"))]
    nth = Window(RowNumber(), partition_by=alike, order_by=F("point").asc())
    firsts = codings.annotate(nth=nth).filter(nth=1)
    place = Window(
        RowNumber(),
        partition_by=F("theme"),
        order_by=[F("is_unsure"), F("similarity").desc(nulls_last=True), F("point")],
    )
    chosen = codings.filter(pk__in=firsts.values("pk")).annotate(place=place)
    best = chosen.filter(place__lte=each).order_by("theme", "place")
    return best.values_list("theme", "point")


def _rows(points: QuerySet[Point], *, shows_who: bool) -> list[PointRow]:
    whole = points.select_related(
        "contribution__location", "contribution__network", "answer__question"
    )
    found = list(_with_what_is_near(whole).prefetch_related("codings"))
    origins = list_origins((each.exercise_id, each.contribution.location_id) for each in found)
    cuts = list_cuts(answer_ids={point.answer_id for point in found})
    spoke = name_networks(
        contributions=(point.contribution for point in found), shows_few=shows_who
    )
    marks = list_marks(spans=[(p.pk, p.answer_id, p.start, p.end) for p in found])
    return [
        _row(
            point,
            cuts.get(point.answer_id, []),
            _who(
                point.contribution,
                origins.get((point.exercise_id, point.contribution.location_id)),
                shows_who=shows_who,
                spoke=spoke.get(point.contribution_id, ""),
            ),
            marks.get(point.pk),
        )
        for point in found
    ]


def _row(point: Point, cuts: list[Cut], who: str, campaign: CampaignMark | None) -> PointRow:
    contribution = point.contribution
    around, start, end = _around(point, cuts)
    codings = sorted(point.codings.all(), key=lambda coding: coding.theme_id)
    return PointRow(
        point_id=point.pk,
        exercise_id=point.exercise_id,
        theme_ids=tuple(coding.theme_id for coding in codings),
        stances=tuple(Stance(coding.stance) for coding in codings),
        contribution_id=contribution.pk,
        receipt=contribution.receipt,
        text=shown(point.text, start=point.start, redactions=cuts),
        question=point.answer.question.text,
        answer_text=around,
        start=start,
        end=end,
        who=who,
        how=Channel(contribution.channel).label,
        said_on=contribution.said_on,
        visibility=Visibility(contribution.visibility),
        is_unsure=any(coding.is_unsure for coding in codings),
        argument=point.argument,
        decided_by=point.decided_by,
        campaign=campaign,
        stance_chances=tuple(coding.stance_chance for coding in codings),
    )


def _with_what_is_near(points: QuerySet[Point]) -> QuerySet[Point]:
    """Return points with the part of their answer near them, and one character more if any."""
    first = Greatest(F("start") - MOST_AROUND, 0)
    near = Substr("answer__text", first + 1, F("end") - first + MOST_AROUND + 1)
    return points.defer("answer__text").annotate(first=first, near=near)


def _around(point: Point, cuts: list[Cut]) -> tuple[str, int, int]:
    """Return a point's answer as readers see it, of a long one what is near, and where it is."""
    first, near = point.first, point.near  # type: ignore[attr-defined]  # as annotated
    most = point.end - first + MOST_AROUND
    here = within(cuts, start=first, end=first + min(len(near), most))
    start, end = shown_span(point.start - first, point.end - first, here)
    before, after = "… " if first else "", " …" if len(near) > most else ""
    text = f"{before}{shown(near[:most], start=0, redactions=here)}{after}"
    return text, start + len(before), end + len(before)


def _who(contribution: Contribution, origin: Origin | None, *, shows_who: bool, spoke: str) -> str:
    """
    Return who spoke.

    :param spoke: the network that spoke for its members, and for how many; empty: none did.
    """
    return describe_who(
        speaker=Speaker(contribution.speaker),
        visibility=Visibility(contribution.visibility),
        name=contribution.name,
        service_name=contribution.location.name if contribution.location else spoke,
        origin=origin,
        shows_who=shows_who,
    )
