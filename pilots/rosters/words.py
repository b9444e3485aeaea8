"""Why a line of a list is no community of the register, in words. Pure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from communities.words import Words

TROUBLE_WORDS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "": Words("不在本项目范围内", "lies outside the place of the programme"),
        "place_unknown": Words("登记册中没有这个省、市或区县", "the register has no such province, city or district"),
        "name_unknown": Words("登记册中没有这个名称或代码的社区", "the register has no community of this name or code"),
        "name_several": Words(
            "登记册中有多个同名社区，请在名单中加上代码", "the register has several of this name: add the code to the list"
        ),
        "code_other_name": Words(
            "登记册中该代码是另一个名称，请核对", "in the register the code has another name: compare the two"
        ),
    }
)
