def press(locator):
    """
    Press what leads to another page, and wait until that page is there.

    A bare `click()` returns while the old page may still be shown, so that whatever looks next,
    at the page or in the database, may look too early, or at the old page.
    """
    with locator.page.expect_navigation():
        locator.click()
