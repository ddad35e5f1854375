from datetime import UTC, datetime

import factory

from regard.domains.engagement.models import (
    BlindPoint,
    BlindReader,
    BlindReading,
    BlindSample,
    BlindTheme,
)
from regard.domains.engagement.rules import measuring
from regard.domains.engagement.types import Stance
from regard.domains.engagement.types.blind import PlacedBy, ReadPoint, SampleTheme
from tests.factories.accounts import GrantFactory

DRAWN_AT = datetime(2026, 12, 2, 9, tzinfo=UTC)
FINISHED_AT = datetime(2026, 12, 9, 9, tzinfo=UTC)

PAY, TRAVEL, ROTAS = 1, 2, 3
THEMES = (
    SampleTheme(PAY, "Pay is too low", "", None),
    SampleTheme(TRAVEL, "Travel is unpaid", "Between visits", PAY),
    SampleTheme(ROTAS, "Rotas come too late", "", None),
)


def marks_of(*numbers, stance=Stance.FOR):
    """Return marks in these themes, all of one stance."""
    return dict.fromkeys(numbers, stance)


def read_point(place, *readings, placed=(), placed_by=PlacedBy.MACHINE, settled=None, **known):
    """Return a point of a sample that readers put into these themes, by their numbers."""
    return ReadPoint(
        place=place,
        placed=marks_of(*placed),
        placed_by=placed_by,
        readings=tuple(marks_of(*each) for each in readings),
        settled=None if settled is None else marks_of(*settled),
        **known,
    )


def some_read():
    """Return forty points: readers agree on thirty-two, and the machine was right on thirty."""
    points = [
        read_point(n, (each,), (each,), placed=(each,))
        for n, each in enumerate([PAY, TRAVEL, ROTAS] * 10, 1)
    ]
    points += [read_point(n, (), (), placed=(PAY,)) for n in range(31, 33)]
    settled = {"placed": (PAY,), "settled": (ROTAS,)}
    points += [
        read_point(n, (PAY,), (ROTAS,), is_settled_by_reader=n > 35, **settled)
        for n in range(33, 37)
    ]
    points += [read_point(n, (PAY,), (), settled=(PAY,), missing=1) for n in range(37, 41)]
    return points


def measured():
    """Return what a sample of forty points showed."""
    return measuring.measure(points=some_read(), themes=THEMES, left_out=1)


class BlindSampleFactory(factory.django.DjangoModelFactory[BlindSample]):
    """A sample that is being read; finished or stopped on request."""

    class Meta:
        model = BlindSample

    class Params:
        finished = factory.Trait(
            finished_at=FINISHED_AT,
            ended_by="person:1",
            measured=factory.LazyFunction(lambda: measuring.to_json(measured())),
        )
        stopped = factory.Trait(stopped_at=FINISHED_AT, because="Both fell ill.")

    exercise = factory.SubFactory("tests.factories.engagement.ExerciseFactory", closed=True)
    system = factory.SelfAttribute("exercise.system")
    seed = "5eed"
    drawn_from = 1_204
    pool_hash = "0" * 64
    drawn_at = DRAWN_AT
    drawn_by = "person:1"


class BlindThemeFactory(factory.django.DjangoModelFactory[BlindTheme]):
    class Meta:
        model = BlindTheme

    sample = factory.SubFactory(BlindSampleFactory)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Theme {n + 1}")


class BlindPointFactory(factory.django.DjangoModelFactory[BlindPoint]):
    """A point that a machine let stand alone."""

    class Meta:
        model = BlindPoint

    sample = factory.SubFactory(BlindSampleFactory)
    place = factory.Sequence(lambda n: n + 1)
    point = factory.SubFactory(
        "tests.factories.engagement.PointFactory",
        answer__contribution__exercise=factory.SelfAttribute("....sample.exercise"),
    )
    start = factory.SelfAttribute("point.start")
    end = factory.SelfAttribute("point.end")
    placed = factory.LazyFunction(dict)
    placed_by = PlacedBy.MACHINE


class BlindReaderFactory(factory.django.DjangoModelFactory[BlindReader]):
    class Meta:
        model = BlindReader

    sample = factory.SubFactory(BlindSampleFactory)
    by = factory.Sequence(lambda n: f"person:{900_000 + n}")
    letter = factory.Iterator("ABCDE")
    asked_at = DRAWN_AT


def coder(name="Bo Ek", **known):
    """Return somebody with the role of those who read blind, and no other."""
    return GrantFactory(role="Coder", person__name=name, **known).person


class BlindReadingFactory(factory.django.DjangoModelFactory[BlindReading]):
    """That a point is in none of the themes."""

    class Meta:
        model = BlindReading

    reader = factory.SubFactory(BlindReaderFactory)
    point = factory.SubFactory(BlindPointFactory, sample=factory.SelfAttribute("..reader.sample"))
    marks = factory.LazyFunction(dict)
    is_theme_missing = False
    at = DRAWN_AT


class Sampled:
    """
    A sample of an exercise with three themes, read by two people.

    `readings`: for every point in the order of the draw, what each of the two ticked.
    """

    def __init__(self, exercise, readings=(), *, handed_in=True, by=("person:1", "person:2")):
        self.sample = BlindSampleFactory(exercise=exercise)
        for theme in THEMES:
            BlindThemeFactory(sample=self.sample, **vars(theme))
        at = FINISHED_AT if handed_in else None
        self.readers = [
            BlindReaderFactory(sample=self.sample, by=each, letter=letter, handed_in_at=at)
            for each, letter in zip(by, "AB", strict=True)
        ]
        self.points = [
            BlindPointFactory(sample=self.sample, place=place)
            for place in range(1, len(readings) + 1)
        ]
        for point, both in zip(self.points, readings, strict=True):
            for reader, ticked in zip(self.readers, both, strict=True):
                marks = {str(number): "for" for number in ticked}
                BlindReadingFactory(reader=reader, point=point, marks=marks)
