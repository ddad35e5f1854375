"""Write docs/openapi.json, the document of the API that programs are built on."""

import json
import os
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regard.config.settings")
os.environ.setdefault("DATABASE_URL", "postgresql:///nowhere")
os.environ.setdefault("REGARD_SECRET_KEY", "only to write a document")

PATH = Path(__file__).parent.parent / "docs" / "openapi.json"


def main() -> None:
    django.setup()
    from django.urls import get_resolver  # noqa: PLC0415 (only after Django is set up)

    from regard.entrypoints.api.application import api  # noqa: PLC0415

    assert get_resolver().url_patterns  # noqa: S101 (the document names the addresses)
    document = json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False)
    PATH.write_text(f"{document}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
