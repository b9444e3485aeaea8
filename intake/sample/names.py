"""Names of the invented city. None of them is in the official list of divisions and committees of 2016 or 2023.

Codes follow the official 2-2-2-3-3 layout below province code 90, which no province has.
"""

from typing import NamedTuple


class Place(NamedTuple):
    """A division of the sample: its short code and its two names."""

    code: str
    name: str
    name_en: str


PROVINCE = Place("90", "示例省", "Sample Province (fictional)")
CITY = Place("9001", "青禾市", "Qinghe City (fictional)")
DISTRICTS = (
    Place("900101", "苇川区", "Weichuan District"),
    Place("900102", "麓安区", "Lu'an District"),
    Place("900103", "旧渡区", "Jiudu District"),
)
STREETS = (
    Place("900101001", "萤湾街道", "Yingwan Sub-district"),
    Place("900101002", "苇汀街道", "Weiting Sub-district"),
    Place("900101003", "鹭汀街道", "Luting Sub-district"),
    Place("900102001", "麓溪街道", "Luxi Sub-district"),
    Place("900102002", "霁桥街道", "Jiqiao Sub-district"),
    Place("900102003", "雁桥街道", "Yanqiao Sub-district"),
    Place("900103001", "槐巷街道", "Huaixiang Sub-district"),
    Place("900103002", "桐巷街道", "Tongxiang Sub-district"),
    Place("900103003", "榆池街道", "Yuchi Sub-district"),
)

# Nine communities to a sub-district, in the order of their codes: the part of the name before 社区.
STEMS = {
    "900101001": "禾苑 Heyuan,苇溪 Weixi,萤湾 Yingwan,鹭庭 Luting,芷汀 Zhiting,汐庭 Xiting,"
    "澄溪 Chengxi,晴岸 Qing'an,栖苑 Qiyuan",
    "900101002": "稻湾 Daowan,葵庭 Kuiting,霁桥 Jiqiao,棉池 Mianchi,苔庭 Taiting,荷汀 Heting,"
    "枫汀 Fengting,麓湾 Luwan,桐庭 Tongting",
    "900101003": "杏汀 Xingting,棠苑 Tangyuan,芦池 Luchi,梨湾 Liwan,雁湾 Yanwan,榆庭 Yuting,"
    "槐汀 Huaiting,松湾 Songwan,竹汀 Zhuting",
    "900102001": "麓溪 Luxi,麓桥 Luqiao,桐坊 Tongfang,松桥 Songqiao,茶汀 Chating,棠桥 Tangqiao,"
    "榆坊 Yufang,槐桥 Huaiqiao,雁桥 Yanqiao",
    "900102002": "霁溪 Jixi,晴溪 Qingxi,葵坊 Kuifang,稻桥 Daoqiao,芷桥 Zhiqiao,蒲坊 Pufang,"
    "桑桥 Sangqiao,梨坊 Lifang,杏坊 Xingfang",
    "900102003": "枫坊 Fengfang,荷坊 Hefang,鹤桥 Heqiao,棉坊 Mianfang,苇桥 Weiqiao,栖桥 Qiqiao,"
    "萤桥 Yingqiao,澄桥 Chengqiao,鹭坊 Lufang",
    "900103001": "禾巷 Hexiang,桑巷 Sangxiang,棉巷 Mianxiang,苔巷 Taixiang,榆巷 Yuxiang,槐巷 Huaixiang,"
    "茶巷 Chaxiang,松巷 Songxiang,梨巷 Lixiang",
    "900103002": "桐巷 Tongxiang,枫巷 Fengxiang,杏巷 Xingxiang,棠巷 Tangxiang,芦巷 Luxiang,稻巷 Daoxiang,"
    "蒲巷 Puxiang,竹巷 Zhuxiang,雁巷 Yanxiang",
    "900103003": "桑池 Sangchi,槐池 Huaichi,竹池 Zhuchi,茶池 Chachi,榆池 Yuchi,葵池 Kuichi,桐池 Tongchi,梨池 Lichi,苇池 Weichi",
}


def stems(street_code: str) -> tuple[tuple[str, str], ...]:
    """(Chinese stem, English stem) of the nine communities of a sub-district."""
    pairs = (entry.split(" ") for entry in STEMS[street_code].split(","))
    return tuple((stem, stem_en) for stem, stem_en in pairs)
