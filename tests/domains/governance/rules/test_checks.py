import pytest

from regard.domains.governance.rules.checks import (
    BY_CODE,
    CHECKS,
    MEMBERS,
    NEVER_PROVIDERS,
    PROVIDERS,
)
from regard.domains.governance.types import BodyKind, Constituency, Standing


def test_codes_are_different():
    assert len(BY_CODE) == len(CHECKS)


def test_no_body_is_left_without_a_question():
    for kind in BodyKind:
        assert any(kind in check.kinds for check in CHECKS)


def test_providers_are_nobody_that_is_named_as_never():
    assert not PROVIDERS & NEVER_PROVIDERS


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
class TestCheck:
    def test_asks_a_question_and_says_who_says_so(self, check):
        assert check.asks.endswith("?")
        assert check.kinds
        assert check.cited

    def test_needs_a_seat_or_forbids_a_state(self, check):
        assert (check.needs is None) != (check.forbids is None)

    def test_never_counts_the_council_the_nhs_or_who_buys_care(self, check):
        if check.needs is not None:
            assert not check.needs.nominated_by & NEVER_PROVIDERS
            assert not check.needs.held_by & NEVER_PROVIDERS

    def test_never_counts_who_is_only_in_attendance(self, check):
        if check.needs is not None:
            assert check.needs.standings <= MEMBERS
            assert Standing.IN_ATTENDANCE not in check.needs.standings

    def test_of_providers_counts_those_whom_providers_chose_and_are(self, check):
        if check.needs is not None and check.needs.speaks_for is Constituency.PROVIDERS:
            assert check.needs.nominated_by <= PROVIDERS
            assert check.needs.held_by == PROVIDERS
