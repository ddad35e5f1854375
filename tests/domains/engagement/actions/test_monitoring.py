from datetime import UTC, date, datetime

import pytest

from regard.domains.engagement.actions import monitoring as actions
from regard.domains.engagement.models import Mitigation, MonitoringAnswer, Population
from regard.domains.engagement.types import Speaker
from regard.foundation.audit.models import Entry
from tests.factories.engagement import ContributionFactory, ThemeFactory
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 12, 12, tzinfo=UTC)

HEADER = b"characteristic,value,people,source,as at\n"


def tell(contribution, **values):
    actions.tell_about_you(contribution=contribution, values=values, by="link", at=NOW)


class TestTellAboutYou:
    def test_keeps_it_under_a_key_that_names_nobody(self):
        contribution = ContributionFactory(speaker=Speaker.PERSON)

        tell(contribution, disability="yes", age="")

        [kept] = MonitoringAnswer.objects.all()
        assert (kept.characteristic, kept.value) == ("disability", "yes")
        assert str(contribution.pk).encode() != bytes(kept.key)
        assert len(bytes(kept.key)) == 16
        assert {field.name for field in MonitoringAnswer._meta.get_fields()} == {
            "id", "created_at", "updated_at", "exercise", "key", "characteristic", "value",
        }  # fmt: skip

    def test_leaves_no_time_and_no_order_that_leads_back(self):
        contribution = ContributionFactory(speaker=Speaker.PERSON)

        tell(contribution, disability="yes", age="25_to_44")

        opened = contribution.exercise.opened_at
        assert set(MonitoringAnswer.objects.values_list("created_at", "updated_at")) == {
            (opened, opened)
        }
        assert all(pk > 2**40 for pk in MonitoringAnswer.objects.values_list("pk", flat=True))
        entry = Entry.objects.get()
        assert entry.subject == f"engagement.Exercise:{contribution.exercise_id}"
        assert entry.detail == {}

    def test_replaces_what_was_told_before(self):
        contribution = ContributionFactory(speaker=Speaker.CARER)
        tell(contribution, disability="yes", age="25_to_44")

        tell(contribution, disability="prefer_not")

        assert list(MonitoringAnswer.objects.values_list("characteristic", "value")) == [
            ("disability", "prefer_not")
        ]

    def test_asks_no_organisation(self):
        with pytest.raises(actions.CannotTell):
            tell(ContributionFactory(speaker=Speaker.ASSOCIATION), disability="yes")

    @pytest.mark.parametrize("values", [{"disability": "perhaps"}, {"shoes": "yes"}])
    def test_takes_only_what_is_on_the_list(self, values):
        with pytest.raises(actions.CannotTell):
            tell(ContributionFactory(speaker=Speaker.PERSON), **values)

        assert not MonitoringAnswer.objects.exists()


class TestLoadPopulations:
    def load(self, rows, system=None):
        return actions.load_populations(
            system=system or SystemFactory(),
            chunks=[HEADER + rows],
            name="people.csv",
            by="person:1",
            at=NOW,
        )

    def test_takes_words_or_keys_and_replaces_the_same_day(self):
        system = SystemFactory()
        self.load(b'Disability,Yes,"1,000",Census 2021,2021-03-21\n', system)

        assert self.load(b"disability,yes,2000,Census 2021,2021-03-21\n", system) == 1

        [kept] = Population.objects.all()
        assert (kept.value, kept.people, kept.as_at) == ("yes", 2000, date(2021, 3, 21))
        assert Entry.objects.filter(event="populations.loaded").count() == 2

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            (b"Height,Tall,5,Census,2021-03-21\n", "row 2, characteristic: “Height” is none of"),
            (b"Disability,Perhaps,5,Census,2021-03-21\n", "row 2, value: “Perhaps” is none of"),
            (b"Disability,Yes,many,Census,2021-03-21\n", "row 2, people: “many” is not"),
            (b"Disability,Yes,5,,2021-03-21\n", "row 2, source: say where"),
            (b"Disability,Yes,5,Census,last year\n", "row 2, as at: “last year” is not a day"),
            (b"Disability,Yes,5,C,2021-03-21\nDisability,Yes,6,C,2021-03-21\n", "row 3, value:"),
        ],
    )
    def test_takes_nothing_and_names_every_row_that_cannot_be_read(self, row, words):
        with pytest.raises(actions.CannotLoadPopulations) as refused:
            self.load(row)

        assert words in str(refused.value)
        assert not Population.objects.exists()

    def test_names_the_columns_that_are_missing(self):
        with pytest.raises(actions.CannotLoadPopulations, match="Not found: source, as at"):
            actions.load_populations(
                system=SystemFactory(),
                chunks=[b"characteristic,value,people\nDisability,Yes,5\n"],
                name="people.csv",
                by="person:1",
                at=NOW,
            )


class TestWriteMitigation:
    def write(self, theme, **changed):
        known = {
            "characteristic": "disability",
            "value": "yes",
            "effect": "Steps.",
            "words": "A lift.",
        }
        return actions.write_mitigation(theme=theme, **known | changed, by="person:1", at=NOW)

    def test_writes_in_place_of_what_stood(self):
        theme = ThemeFactory()
        self.write(theme)

        self.write(theme, words="Two lifts.")

        assert Mitigation.objects.get().words == "Two lifts."
        assert Entry.objects.filter(event="mitigation.written").count() == 2

    @pytest.mark.parametrize("changed", [{"value": "x"}, {"characteristic": "x"}, {"words": " "}])
    def test_refuses_what_is_not_complete(self, changed):
        with pytest.raises(actions.CannotMitigate):
            self.write(ThemeFactory(), **changed)
