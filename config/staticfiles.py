"""Hashed, precompressed static files in which ES modules find each other under their hashed names."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Django rewrites `import` paths only when asked to."""

    support_js_module_import_aggregation = True
