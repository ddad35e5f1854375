"""
The truth table: what each address needs.

A new page must be placed here before it can land, in the part of its domain, and whatever its
address names must be in `world.py`, and in `others.py` where it can belong to another system.
"""

from regard.foundation.jobs.permissions import Permission as J
from regard.foundation.mail.permissions import Permission as M

from .api import API
from .engagement import ENGAGEMENT
from .governance import GOVERNANCE
from .register import REGISTER
from .strategy import STRATEGY
from .whom import DEMO as DEMO
from .whom import LINK as LINK
from .whom import PUBLIC as PUBLIC
from .whom import Needs

ACCOUNTS: Needs = {
    "account_confirm_login_code": PUBLIC,
    "account_inactive": PUBLIC,
    "account_login": PUBLIC,
    "account_logout": PUBLIC,
    "account_request_login_code": PUBLIC,
    "account_signup": PUBLIC,
}

BACKGROUND: Needs = {
    "jobs:job": J.VIEW_JOBS,
    "mail:messages": M.VIEW_MESSAGES,
    "mail:again": M.VIEW_MESSAGES,
    "mail:stop": LINK,
}

WEB: Needs = {
    "web:accessibility": PUBLIC,
    "web:gallery": PUBLIC,
    "web:home": PUBLIC,
    "web:open_data": PUBLIC,
    "web:personas": DEMO,
    "web:privacy": PUBLIC,
    "web:start": PUBLIC,
    "web:step_in": DEMO,
}

NEEDS: Needs = {
    **ACCOUNTS,
    **API,
    **ENGAGEMENT,
    **GOVERNANCE,
    **BACKGROUND,
    **REGISTER,
    **STRATEGY,
    **WEB,
}

ONLY_POSTED = {
    "engagement:answer_save",
    "engagement:take_back_hand_over",
    "engagement:use_told_before",
    "register:confirm_me",
    "register:keep_me",
    "register:stop_me",
    "strategy:add_step",
    "strategy:mark_step",
    "strategy:remove_meaning",
    "strategy:remove_promise",
    "strategy:retake_review",
    "strategy:save_comment",
}

MY_PAGES = tuple(
    f"register:{name}"
    for name in ("change_me", "confirm_me", "forget_me", "keep_me", "my_data", "stop_me")
)

MY_MEETINGS = tuple(
    f"governance:my_{name}"
    for name in ("calendar", "item", "meeting", "meetings", "pack", "paper")
)

SIGNING_IN = {"account_logout", "account_confirm_login_code"}
"""The one ends the session that asks, the other sends everyone to sign in; tested with the rest
of signing in."""
