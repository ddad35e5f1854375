"""
Take the readme's pictures from a running demonstration: `make demo`, then `make pictures`.

They are of made-up people and places, like everything in the demonstration.
"""

from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tools.browser import find

ADDRESS = "http://127.0.0.1:8000"
TARGET = Path(__file__).parent.parent / "docs" / "pictures"
DESK: ViewportSize = {"width": 1120, "height": 860}
PHONE: ViewportSize = {"width": 390, "height": 860}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def keep(page: Page, name: str) -> None:
    page.screenshot(path=TARGET / f"{name}.png")
    print(f"{name}: {page.url}")


def step_in(page: Page, who: str) -> None:
    page.goto(f"{ADDRESS}/personas/")
    card = page.locator(".rg-persona").filter(has=page.get_by_role("heading", name=who))
    card.get_by_role("button").click()


def on_a_desk(page: Page) -> None:
    """Take the public's and the lead's pages."""
    page.goto(f"{ADDRESS}/northmarch/")
    keep(page, "home")
    page.goto(f"{ADDRESS}/northmarch/strategy/")
    page.locator("article a").first.click()
    page.get_by_role("link", name="what became of these words").first.click()
    keep(page, "trace")
    step_in(page, "Partnership lead")
    page.goto(f"{ADDRESS}/northmarch/asked/")
    page.locator("article a").first.click()
    exercise = page.url
    page.goto(f"{exercise}coverage/")
    keep(page, "coverage")
    page.goto(exercise.replace("/asked/", "/said/"))
    keep(page, "themes")


def on_a_phone(page: Page) -> None:
    """Take what a small provider sees who opens the link in their message."""
    step_in(page, "Small provider")
    keep(page, "answer")


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        on_a_desk(browser.new_context(viewport=DESK).new_page())
        on_a_phone(browser.new_context(viewport=PHONE).new_page())
        browser.close()


if __name__ == "__main__":
    main()
