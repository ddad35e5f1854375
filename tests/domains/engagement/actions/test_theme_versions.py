from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from regard.domains.engagement import actions, queries
from regard.domains.engagement.models import ThemeVersion
from regard.domains.engagement.types import Change, ThemeState
from tests.domains.engagement.views.theme_pages import point_in
from tests.factories.accounts import PersonFactory
from tests.factories.engagement import ExerciseFactory, ThemeFactory

pytestmark = pytest.mark.django_db

SIGNED = datetime(2026, 12, 2, 9, tzinfo=UTC)
LATER = datetime(2026, 12, 9, 9, tzinfo=UTC)
CHANGE = Change(because="Two homes said we had misread them.")


@pytest.fixture
def theme():
    theme = ThemeFactory(exercise=ExerciseFactory(closed=True), title="Travel")
    for _ in range(2):
        point_in(theme.exercise, theme=theme)
    return theme


@pytest.fixture
def signed_off(theme):
    return actions.sign_off_theme(theme=theme, by="person:1", at=SIGNED)


def rename(theme, **known):
    known = {"title": "Travel is unpaid", "summary": "", "by": "person:2", "at": LATER} | known
    return actions.rename_theme(theme=theme, **known)


class TestSignOffTheme:
    def test_keeps_the_theme_as_it_reads_now(self, signed_off):
        version = ThemeVersion.objects.get()

        assert (version.number, version.title, version.because) == (1, "Travel", "")
        assert (version.by, version.at) == ("person:1", SIGNED)
        assert str(version) == "version 1 of “Travel”"

    def test_keeps_a_new_version_each_time(self, signed_off):
        theme = actions.take_back_sign_off(theme=signed_off, by="person:1", at=LATER)

        actions.sign_off_theme(theme=theme, by="person:1", at=LATER)

        assert list(theme.versions.values_list("number", flat=True)) == [1, 2]


class TestRenameTheme:
    def test_needs_no_reason_before_it_is_signed_off(self, theme):
        rename(theme)

        assert not ThemeVersion.objects.exists()

    def test_needs_one_afterwards(self, signed_off):
        for change in (None, Change(), Change(because="  ")):
            with pytest.raises(actions.CannotEditThemes, match="Say why it changes"):
                rename(signed_off, change=change)

    def test_keeps_what_it_was_and_why_it_changed(self, signed_off):
        PersonFactory(pk=1, name="Amara Okafor")

        changed = rename(signed_off, change=CHANGE)

        assert changed.state == ThemeState.SIGNED_OFF
        new, old = queries.list_versions(theme=changed)
        assert (new.number, new.title, new.because) == (2, "Travel is unpaid", CHANGE.because)
        assert (old.number, old.title, old.by_name) == (1, "Travel", "Amara Okafor")
        assert queries.count_again(theme=changed) == 0

    def test_lists_what_was_placed_before_to_be_looked_at_again(self, signed_off):
        change = Change(because="It is about petrol alone.", looks_again=True)

        changed = rename(signed_off, change=change)

        assert queries.count_again(theme=changed) == 2
        exercise = changed.exercise
        assert queries.get_tally(exercise=exercise).again == 2
        rows = queries.list_points(exercise=exercise, again=True, shows_who=True)
        ids = [row.point_id for row in rows]
        actions.keep_points(exercise=exercise, point_ids=ids[:1], by="person:2", at=LATER)
        assert queries.count_again(theme=changed) == 1


class TestMergeThemes:
    def test_needs_a_reason_and_keeps_a_version(self, signed_off):
        other = ThemeFactory(exercise=signed_off.exercise, title="Petrol")
        who = {"by": "person:2", "at": LATER}
        with pytest.raises(actions.CannotEditThemes, match="Say why it changes"):
            actions.merge_themes(into=signed_off, themes=[other], **who)

        merged = actions.merge_themes(into=signed_off, themes=[other], change=CHANGE, **who)

        assert merged.state == ThemeState.PROPOSED
        assert merged.versions.get(number=2).because == CHANGE.because


class TestSplitTheme:
    def test_needs_a_reason_and_keeps_a_version(self, signed_off):
        chosen = {"point_ids": [signed_off.points.first().pk], "title": "Petrol"}
        who = {"by": "person:2", "at": LATER}
        with pytest.raises(actions.CannotEditThemes, match="Say why it changes"):
            actions.split_theme(theme=signed_off, **chosen, **who)

        new = actions.split_theme(theme=signed_off, **chosen, change=CHANGE, **who)

        assert signed_off.versions.count() == 2
        assert not new.versions.exists()


class TestThemeVersion:
    def test_has_a_number_of_its_own(self, signed_off):
        with pytest.raises(IntegrityError, match="engagement_theme_version_once"):
            ThemeVersion.objects.create(
                theme=signed_off, number=1, title="Travel", at=LATER, by="person:1"
            )
