"""The Jinja environment of every page."""

from typing import Any

from django.utils import timezone
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from regard.foundation.base.addresses import find_address

from . import assets, words


def environment(**options: Any) -> Environment:  # noqa: ANN401 (what Django passes on)
    """Return the environment: our templates first, then the design system's."""
    loader = ChoiceLoader([options.pop("loader"), PackageLoader("nhsuk_frontend_jinja")])
    options |= {"undefined": ChainableUndefined, "trim_blocks": True, "lstrip_blocks": True}
    env = Environment(loader=loader, **options)  # noqa: S701 (Django turns escaping on)
    env.globals |= {"now": timezone.now, "static": assets.address, "url": find_address}
    env.filters |= {
        "date": words.date_words,
        "day": words.day_words,
        "number": words.number_words,
        "percent": words.percent_words,
        "plural": words.plural_words,
        "time": words.time_words,
    }
    return env
