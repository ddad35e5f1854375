"""
A real browser against the real server, and what every page must stand up to.

A test says `page`, `check` and, where someone signs in, `sign_in`:

    def test_shows_the_register(page, check, sign_in):
        sign_in(page, PersonFactory())
        page.goto("/northmarch/register/")
        check(page, "register")

What leads to another page is pressed by `press`, of `pressing.py`, which waits for that page.

`check` fails on any fault that axe finds at WCAG 2.2 AA, on a desk and at 320 pixels, and on
sideways scrolling there or with text at 200%. Any error on the console fails the test too, and
so does anything that the content security policy blocked. JavaScript is off in `no_script_page`.
"""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from tests.conftest import ROOT, require
from tools.browser import find

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright's loop runs in our thread
expect.set_options(timeout=20_000)  # (milliseconds; by default 5,000)

RESULTS = ROOT / "var" / "pages"  # (test-results/ is emptied by the browser plugin at every start)
DESK = {"width": 1180, "height": 900}
PHONE = {"width": 375, "height": 740}
NARROWEST = {"width": 320, "height": 640}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 90_000
"""Milliseconds to wait for a page: the first that a server makes is slow on a busy machine."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = find()
    require("Chromium (`make browser` installs Debian's)", is_there=path is not None)
    return browser_type_launch_args | {"executable_path": path, "args": FLAGS}


@pytest.fixture(scope="session")
def base_url(live_server):
    return live_server.url


@pytest.fixture
def page(new_context):
    yield from _watched(new_context(viewport=DESK))


@pytest.fixture
def no_script_page(new_context):
    yield from _watched(new_context(viewport=DESK, java_script_enabled=False))


@pytest.fixture
def check():
    return _check


@pytest.fixture
def sign_in(live_server):
    """Sign a person in, without the code and the email."""

    def sign_in(page, person):
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])

    return sign_in


@pytest.fixture
def screenshot():
    return _screenshot


def _watched(context):
    context.set_default_navigation_timeout(PATIENCE)
    page = context.new_page()
    problems = []
    page.on("console", lambda said: problems.append(said.text) if _is_fault(said) else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("response", lambda got: problems.append(got.url) if _is_missing(got) else None)
    yield page
    assert not problems, problems


def _is_fault(said):
    """A page that is meant to be a 404 says so on the console; parts of a page are told apart."""
    return said.type == "error" and "Failed to load resource" not in said.text


def _is_missing(response):
    return response.status >= 400 and response.request.resource_type != "document"


def _check(page, name=None):
    """Hold a page to WCAG 2.2 AA, wide and narrow. With a name, keep pictures of it."""
    page.wait_for_load_state()
    if name:
        _screenshot(page, name)
    _run_axe(page, "on a desk")
    _refuse_sideways(page, "with text at 200%", enlarge="200%")
    page.set_viewport_size(NARROWEST)
    _run_axe(page, "at 320 pixels")
    _refuse_sideways(page, "at 320 pixels", enlarge="")
    page.set_viewport_size(DESK)


def _run_axe(page, where):
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}})
    assert found.violations_count == 0, f"{page.url} {where}:\n{found.generate_report()}"


def _refuse_sideways(page, where, *, enlarge):
    page.evaluate("size => document.documentElement.style.fontSize = size", enlarge)
    over = page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    page.evaluate("() => document.documentElement.style.fontSize = ''")
    assert over <= 0, f"{page.url} is {over} pixels too wide {where}"


def _screenshot(page, name):
    """Keep the page as a picture, as on a desk and as on a phone, in var/pages/."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    page.wait_for_load_state()
    for size, where in [(PHONE, "phone"), (DESK, "desk")]:
        page.set_viewport_size(size)
        page.screenshot(path=RESULTS / f"{name}-{where}.png", full_page=True)
