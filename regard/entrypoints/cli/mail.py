"""`regard mail`: take in what people answer by email."""

import asyncio
import signal
from typing import TYPE_CHECKING

import typer

from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from regard.foundation.mail.listening import Arrived, Place, Post

app = typer.Typer(help="Answers by email.", no_args_is_help=True)


@app.callback()
def mail() -> None:
    """Answers by email."""


@app.command("listen")
def listen() -> None:
    """
    Take email in at the address of REGARD_MAIL_LISTEN, until it is told to stop.

    Only for the addresses that Regard gave out, at REGARD_MAIL_DOMAIN. An email is answered
    with 250 once it is in the files and the database.
    """
    from django.conf import settings  # noqa: PLC0415 (only after Django is set up)

    from regard.foundation.mail import listening  # noqa: PLC0415

    if not settings.ANSWERS_DOMAIN:
        raise listening.CannotListen(
            "Set REGARD_MAIL_DOMAIN to the domain of the addresses to answer to, such as "
            "answers.example.org"
        )
    place = listening.place_of(settings.MAIL_LISTEN)
    typer.echo(f"Taking email in for {settings.ANSWERS_DOMAIN} at {place.host}:{place.port}.")
    asyncio.run(_until_told(place, make_post()))


def make_post() -> "Post":
    """Return what the listener asks: for whom email is taken, and what becomes of it."""
    from regard.foundation.mail.listening import Post  # noqa: PLC0415 (after Django is set up)

    return Post(reason_not_for=_reason_not_for, take=_take)


async def _until_told(place: "Place", post: "Post") -> None:
    from regard.foundation.mail.listening import listen  # noqa: PLC0415 (after Django is set up)

    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, told.set)
    await listen(place, post, until=told)


def _reason_not_for(address: str) -> str:
    from django.utils import timezone  # noqa: PLC0415 (only after Django is set up)

    from regard.domains.engagement.queries.mailboxes import (  # noqa: PLC0415
        find_mailbox,
        is_for_bounces,
    )

    if is_for_bounces(address=address):
        return ""
    try:
        find_mailbox(address=address, at=timezone.now())
    except Refusal as refusal:
        return str(refusal)
    return ""


def _take(arrived: "Arrived") -> None:
    from django.utils import timezone  # noqa: PLC0415 (only after Django is set up)

    from regard.domains.engagement.actions.arriving import receive_email  # noqa: PLC0415
    from regard.domains.engagement.actions.bounces import receive_bounce  # noqa: PLC0415
    from regard.domains.engagement.queries.mailboxes import (  # noqa: PLC0415
        find_mailbox,
        is_for_bounces,
    )

    now = timezone.now()
    for address in arrived.recipients:
        if is_for_bounces(address=address):
            receive_bounce(content=arrived.content, at=now)
            continue
        receive_email(
            mailbox=find_mailbox(address=address, at=now),
            content=arrived.content,
            envelope_sender=arrived.sender,
            at=now,
        )
