"""The five remedies of the notice (clause 1.f), in its order, and two ways that are not among them. Pure.

Months, risks and ownership are this project's derivation (D); the conditions follow the notice: existing communities may use
all five, a new-built community builds, inside the complex (clause 1.e). Sharing with a neighbour and settling a thing in the
block (clause 1.g) are legitimate, and never counted among the five.
"""

from dataclasses import dataclass

from communities.words import Words


@dataclass(frozen=True)
class Remedy:
    """One way. ``offer`` is what an owner of premises must be ready for, empty where it takes none; ``months`` how long it
    takes, from and to, None where nobody can say. ``outside``: it is none of the five.
    """

    code: str
    name: Words
    meaning: Words
    offer: str
    months: tuple[int, int] | None
    ownership: Words
    risks: tuple[Words, ...]
    reminder: Words | None = None
    outside: bool = False


NEW_BUILD = Remedy(
    "new_build",
    Words("补建", "new build"),
    Words("在可用土地上新建用房", "build new floor area on available land"),
    "build",
    (18, 30),
    Words("公有，登记产权", "public, registered"),
    (
        Words("规划许可和容积率以当地控规为准", "the plan in force decides on permission and density"),
        Words("费用不含土地和市政接驳", "land and connections to the mains are not in the cost"),
    ),
)
PURCHASE = Remedy(
    "purchase",
    Words("购置", "purchase"),
    Words("购买现成用房", "buy finished rooms"),
    "sale",
    (4, 9),
    Words("公有，登记产权", "public, registered"),
    (
        Words("抵押、查封和产权瑕疵须先查清", "mortgages, seizures and faults of title have to be cleared first"),
        Words("费用不含税费", "taxes and fees are not in the cost"),
    ),
)
SWAP = Remedy(
    "swap",
    Words("置换", "swap"),
    Words("以公有用房置换位置更合适的用房", "exchange a public asset for better-placed rooms"),
    "swap",
    (6, 12),
    Words("仍为公有，变更产权", "stays public, new title"),
    (
        Words("两处须分别评估，差价另计", "both are valued, and the difference is paid on top"),
        Words("须经国有资产主管部门同意", "whoever looks after state assets has to agree"),
    ),
)
LEASE = Remedy(
    "lease",
    Words("租赁", "lease"),
    Words("租用房屋并装修", "rent rooms and fit them out"),
    "lease",
    (2, 5),
    Words("产权仍属出租人", "stays with the lessor"),
    (
        Words("到期、涨租或收回", "it ends, the rent rises, or the owner wants the rooms back"),
        Words("装修投入到期不能带走", "the fit-out stays behind"),
    ),
    Words(
        "租赁不是永久办法：到期前须续租或另行解决。", "A lease is never a permanent answer: renew or replace it before it ends."
    ),
)
RETROFIT = Remedy(
    "retrofit",
    Words("改造", "retrofit"),
    Words("改建、扩建、提升现有用房", "convert, extend or upgrade what is there"),
    "retrofit",
    (4, 10),
    Words("产权不变", "unchanged"),
    (
        Words("结构安全和消防须先鉴定", "structure and fire safety are examined first"),
        Words("施工期间原有服务须有去处", "what is there now needs another place meanwhile"),
    ),
)
SHARE = Remedy(
    "share",
    Words("共享", "share"),
    Words("使用相邻社区的设施", "use the facility of a neighbouring community"),
    "",
    (1, 6),
    Words("归原社区", "stays with the neighbour"),
    (
        Words("须有服务协议并登记服务对象", "it takes an agreement, and the register must say whom it serves"),
        Words("对方是否有余量须核实", "whether there is room for more has to be asked"),
    ),
    outside=True,
)
POOL = Remedy(
    "pool",
    Words("街区统筹", "pool in the block"),
    Words("由活力街区内各社区共同配置", "settled by the communities of the active block together"),
    "",
    None,
    Words("由街区各方约定", "as the communities of the block agree"),
    (Words("须明确由谁建设、谁运行", "somebody has to build it, and somebody to run it"),),
    outside=True,
)
REMEDIES = (NEW_BUILD, PURCHASE, SWAP, LEASE, RETROFIT)
OUTSIDE = (SHARE, POOL)
BY_CODE = {remedy.code: remedy for remedy in (*REMEDIES, *OUTSIDE)}
FIVE_WAYS_CLAUSE, COMPLEX_CLAUSE, BLOCK_CLAUSE = "1.f", "1.e", "1.g"
