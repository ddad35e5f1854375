"""Nobody who asked us not to write is written to, by whatever code."""

import ast
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from regard.foundation.audit.models import Entry
from regard.foundation.mail import actions as mail
from regard.foundation.mail import queries
from regard.foundation.mail.models import Message, OptOut, Purpose, Refused, State
from tests.foundation.inbox import mail_server
from tests.test_repository import MODULES, short, text_of

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def inbox(settings):
    with mail_server() as kept:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", kept.port
        yield kept


def post(to, purpose=Purpose.ASKING):
    draft = mail.Draft(to=to, subject="S", body="B", about="test", purpose=purpose)
    (message,) = mail.post([draft], scope_key="system:1")
    return message


def refuse(address, scope):
    return mail.opt_out(address=address, scope=scope, how="by telephone", by="person:1", at=NOON)


@pytest.mark.django_db
class TestOptOut:
    @pytest.mark.parametrize(
        ("scope", "purpose", "fate"),
        [
            (Refused.ASKING, Purpose.ASKING, State.HELD),
            (Refused.ASKING, Purpose.ANSWERING, State.SENT),
            (Refused.ASKING, Purpose.ACCESS, State.SENT),
            (Refused.ALL, Purpose.ASKING, State.HELD),
            (Refused.ALL, Purpose.ANSWERING, State.HELD),
            (Refused.ALL, Purpose.ACCESS, State.SENT),
        ],
    )
    def test_holds_what_was_refused_and_nothing_else(self, inbox, scope, purpose, fate):
        refuse("jo@example.org", scope)

        message = post(" Jo@Example.ORG", purpose)

        assert message.state == (State.HELD if fate is State.HELD else State.WAITING)
        assert mail.deliver(message.pk, at=NOON) is fate
        assert len(inbox.recipients) == (fate is State.SENT)
        assert mail.deliver(post("kim@example.org", purpose).pk, at=NOON) is State.SENT

    def test_holds_what_was_written_before_they_said_so(self, inbox):
        message = post("jo@example.org")
        refuse("jo@example.org", Refused.ALL)

        assert mail.deliver(message.pk, at=NOON) is State.HELD
        assert inbox.recipients == []
        message.refresh_from_db()
        assert (message.attempts, message.sent_at) == (0, None)

    def test_is_kept_once_in_plain_letters_and_the_last_wish_counts(self):
        refuse(" Jo@Example.org ", Refused.ALL)
        refuse("jo@example.org", Refused.ASKING)

        assert OptOut.objects.values_list("address", "scope").get() == (
            "jo@example.org",
            Refused.ASKING,
        )
        assert queries.get_refused(address="JO@example.org") is Refused.ASKING
        entries = Entry.objects.order_by("pk").values_list("event", "by", "detail")
        assert list(entries) == [
            ("address.opted_out", "person:1", {"scope": "all"}),
            ("address.opted_out", "person:1", {"scope": "asking"}),
        ]

    def test_needs_an_address(self):
        with pytest.raises(mail.CannotOptOut):
            refuse("  ", Refused.ALL)


@pytest.mark.django_db
class TestOptIn:
    def test_lets_a_held_message_be_put_back(self, inbox):
        refuse("jo@example.org", Refused.ALL)
        message = post("jo@example.org")

        with pytest.raises(mail.CannotPutBack, match="asked us not to write"):
            mail.put_back(message=message, by="person:1", at=NOON)
        assert mail.opt_in(address="Jo@example.org", by="person:1", at=NOON)
        mail.put_back(message=message, by="person:1", at=NOON)

        assert mail.deliver(message.pk, at=NOON) is State.SENT
        assert not mail.opt_in(address="jo@example.org", by="person:1", at=NOON)
        assert queries.get_refused(address="jo@example.org") is None


@pytest.mark.django_db
class TestTheDatabase:
    def test_refuses_to_mark_a_refused_message_as_being_sent(self):
        refuse("jo@example.org", Refused.ASKING)
        message = post("jo@example.org")

        with pytest.raises(IntegrityError, match="asked us not to write"):
            Message.objects.filter(pk=message.pk).update(state=State.SENDING)

    def test_keeps_an_address_in_plain_letters_only(self):
        with pytest.raises(IntegrityError, match="mail_opt_out_address_is_plain"):
            OptOut.objects.create(
                address="Jo@example.org",
                scope=Refused.ALL,
                opted_out_at=NOON,
                how="",
                by="person:1",
            )


@pytest.mark.django_db
class TestEveryEmail:
    @pytest.mark.parametrize("purpose", [Purpose.ASKING, Purpose.ANSWERING])
    def test_that_can_be_refused_says_how_to_people_and_to_programs(
        self, inbox, settings, purpose
    ):
        settings.PUBLIC_ADDRESS = "https://regard.example.org"

        mail.deliver(post("jo@example.org", purpose).pk, at=NOON)

        (received,) = inbox.messages
        address = received["List-Unsubscribe"].strip("<>")
        assert address.startswith("https://regard.example.org/stop/")
        assert received["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert received.get_content().rstrip().endswith(address)
        assert "stop/" not in Message.objects.get().body

    def test_with_a_code_to_sign_in_cannot_be(self, inbox):
        mail.deliver(post("jo@example.org", Purpose.ACCESS).pk, at=NOON)

        assert inbox.messages[0]["List-Unsubscribe"] is None

    def test_keeps_its_link_when_it_is_tried_again(self, inbox, settings):
        inbox.refuses["jo@example.org"] = "450 Later"
        message = post("jo@example.org")
        mail.deliver(message.pk, at=NOON)
        inbox.refuses.clear()
        mail.deliver(message.pk, at=NOON)

        token = inbox.messages[0]["List-Unsubscribe"].strip("<>").split("/")[-2]
        assert queries.open_stop_link(token=token, at=NOON) == message


class TestAllCode:
    SENDERS = frozenset(
        {"EmailMessage", "EmailMultiAlternatives", "send_mail", "send_mass_mail", "mail_admins"}
    )

    def test_hands_mail_to_the_server_in_one_module_only(self):
        """What sends is named in sending.py, which only `deliver`, the checker, calls."""
        found = {
            short(path) for path in MODULES if self.SENDERS & _imported("django.core.mail", path)
        }
        assert found == {"regard/foundation/mail/sending.py"}

        users = {
            short(path)
            for path in MODULES
            if "mail.sending import" in text_of(path)
            or (path.parent.name == "mail" and "from .sending" in text_of(path))
        }
        assert users == {"regard/foundation/mail/actions.py"}
        source = text_of(next(p for p in MODULES if short(p) in users))
        assert source.count("send(message") == 1

    def test_speaks_to_no_mail_server_by_itself(self):
        """`smtplib` is there for its exceptions; nothing opens a connection with it."""
        assert not [short(p) for p in MODULES if {"SMTP", "SMTP_SSL"} & _imported("smtplib", p)]


def _imported(module, path):
    """Return the names that the file takes from the module."""
    tree = ast.parse(text_of(path))
    return {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == module
        for name in node.names
    }
