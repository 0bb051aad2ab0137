"""Static files, without the scripts that made the vendored ones."""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig


class PublishedStaticFiles(StaticFilesConfig):
    """`static/build` is source, not something to serve."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "build"]
