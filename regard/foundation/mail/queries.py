"""Look at messages and their fate."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from regard.foundation.accounts import links
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, Scope
from regard.foundation.base.errors import NotFound

from .models import Message, OptOut, Refused, State
from .permissions import Permission
from .stopping import STOP

CAME_BACK = "It came back: "
"""Before what another mail server said once ours had handed a message on."""

PAUSES = {
    0: timedelta(hours=1),
    1: timedelta(hours=1),
    2: timedelta(hours=6),
    3: timedelta(hours=24),
}
"""
How long a message rests that was tried so often and put off (RFC 5321, 4.5.4.1).

One that was never tried was left so by a job that ended as the mail server did not answer.
"""


@dataclass(frozen=True)
class Page:
    """
    A stretch of the messages of a scope, the newest first.

    Attributes:
        after: the number to ask for the next stretch with; None at the end.
    """

    messages: list[Message]
    after: int | None


def is_due_again(at: datetime, *, of: str = "") -> Q:
    """
    Return what holds for messages that the mail server put off and that have rested enough.

    :param of: the way to the message, e.g. "message__".
    """
    rested = Q()
    for attempts, pause in PAUSES.items():
        tried = {f"{of}attempts": attempts, f"{of}updated_at__lte": at - pause}
        rested |= Q(**tried)
    return rested & Q(**{f"{of}state": State.WAITING})


def list_messages(
    *,
    scope: Scope,
    caller: Caller,
    state: State | None = None,
    after: int | None = None,
    limit: int = 50,
) -> Page:
    """
    Return messages that belong to a scope, for who may see them.

    :param state: only those of this fate; None for all.
    :param after: only messages older than the one of this number.
    :raises NotAllowed: if the caller may not; SignInNeeded if nobody is signed in.
    """
    require(caller, Permission.VIEW_MESSAGES, scope)
    found = Message.objects.filter(scope_key__in=scope.scope_keys()).order_by("-pk")
    if state is not None:
        found = found.filter(state=state)
    if after is not None:
        found = found.filter(pk__lt=after)
    messages = list(found[: limit + 1])
    has_more = len(messages) > limit
    messages = messages[:limit]
    return Page(messages=messages, after=messages[-1].pk if has_more else None)


def count_messages(*, scope: Scope, caller: Caller) -> dict[State, int]:
    """
    Return how many messages of a scope have each fate, every fate once.

    :raises NotAllowed: if the caller may not see them; SignInNeeded if nobody is signed in.
    """
    require(caller, Permission.VIEW_MESSAGES, scope)
    found = Message.objects.filter(scope_key__in=scope.scope_keys()).order_by()
    counts = dict(found.values_list("state").annotate(n=Count("pk")))
    return {state: counts.get(state, 0) for state in State}


def get_message(*, scope: Scope, message_id: int, caller: Caller) -> Message:
    """
    Return a message of a scope, for who may see them.

    :raises NotFound: if the scope has none of this number.
    """
    require(caller, Permission.VIEW_MESSAGES, scope)
    found = Message.objects.filter(scope_key__in=scope.scope_keys(), pk=message_id).first()
    if found is None:
        raise NotFound("There is no such message")
    return found


@dataclass(frozen=True)
class Troubles:
    """
    Messages of the whole installation that somebody should look at.

    Attributes:
        late: they have waited for over an hour.
        failed: the mail server refused them in the last week.
        unsure: nobody can tell whether they went, in the last week.
    """

    late: int
    failed: int
    unsure: int


def get_troubles(*, now: datetime) -> Troubles:
    """Return what went wrong with mail. Counts only, so that whoever runs the site may see."""
    recent = Q(updated_at__gte=now - timedelta(days=7))
    late = Q(state=State.WAITING, created_at__lt=now - timedelta(hours=1))
    counts = Message.objects.aggregate(
        late=Count("pk", filter=late),
        failed=Count("pk", filter=recent & Q(state=State.FAILED)),
        unsure=Count("pk", filter=recent & Q(state=State.UNSURE)),
    )
    return Troubles(**counts)


def open_stop_link(*, token: str, at: datetime) -> Message:
    """
    Return the message whose link to stop more of them this is, for whoever holds the link.

    :raises NotFound: if it opens nothing.
    :raises Gone: if its time is over.
    """
    link = links.open_link(token=token, purpose=STOP, at=at)
    message = Message.objects.filter(pk=link.subject_id).first()
    if message is None:
        raise NotFound("We no longer hold the email that this link came in")
    return message


def is_of_the_address(message: Message) -> bool:
    """
    Test whether a message failed because of its address, and not because of our mail server.

    RFC 5321, 4.2.3, says that a mailbox is not there by 550, 551 and 553; RFC 3463 adds 5.7 for
    what is a policy of the server.
    """
    said = message.problem.removeprefix(CAME_BACK)
    if message.state != State.FAILED:
        return False
    if said.startswith("It cannot be sent to this address"):
        return True
    return said[:4] in {"550 ", "551 ", "553 "} and not said[4:].startswith("5.7.")


def get_refused(*, address: str) -> Refused | None:
    """Return what an address asked us not to send it; None where it refused nothing."""
    return list_refused(addresses=[address]).get(address)


def list_refused(*, addresses: Collection[str]) -> dict[str, Refused]:
    """Return what each of these addresses refused, by the address as it was given. One query."""
    plain = {address: address.strip().lower() for address in addresses}
    held = dict(
        OptOut.objects.filter(address__in=set(plain.values()) - {""}).values_list(
            "address", "scope"
        )
    )
    return {given: Refused(held[address]) for given, address in plain.items() if address in held}
