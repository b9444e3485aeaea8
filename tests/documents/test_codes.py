"""Verification codes: what is mistyped is found, and what is meant is understood."""

import hashlib
import itertools
import random

import pytest

from assessments.documents.codes import LETTERS, Mistyped, code_of, read, shown

DIGESTS = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(60)]


def is_taken(text: str) -> bool:
    try:
        read(text)
    except Mistyped:
        return False
    return True


def test_the_same_digest_has_the_same_code_and_another_attempt_another() -> None:
    assert code_of(DIGESTS[0]) == code_of(DIGESTS[0])
    assert len({code_of(digest, attempt) for digest in DIGESTS for attempt in range(3)}) == 180
    assert all(set(code_of(digest)) <= set(LETTERS) and len(code_of(digest)) == 12 for digest in DIGESTS)


@pytest.mark.parametrize("digest", DIGESTS[:10])
def test_every_wrong_letter_is_found(digest: str) -> None:
    code = code_of(digest)
    wrong = {code[:at] + letter + code[at + 1 :] for at in range(12) for letter in LETTERS} - {code}
    assert len(wrong) == 12 * 31
    assert not any(is_taken(each) for each in wrong)


def test_letters_that_were_swapped_are_found() -> None:
    for code in map(code_of, DIGESTS):
        for one, other in itertools.combinations(range(10), 2):
            letters = list(code)
            letters[one], letters[other] = letters[other], letters[one]
            assert "".join(letters) == code or not is_taken("".join(letters))


def test_what_is_typed_at_random_is_nearly_always_found() -> None:
    draw = random.Random(7)  # noqa: S311  letters, no secret
    taken = sum(is_taken("".join(draw.choices(LETTERS, k=12))) for _ in range(20_000))
    assert taken < 60  # two check letters: about one in a thousand


def test_what_is_meant_is_understood() -> None:
    code = code_of(DIGESTS[3])
    printed = shown(code)
    assert printed.startswith("WZ-")
    assert [len(part) for part in printed.split("-")] == [2, 4, 4, 4]
    for typed in (printed, printed.lower(), code, f" {printed.replace('-', ' ')} ", printed.replace("-", "—")):
        assert read(typed) == code
    assert read(printed.replace("0", "O").replace("1", "l")) == code


@pytest.mark.parametrize("text", ["", "WZ", "WZ-7K3Q", "核验码", "WZ-7K3Q-9D2M-40ECX", "WZ-UUUU-UUUU-UUUU"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(Mistyped):
        read(text)
