"""What a verb of projects refuses."""


class Refused(Exception):
    """``code`` is one of pilots.troubles; nothing was done."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
