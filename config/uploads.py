"""Uploaded files: refused everywhere; the import alone receives them, by a handler of its own."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class NoUploads(FileUploadHandler):
    """Read past whatever somebody attaches to a form, and keep nothing of it."""

    def new_file(self, *_args: Any, **_options: Any) -> None:
        """Skip the file."""
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep nothing."""
        return None

    def file_complete(self, file_size: int) -> None:
        """Hand over nothing."""
