"""Promises the repository makes about itself, which no checker of code can see."""

import ast
import json
import re
import subprocess
import sys
from configparser import ConfigParser
from functools import cache
from pathlib import Path

import click
import pytest
import typer
from django.apps import apps
from django.core.management import call_command

from regard.entrypoints.cli.main import app

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "regard"
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts)
TESTS = sorted(path for name in ("tests", "benchmarks") for path in (ROOT / name).rglob("*.py"))
TEMPLATES = sorted(
    path
    for suffix in ("jinja", "html", "txt")
    for path in PACKAGE.rglob(f"templates/**/*.{suffix}")
)
MAX_MODULE = 400
MAX_FUNCTION = 50
HEAVY = ("sklearn", "scipy", "wordllama", "altair", "vl_convert")


def short(path):
    return str(path.relative_to(ROOT))


@cache
def tracked():
    """Return the files of the repository: those that git has, or would have."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [path for path in paths if path.is_file()]


@cache
def text_of(path):
    return path.read_text(encoding="utf-8", errors="replace")


def layers(contract):
    """Return the height of each name in one contract, the lowest first."""
    contracts = ConfigParser()
    contracts.read(ROOT / ".importlinter")
    lines = contracts[f"importlinter:contract:{contract}"]["layers"].split("\n")
    return [
        [name.strip(" ()") for name in line.split("|")] for line in reversed(lines) if line.strip()
    ]


def commands():
    """Return every command as it is typed, e.g. "regard register load"."""

    def walk(command, name):
        if isinstance(command, click.Group) or hasattr(command, "commands"):
            for word, below in command.commands.items():
                yield from walk(below, f"{name} {word}")
        else:
            yield name

    return sorted(walk(typer.main.get_command(app), "regard"))


class TestCode:
    @pytest.mark.parametrize("path", MODULES, ids=short)
    def test_comes_in_short_modules_and_functions(self, path):
        source = text_of(path)
        assert source.count("\n") <= MAX_MODULE

        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert node.end_lineno - node.lineno < MAX_FUNCTION, node.name

    @pytest.mark.parametrize("path", TESTS, ids=short)
    def test_is_tested_in_short_modules_too(self, path):
        assert text_of(path).count("\n") <= MAX_MODULE

    def test_of_the_web_server_starts_without_the_heavy_libraries(self, tmp_path):
        """They take seconds to load, and the first page is promised within five."""
        script = (
            "import sys, regard.config.wsgi, django.urls\n"
            "django.urls.get_resolver().url_patterns\n"
            f"print(sorted(set(sys.modules) & set({HEAVY!r})))"
        )
        environment = {
            "DATABASE_URL": "postgresql:///nowhere",
            "REGARD_HOME": str(tmp_path),
            "PATH": "",
        }
        done = subprocess.run(  # noqa: S603 (our own script)
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            check=True,
            text=True,
        )
        assert done.stdout.strip() == "[]"


class TestModels:
    def test_point_downwards_with_their_foreign_keys(self):
        """A foreign key by name is invisible to the import contracts, so hold it to them."""
        floors = [*layers("foundation"), *layers("domains")]
        height = {name: level for level, names in enumerate(floors) for name in names}
        for model in own_models():
            here = model._meta.app_label
            for field in model._meta.concrete_fields:
                target = field.related_model
                there = target._meta.app_label if target else here
                if there == here:
                    continue
                assert height[there] < height[here], f"{here} -> {there}: {field}"
                assert field.remote_field.related_name == "+", f"{field} adds a name to {there}"

    def test_list_their_personal_data(self):
        for model in own_models():
            assert "personal_data" in vars(model), f"{model.__name__} lists none: say {{}}"
            unknown = set(model.personal_data) - {f.name for f in model._meta.get_fields()}
            assert not unknown, f"{model.__name__} has no {unknown}"
            for purpose in model.personal_data.values():
                assert ";" in purpose, f"{model.__name__}: say what for; and for how long"

    @pytest.mark.django_db
    def test_are_as_the_migrations_make_them(self):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def own_models():
    return [model for model in apps.get_models() if model.__module__.startswith("regard.")]


class TestActions:
    SILENT = {
        "engagement.receive_bounce": "mail’s mark_returned writes the entry",
        "engagement.record_failures": "the register’s fail_contact writes the entries",
        "engagement.record_opened": "the register’s prove_contact writes the entry",
        "register.index_locations": "worked out of what other actions changed",
        "register.place_locations": "part of the action that moved them, which writes the entry",
        "strategy.save_comments": "engagement’s save_draft writes the entry, when it begins one",
        "strategy.write_messages": "the entry comes with what became of them, in record_fates",
    }
    """Actions that write no entry, with the reason."""

    @pytest.mark.parametrize("domain", ["register", "governance", "engagement", "strategy"])
    def test_write_to_the_ledger_whatever_they_change(self, domain):
        functions = dict(functions_of_actions(PACKAGE / "domains" / domain))
        assert functions

        silent = [
            name
            for name, node in functions.items()
            if not name.startswith("_")
            and f"{domain}.{name}" not in self.SILENT
            and "transaction.atomic" in ast.unparse(node)
            and not records(name, functions, frozenset())
        ]
        assert not silent, f"{domain}.actions: {silent}"


def functions_of_actions(folder):
    for path in [*folder.glob("actions.py"), *folder.glob("actions/*.py")]:
        for node in ast.parse(text_of(path)).body:
            if isinstance(node, ast.FunctionDef):
                yield node.name, node


def records(name, functions, seen):
    """Tell whether a function writes to the ledger, itself or by others of its domain."""
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(functions[name])
        if isinstance(node, ast.Call)
    }
    if "ledger.record" in ast.unparse(functions[name]):
        return True
    further = (called & functions.keys()) - seen - {name}
    return any(records(other, functions, seen | {name}) for other in further)


class TestTemplates:
    @pytest.mark.parametrize("path", TEMPLATES, ids=short)
    def test_hold_no_style_or_script_of_their_own(self, path):
        """The content security policy would stop it, so it must not be there."""
        source = text_of(path)
        assert not re.search(r"\sstyle\s*=", source)
        assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\son[a-z]+\s*=", source)

    @pytest.mark.parametrize(
        "path", [path for path in TEMPLATES if path.suffix == ".jinja"], ids=short
    )
    def test_are_all_used(self, path):
        name = str(path).rpartition("/templates/")[2]
        used_in = [p for p in [*MODULES, *TEMPLATES] if p != path and name in text_of(p)]
        assert used_in


class TestDocuments:
    def test_explain_every_variable(self):
        sources = [*MODULES, *ROOT.glob("tools/*.py"), *ROOT.glob("tests/**/conftest.py")]
        read = {
            name for path in sources for name in re.findall(r"REGARD_[A-Z_]+[A-Z]", text_of(path))
        }
        explained = text_of(ROOT / "docs" / "operating.md")
        assert not {name for name in read if f"`{name}`" not in explained}

    def test_explain_every_command(self):
        explained = text_of(ROOT / "docs" / "operating.md")
        assert not [name for name in commands() if name not in explained]

    @pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/operating.md"])
    def test_name_only_commands_that_there_are(self, name):
        source = text_of(ROOT / name)
        targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
        assert set(re.findall(r"`make ([a-z]+)", source)) <= targets
        first_words = {command.split()[1] for command in commands()}
        named = set(re.findall(r"(?:`|/bin/|^)regard ([a-z]+)", source, re.MULTILINE))
        assert named <= first_words

    def test_list_their_words_in_order(self):
        rows = re.findall(r"^\| \*\*(.+?)\*\* \|", text_of(ROOT / "GLOSSARY.md"), re.MULTILINE)
        assert rows == sorted(rows, key=str.casefold)
        assert len(rows) == len(set(rows))

    @pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/architecture.md"])
    def test_point_only_at_files_that_there_are(self, name):
        page = ROOT / name
        links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", text_of(page))
        assert not [link for link in links if not (page.parent / link).exists()]


class TestLocks:
    def test_hold_a_hash_of_every_package(self):
        for path in ROOT.glob("requirements/*.txt"):
            stanzas = re.split(r"\n(?=[a-z0-9])", text_of(path), flags=re.IGNORECASE)
            for stanza in stanzas:
                assert "==" in stanza, f"{path.name}: {stanza[:60]}"
                assert "--hash=sha256:" in stanza, f"{path.name}: {stanza[:60]}"

    def test_name_no_address(self):
        packages = json.loads(text_of(ROOT / "package-lock.json"))["packages"]
        assert not [name for name, package in packages.items() if "resolved" in package]
        assert all("integrity" in package for name, package in packages.items() if name)


class TestTrackedFiles:
    FORBIDDEN = (
        "py" + "pi.org",
        "pythonhosted" + ".org",
        "npm" + "js.org",
        "npm" + "js.com",
        "index" + "-url",
        "/" + "work" + "/",
        "/" + "root" + "/",
        str(ROOT),
    )

    def test_name_no_registry_and_no_machine(self):
        for path in tracked():
            found = [words for words in self.FORBIDDEN if words in text_of(path)]
            assert not found, f"{short(path)}: {found}"
