"""Numbers of persons are seen and hidden, whatever the width of their digits; other text stays as it was written."""

import pytest

from communities.personal import looks_personal, masked, without_suspects

WIDE = str.maketrans("0123456789X-+ ", "０１２３４５６７８９Ｘ－＋　")


@pytest.mark.parametrize("number", ["13800138000", "138 0013 8000", "+86 138-0013-8000", "11010519491231002X", "19912345678"])
def test_wide_digits_are_digits(number: str) -> None:
    for text in (number, number.translate(WIDE), number[:4] + number[4:].translate(WIDE)):
        assert looks_personal(f"联系人（{text}）"), text
        assert without_suspects(f"联系人{text}，") in ("联系人***，", "联系人***,")


def test_what_else_is_wide_does_not_hide_a_number() -> None:
    assert looks_personal("电话：１３８００１３８０００")
    assert without_suspects("电话１３８００１３８０００") == "电话***"
    assert masked("１３８００１３８０００") == "***"
    assert looks_personal("13800138000²")
    assert without_suspects("13800138000²") == "***²"


@pytest.mark.parametrize("text", ["建筑面积３００㎡，①三层", "编号２０２６０１０１", "第１３号楼", "1234567890123", ""])
def test_other_text_stays_sign_for_sign(text: str) -> None:
    assert not looks_personal(text)
    assert without_suspects(text) == masked(text) == text
