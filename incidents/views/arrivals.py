"""Receiving an upload: into one private file of ours, never into the system's temporary folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopUpload
from django.http import HttpRequest

from incidents.services.importing.files import MAX_BYTES
from incidents.services.staging import new_arrival


class Arrival:
    """An uploaded file while the request lasts."""

    def __init__(self, name: str, path: Path, size: int) -> None:
        self.name, self.path, self.size = name, path, size


class ArrivalHandler(FileUploadHandler):
    """Writes the first file of a request to disk as it comes; the view erases it."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.path: Path | None = None
        self.is_too_large = False

    def new_file(self, *args: Any, **options: Any) -> None:
        """Take one file and skip all others."""
        super().new_file(*args, **options)
        if self.path is not None or self.field_name != "file":
            raise SkipFile
        self.path = new_arrival()
        self._size = 0
        self._opened = self.path.open("wb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece; beyond the limit nothing more is taken."""
        self._size += len(raw_data)
        if self._size > MAX_BYTES:
            self.is_too_large = True
            self.forget()
            raise StopUpload(connection_reset=False)
        self._opened.write(raw_data)

    def file_complete(self, file_size: int) -> Any:
        """Hand over what was written."""
        if self.path is None or self._opened.closed:
            return None
        self._opened.close()
        return Arrival(self.file_name or "", self.path, file_size)

    def upload_interrupted(self) -> None:
        """Forget what came of a file that did not come whole."""
        self.forget()

    def forget(self) -> None:
        """Erase the file, if there is one."""
        if self.path is not None:
            self._opened.close()
            self.path.unlink(missing_ok=True)
