"""The five remedies of the notice (clause 1.f), in its order. Pure.

Months and ownership are this project's derivation (D); the conditions follow the notice: existing communities may use all
five, a new-built community builds, inside the complex (clause 1.e).
"""

from dataclasses import dataclass

from communities.words import Words


@dataclass(frozen=True)
class Remedy:
    """One way. ``offer`` is what an owner of premises must be ready for; ``months`` how long it takes, from and to."""

    code: str
    name: Words
    meaning: Words
    offer: str
    months: tuple[int, int]
    ownership: Words
    reminder: Words | None = None


NEW_BUILD = Remedy(
    "new_build",
    Words("补建", "new build"),
    Words("在可用土地上新建用房", "build new floor area on available land"),
    "build",
    (18, 30),
    Words("公有，登记产权", "public, registered"),
)
PURCHASE = Remedy(
    "purchase",
    Words("购置", "purchase"),
    Words("购买现成用房", "buy finished rooms"),
    "sale",
    (4, 9),
    Words("公有，登记产权", "public, registered"),
)
SWAP = Remedy(
    "swap",
    Words("置换", "swap"),
    Words("以公有用房置换位置更合适的用房", "exchange a public asset for better-placed rooms"),
    "swap",
    (6, 12),
    Words("仍为公有，变更产权", "stays public, new title"),
)
LEASE = Remedy(
    "lease",
    Words("租赁", "lease"),
    Words("租用房屋并装修", "rent rooms and fit them out"),
    "lease",
    (2, 5),
    Words("产权仍属出租人", "stays with the lessor"),
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
)
REMEDIES = (NEW_BUILD, PURCHASE, SWAP, LEASE, RETROFIT)
BY_CODE = {remedy.code: remedy for remedy in REMEDIES}
FIVE_WAYS_CLAUSE, COMPLEX_CLAUSE, BLOCK_CLAUSE = "1.f", "1.e", "1.g"
