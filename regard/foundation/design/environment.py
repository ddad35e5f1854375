"""The Jinja environment of every page."""

from typing import Any

from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader


def environment(**options: Any) -> Environment:  # noqa: ANN401 (what Django passes on)
    """Return the environment: our templates first, then the design system's."""
    loader = ChoiceLoader([options.pop("loader"), PackageLoader("nhsuk_frontend_jinja")])
    options |= {"undefined": ChainableUndefined, "trim_blocks": True, "lstrip_blocks": True}
    return Environment(loader=loader, **options)  # noqa: S701 (Django turns escaping on)
