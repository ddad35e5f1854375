"""A real mail server on this machine, which keeps what it gets."""

from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller


class Inbox:
    """
    What the mail server got.

    `refuses` holds the server's answer to an address, and `on_message` is called with the
    number of messages so far, after each is kept and before the sender is told so.
    """

    def __init__(self):
        self.messages = []
        self.recipients = []
        self.senders = []
        self.refuses = {}
        self.on_message = lambda _: None
        self.port = None

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 (the library's)
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 (the library's name)
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        self.recipients.append(envelope.rcpt_tos[0])
        self.senders.append(envelope.mail_from)
        return self.on_message(len(self.messages)) or "250 kept"


class Server(Controller):
    """Listens on whichever port is free."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server():
    inbox = Inbox()
    server = Server(inbox, hostname="127.0.0.1", port=0)
    server.start()
    inbox.port = server.port
    try:
        yield inbox
    finally:
        server.stop()
