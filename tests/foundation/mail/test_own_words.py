import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.mail.html_words import words_of_html
from regard.foundation.mail.own_words import own_words

ANSWER = "Pay for the time between calls.\n\nAnd tell us the rota a week before."

OUTLOOK = (
    "From: Northmarch partnership <regard@example.org>\nSent: 2 November 2026 10:00\n"
    "To: Ann Smith\nSubject: What would keep your staff?\n\nDear Ann,"
)


class TestOwnWords:
    @pytest.mark.parametrize(
        "below",
        [
            "On Mon, 2 Nov 2026 at 10:00, Northmarch <regard@example.org> wrote:\n> Dear Ann,",
            "On Mon, 2 Nov 2026, Northmarch\n<regard@example.org> wrote:\n\n> Dear Ann,\n> What?",
            OUTLOOK,
            f"________________________________\n{OUTLOOK}",
            f"-----Original Message-----\n{OUTLOOK}",
            "*From:* Northmarch\n*Sent:* 2 November\n*To:* Ann\n*Subject:* Staff\n\nDear Ann,",
            "Northmarch <regard@example.org> wrote:\n> Dear Ann,",
        ],
    )
    def test_leaves_out_the_email_that_is_answered(self, below):
        assert own_words(f"{ANSWER}\n\n{below}\n") == ANSWER

    @pytest.mark.parametrize(
        "signature",
        [
            "-- \nAnn Smith\nManager",
            "Kind regards,\nAnn Smith\nRegistered Manager, Ashgrove House\n01632 960001",
            "Many thanks\nAnn",
            "Sent from my iPhone",
            "Get Outlook for iOS",
            "Best wishes\n\nAnn\n\nThis email and any attachments are confidential.",
            "This message is confidential and intended only for the person it is addressed to.",
        ],
    )
    def test_leaves_out_the_signature(self, signature):
        assert own_words(f"{ANSWER}\n\n{signature}\n") == ANSWER

    def test_keeps_what_was_written_between_quoted_lines(self):
        text = "> What would help?\nPay for travel.\n> And what else?\nThe rota, a week before.\n"

        assert own_words(text) == "Pay for travel.\nThe rota, a week before."

    def test_keeps_what_stands_below_the_quoted_email(self):
        text = f"On 2 Nov 2026, Northmarch wrote:\n> Dear Ann,\n> What would help?\n\n{ANSWER}"

        assert own_words(text) == ANSWER

    def test_leaves_out_what_the_mail_server_put_above(self):
        text = f"CAUTION: This email came from outside. Do not click on links.\n\n{ANSWER}"

        assert own_words(text) == ANSWER

    def test_keeps_thanks_that_are_followed_by_sentences(self):
        text = f"Thanks\n\n{ANSWER}\nWe would say that to anyone who asked us in the street."

        assert own_words(text) == text

    def test_keeps_a_letter_that_says_from_where(self):
        text = "From: what we see every day, travel is what people leave for.\n\nPay for it."

        assert own_words(text) == text

    def test_returns_nothing_where_everything_is_quoted(self):
        assert own_words("> Dear Ann,\n> What would help?") == ""

    @given(st.text(alphabet="On wrote:>From-\n @<a.", max_size=400))
    def test_never_makes_up_words(self, text):
        kept = own_words(text)

        assert set(kept.split()) <= set(text.split())

    @pytest.mark.parametrize(
        "text",
        [
            "word " * 100_000,
            "From: a\n" * 20_000,
            "\n" * 50_000 + "x",
            "On a <b@c> wrote:\n" * 9_000,
        ],
    )
    def test_takes_little_time_whatever_it_is_given(self, text):
        began = time.process_time()

        own_words(text)

        assert time.process_time() - began < 5


class TestWordsOfHtml:
    def test_writes_paragraphs_lists_and_line_ends(self):
        html = "<p>We need:</p><ul><li>pay<li>rest</ul><div>Ann<br>Smith</div>"

        assert words_of_html(html) == "We need:\n\n- pay\n- rest\n\nAnn\nSmith"

    @pytest.mark.parametrize(
        "quoted",
        [
            '<div class="gmail_quote">On Monday: old</div>',
            '<blockquote type="cite">old</blockquote>',
            '<div id="divRplyFwdMsg">From: us</div><div>old</div>',
            '<div id="appendonsend"></div><hr>old',
            "<style>p { color: red }</style><script>old()</script><!-- old -->",
        ],
    )
    def test_leaves_out_what_is_quoted_or_not_shown(self, quoted):
        assert words_of_html(f"<body><p>New words.</p>{quoted}</body>") == "New words."

    def test_returns_all_where_everything_is_within_the_quote(self):
        assert words_of_html('<div class="gmail_quote">Mine too</div>') == "Mine too"

    @pytest.mark.parametrize("html", ["", " ", "<", "<!---->", "\ud800", "<div>" * 5_000])
    def test_survives_what_is_no_html(self, html):
        assert words_of_html(html) in {"", "<"}
