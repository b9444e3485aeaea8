"""What a verb of the pilots' room refuses."""

from typing import Any


class Refused(Exception):
    """``code`` is one of pilots.troubles; nothing was done. ``about``: what its sentence names, by name."""

    def __init__(self, code: str, name: str = "", **about: Any) -> None:
        super().__init__(code)
        self.code, self.about = code, {"name": name, **about}
