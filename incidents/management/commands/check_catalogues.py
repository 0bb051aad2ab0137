"""Gather, compile and check the language catalogues; gettext's tools are needed to write, not to check."""

from __future__ import annotations

import subprocess
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

LOCALE = Path(settings.BASE_DIR) / "locale"
LANGUAGES = ("en", "ko")
IGNORED = ["tests/*", "var/*", ".venv/*", "static/*", "node_modules/*"]


class Command(BaseCommand):
    """Both catalogues complete, none stale: `manage.py check_catalogues [--write]`."""

    help = "Check that every message is translated and compiled; with --write gather and compile them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the switch."""
        parser.add_argument("--write", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Gather into a throw-away copy and compare, or write."""
        before = {
            language: self.path(language).read_bytes()
            for language in LANGUAGES
            if self.path(language).exists()
        }
        self.gather()
        problems = [] if options["write"] else self.stale(before)
        if not options["write"]:
            for language, content in before.items():
                self.path(language).write_bytes(content)
        problems += self.incomplete()
        if options["write"]:
            self.compile()
        else:
            problems += self.not_compiled()
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write("Catalogues: en and ko complete, compiled and fresh.")

    def path(self, language: str, suffix: str = "po") -> Path:
        """Return a catalogue's file."""
        return LOCALE / language / "LC_MESSAGES" / f"django.{suffix}"

    def gather(self) -> None:
        """Collect the messages of code and templates."""
        call_command(
            "makemessages",
            locale=list(LANGUAGES),
            ignore=IGNORED,
            no_location=True,
            no_obsolete=True,
            verbosity=0,
        )

    def stale(self, before: dict[str, bytes]) -> list[str]:
        """Name catalogues whose messages differ from those in the code."""
        problems = []
        for language in LANGUAGES:
            if messages_in(before.get(language, b"")) != messages_in(self.path(language).read_bytes()):
                problems.append(f"{language}: messages in code and catalogue differ. Run `make messages`.")
        return problems

    def incomplete(self) -> list[str]:
        """Name what Korean lacks; English is the message itself."""
        import polib  # noqa: PLC0415 - a developer's tool, not a core requirement

        catalogue = polib.pofile(str(self.path("ko")))
        missing = catalogue.untranslated_entries() + catalogue.fuzzy_entries()
        return [f"ko: “{entry.msgid[:80]}” has no translation." for entry in missing]

    def compile(self) -> None:
        """Write the binary catalogues that are committed."""
        for language in LANGUAGES:
            subprocess.run(
                ["msgfmt", "--check-format", "-o", str(self.path(language, "mo")), str(self.path(language))],
                check=True,
            )

    def not_compiled(self) -> list[str]:
        """Name binary catalogues that do not hold what the text holds."""
        import polib  # noqa: PLC0415 - a developer's tool, not a core requirement

        problems = []
        for language in LANGUAGES:
            if not self.path(language, "mo").exists():
                problems.append(f"{language}: not compiled. Run `make messages`.")
                continue
            text = {
                (e.msgctxt, e.msgid): translation_of(e)
                for e in polib.pofile(str(self.path(language)))
                if e.translated()
            }
            binary = {
                (e.msgctxt, e.msgid): translation_of(e)
                for e in polib.mofile(str(self.path(language, "mo")))
                if e.msgid
            }
            if text != binary:
                problems.append(f"{language}: the compiled catalogue is stale. Run `make messages`.")
        return problems


def translation_of(entry: Any) -> object:
    """Return an entry's translation, plural forms included."""
    return entry.msgstr_plural or entry.msgstr


def messages_in(content: bytes) -> set[tuple[str | None, str]]:
    """Return the messages of a catalogue, without their translations."""
    import polib  # noqa: PLC0415 - a developer's tool, not a core requirement

    if not content:
        return set()
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(content.decode())}
