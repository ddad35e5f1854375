from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.letters import Ask, invitation_email, reminder_email
from regard.domains.engagement.rules.sent_letters import GREETING, SERVICE, for_everyone

ASK = Ask(
    partnership="Northmarch Care Partnership",
    title="What would keep your staff, by and by?",
    purpose="To plan.\n\nAnd to pay.",
    closes_on=date(2026, 3, 1),
    reply_by=date(2026, 6, 1),
    telephone="01234 567890",
    address="1 High Street\nHarrow Vale",
    version=2,
    version_url="https://example.org/2",
)

names = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).map(str.strip)
odd = st.sampled_from(
    ["Rose, by the sea", "Your view for all", "One, by 3", "Until", "\\1", "[x]"]
)


def as_kept(email):
    """Return it as the mail keeps it."""
    return {"subject": " ".join(email.subject.split()), "body": email.body}


class TestForEveryone:
    @pytest.mark.parametrize("write", [invitation_email, reminder_email])
    @given(service=names | odd, greeting=names | odd | st.just(""))
    def test_takes_out_whom_it_was_to_and_nothing_else(self, write, service, greeting):
        sent = write(ASK, service=service, greeting=greeting)

        found = for_everyone(**as_kept(sent))

        assert found == write(ASK, service=SERVICE, greeting=GREETING)

    @pytest.mark.parametrize(
        ("subject", "body"),
        [
            ("Asked", "Hello Ann,\n\nWe ask."),
            ("What? Your view for Rosewood, by 1 March 2026", ""),
            ("What? Your view for Rosewood, by 1 March 2026", "Hello Ann,"),
            ("What? Your view for Rosewood, by 1 March 2026", "Dear Ann,\n\nWe ask."),
            ("Until Sunday: What?", "Hello Ann,\n\nRosewood has not answered."),
        ],
    )
    def test_gives_nothing_that_could_name_somebody(self, subject, body):
        assert for_everyone(subject=subject, body=body) is None
