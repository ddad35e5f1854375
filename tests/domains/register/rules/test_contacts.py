import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.register.rules import contacts


class TestProblemWithEmail:
    @pytest.mark.parametrize("email", ["", " amara@example.org ", "a.b+c@mail.example.co.uk"])
    def test_is_none_for_an_address_or_nothing(self, email):
        assert contacts.problem_with_email(email) is None

    @pytest.mark.parametrize(
        "email",
        [
            "amara",
            "amara@",
            "@example.org",
            "a@b",
            "a b@example.org",
            "a@example.org, b@x.org",
            "a@example..org",
            "a" * 250 + "@example.org",
        ],
    )
    def test_shows_how_an_address_looks(self, email):
        assert contacts.problem_with_email(email) == (
            "An email address looks like name@example.org"
        )

    @given(st.text(max_size=40))
    def test_never_takes_a_line_end_into_a_header(self, text):
        if contacts.problem_with_email(text) is None:
            assert not set("\r\n") & set(text.strip())


class TestTelephone:
    @pytest.mark.parametrize("number", ["", "01522 123456", "+44 (0)1522 123456 ext 12"])
    def test_takes_numbers_as_people_write_them(self, number):
        assert contacts.problem_with_telephone(number) is None

    @pytest.mark.parametrize("number", ["ask at the desk", "12", "01522 123456; 07700 900123"])
    def test_refuses_what_cannot_be_dialled(self, number):
        assert contacts.problem_with_telephone(number)

    def test_puts_back_the_nought_that_a_spreadsheet_drops(self):
        assert contacts.tidy_telephone("1522123456") == "01522123456"
        assert contacts.tidy_telephone("+44 1522  123456") == "+44 1522 123456"
