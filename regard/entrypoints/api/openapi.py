"""What the OpenAPI document says beyond what the routes say: what may go wrong, and files."""

from typing import Any

from .problems import MEDIA_TYPE, TITLES

PROBLEMS = (400, 401, 403, 404, 409, 422, 429, 503)

FILES = (
    "text/csv",
    "application/jsonl",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.spreadsheet",
)

PROBLEM = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457)",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "In plain English, fit to show"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "problem"],
                "properties": {"field": {"type": "string"}, "problem": {"type": "string"}},
            },
        },
    },
}


def finish(document: dict[str, Any]) -> dict[str, Any]:
    """Return the document with what every address may answer beside what was asked for."""
    components = document.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["responses"] = {
        f"Problem{status}": {
            "description": TITLES[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        for status in PROBLEMS
    }
    said = {
        str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in PROBLEMS
    }
    for path, operations in document["paths"].items():
        for operation in operations.values():
            operation["responses"] = {
                str(status): answer for status, answer in operation["responses"].items()
            }
            operation["responses"] |= {"304": {"description": "You have this already"}, **said}
            if "/export/" in path:
                operation["responses"]["200"] = {
                    "description": "The file",
                    "content": {kind: {"schema": {"type": "string"}} for kind in FILES},
                }
            operation["security"] = [{}, *operation.get("security", [])]
    return document
