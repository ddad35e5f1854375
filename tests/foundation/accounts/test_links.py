from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.accounts import links
from regard.foundation.accounts.models import Link
from regard.foundation.base.errors import NotFound

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=30)


def issue(purpose="engagement.answer", subject_id=7, expires_at=LATER):
    return links.issue(purpose=purpose, subject_id=subject_id, expires_at=expires_at)


def open_link(token, purpose="engagement.answer", at=NOON):
    return links.open_link(token=token, purpose=purpose, at=at)


@pytest.mark.django_db
class TestOpenLink:
    def test_opens_the_one_thing_it_was_issued_for(self):
        issue(subject_id=6)
        token = links.token(issue(subject_id=7))

        assert open_link(token).subject_id == 7

    def test_notes_when_it_was_first_used(self):
        link = issue()
        token = links.token(link)

        open_link(token, at=NOON)
        open_link(token, at=NOON + timedelta(days=1))

        link.refresh_from_db()
        assert link.first_used_at == NOON

    @pytest.mark.parametrize(
        "typed",
        [
            str.upper,
            lambda token: token.replace("-", ""),
            lambda token: token.replace("-", " "),
            lambda token: token.replace("0", "O").replace("1", "l"),
            lambda token: token.replace("0", "o").replace("1", "I"),
            lambda token: f" {token} ",
        ],
    )
    def test_understands_what_people_type_from_a_letter(self, typed):
        for _ in range(20):
            link = issue()
            assert open_link(typed(links.token(link))).pk == link.pk

    def test_refuses_a_token_with_any_letter_changed(self):
        token = links.token(issue())
        issue()
        for place, letter in enumerate(token):
            if letter == "-":
                continue
            other = "a" if letter != "a" else "b"
            with pytest.raises(NotFound, match="all of it was copied"):
                open_link(token[:place] + other + token[place + 1 :])

    def test_refuses_a_token_for_another_purpose(self):
        token = links.token(issue(purpose="engagement.receipt"))

        with pytest.raises(NotFound):
            open_link(token, purpose="engagement.answer")

    def test_refuses_the_signature_of_another_link(self):
        one, other = links.token(issue()), links.token(issue())
        mixed = one.partition("-")[0] + "-" + other.partition("-")[2]

        with pytest.raises(NotFound):
            open_link(mixed)

    def test_stops_at_the_moment_it_expires(self):
        token = links.token(issue(expires_at=LATER))

        assert open_link(token, at=LATER - timedelta(seconds=1))
        with pytest.raises(links.LinkExpired, match="stopped working on 21 December 2026"):
            open_link(token, at=LATER)

    def test_does_not_open_when_revoked(self):
        token = links.token(issue())

        assert links.revoke(purpose="engagement.answer", subject_id=7, at=NOON) == 1

        with pytest.raises(links.LinkRevoked, match="withdrawn"):
            open_link(token)
        assert links.revoke(purpose="engagement.answer", subject_id=7, at=NOON) == 0

    def test_does_not_open_with_another_installations_secret(self, settings):
        token = links.token(issue())
        settings.SECRET_KEY = "another"

        with pytest.raises(NotFound):
            open_link(token)

    def test_does_not_open_with_what_a_copy_of_the_database_holds(self):
        link = issue()
        for known in (str(link.pk), f"{link.pk}{link.nonce}", "0" * 17, f"{link.pk}" + "0" * 16):
            with pytest.raises(NotFound):
                open_link(known)

    @pytest.mark.parametrize(
        "token",
        ["", "-", "x", "z" * 16, "z" * 17, "z" * 1_000_000, "ß" * 20, "\x00" * 20, "🙂" * 20],
    )
    def test_refuses_anything_else_in_words(self, token):
        with pytest.raises(NotFound, match="does not open anything"):
            open_link(token)

    def test_costs_no_query_for_a_token_that_is_too_long(self, django_assert_num_queries):
        with django_assert_num_queries(0), pytest.raises(NotFound):
            open_link("1" * 1_000_000)


@given(st.text(max_size=60))
@pytest.mark.django_db
def test_no_text_is_a_bug(text):
    with pytest.raises(NotFound):
        open_link(text)


@given(st.integers(min_value=1, max_value=2**63 - 1))
def test_numbers_survive_being_written_as_letters(number):
    assert links._decode(links._encode(number)) == number


@pytest.mark.django_db
class TestIssueMany:
    def test_makes_one_for_each_in_order_in_one_statement(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            made = links.issue_many(
                purpose="strategy.reply", subject_ids=[3, 1, 2], expires_at=LATER
            )

        assert [link.subject_id for link in made] == [3, 1, 2]
        assert len({links.token(link) for link in made}) == 3


@pytest.mark.django_db
class TestListLinks:
    def test_gives_the_newest_live_link_of_each(self):
        issue(subject_id=1)
        newest = issue(subject_id=1)
        issue(subject_id=2)
        links.revoke(purpose="engagement.answer", subject_id=2, at=NOON)
        issue(subject_id=3, purpose="strategy.reply")

        found = links.list_links(purpose="engagement.answer", subject_ids=[1, 2, 3])

        assert found == {1: newest}


@pytest.mark.django_db
def test_a_token_is_short_enough_to_type():
    link = Link(pk=1_000_000, purpose="a", subject_id=1, nonce=1, expires_at=LATER)

    assert len(links.token(link)) <= 24


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (" 2B-7f3k 29xq ", "2B-7f3k 29xq"),
        ("a/../b", "a..b"),
        ("x" * 80, "x" * 60),
        ("  ", ""),
    ],
)
def test_what_is_typed_in_is_fit_for_an_address(typed, code):
    assert links.read_typed(typed) == code
