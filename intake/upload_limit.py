"""Stops an upload that is too large while it comes in, before anything is parsed."""
# ruff: noqa: ARG002, N803  (Django calls every handler with more than each of these needs, and names the arguments)

from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from intake.readers.limits import MAX_FILE_BYTES

MAX_FILES: Final = 20
MAX_REQUEST_BYTES: Final = 2 * MAX_FILE_BYTES


class LimitedUpload(FileUploadHandler):
    """Counts the bytes of all files of a request, whatever its header says; the handlers after this one keep them."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._bytes = 0

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int | None, boundary: Any, encoding: Any = None
    ) -> None:
        if content_length and content_length > MAX_REQUEST_BYTES:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._bytes += len(raw_data)
        if self._bytes > MAX_REQUEST_BYTES:
            raise RequestDataTooBig
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps the file."""
