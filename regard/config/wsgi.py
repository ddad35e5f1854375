import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regard.config.settings")

application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402 (Django is set up by now)

from regard.foundation.base.memory import settle  # noqa: E402

get_resolver().url_patterns  # noqa: B018 (every page's modules are loaded with its address)
settle()
