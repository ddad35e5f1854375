from datetime import date

from regard.domains.engagement.rules.hand_overs import hand_over_email, reasons_not_to_pass_on
from regard.domains.engagement.rules.letters import LINK, Ask

ASK = Ask(
    partnership="Northmarch care partnership",
    title="What would keep your staff next winter?",
    purpose="We are writing our winter plan.",
    closes_on=date(2026, 12, 11),
    reply_by=date(2027, 2, 28),
)


def test_an_email_to_a_colleague_says_who_what_and_until_when():
    email = hand_over_email(ASK, service="Ashgrove House", greeting="Priya", words="You know it.")

    assert email.subject.startswith("Passed on to you for Ashgrove House")
    for words in ("Hello Priya,", "You know it.", LINK, "Friday 11 December", "28 February 2027"):
        assert words in email.body
    assert (
        "They write"
        not in hand_over_email(ASK, service="Ashgrove House", greeting="Priya", words="").body
    )


def test_it_takes_a_name_and_an_address_that_has_it_not_yet():
    def reasons(name="Priya", email="p@example.org"):
        return reasons_not_to_pass_on(name=name, email=email, emails=["Ann@example.org"])

    assert reasons() == {}
    assert set(reasons(name=" ", email="p@")) == {"name", "email"}
    assert reasons(email="ann@example.org") == {"email": "It is passed on to this address already"}
