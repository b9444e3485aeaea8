"""What is sent twice from one showing of a form is asked once: the key of a request, and the print of what it asks."""

import hashlib
import json
from collections.abc import Mapping


def asked_once(token: str, answers: Mapping[str, str]) -> dict[str, str]:
    """``key`` holds for these ``answers`` of the showing that ``token`` names; it is empty where none is."""
    mark = hashlib.sha256(json.dumps(answers, sort_keys=True).encode()).hexdigest()
    key = hashlib.sha256(f"{token} {mark}".encode()).hexdigest() if token else ""
    return {"key": key, "fingerprint": mark}
