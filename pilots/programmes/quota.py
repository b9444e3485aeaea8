"""How many pilots a unit has against how many it may have, and the reason in words. Pure.

For a programme of the notice the bounds are those of its clause, and the answers are those of its rules N48-PRG-02 and
N48-PRG-03: a test holds them equal.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from communities.words import Words


class Standing(StrEnum):
    """``none``: the unit has no pilot and owes none; a place takes part or it does not."""

    NONE = "none"
    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    UNBOUNDED = "unbounded"


STANDING_WORDS: Final = {
    Standing.NONE: Words("尚无试点", "no pilot yet"),
    Standing.BELOW: Words("不足", "too few"),
    Standing.WITHIN: Words("符合", "within the quota"),
    Standing.ABOVE: Words("超出", "too many"),
    Standing.UNBOUNDED: Words("不限数量", "no quota"),
}


@dataclass(frozen=True)
class Quota:
    """From ``least`` to ``most`` pilots in a unit, both included; None: no bound."""

    least: int | None = None
    most: int | None = None

    def standing(self, number: int) -> Standing:
        """Where ``number`` pilots stand."""
        if self.least is None and self.most is None:
            return Standing.UNBOUNDED
        if not number:
            return Standing.NONE
        if self.most is not None and number > self.most:
            return Standing.ABOVE
        return Standing.BELOW if self.least is not None and number < self.least else Standing.WITHIN

    def room(self, number: int) -> int | None:
        """How many more fit; None: as many as one likes."""
        return None if self.most is None else max(0, self.most - number)

    def wanting(self, number: int) -> int:
        """How many are missing to the least, where there is one pilot at all."""
        return max(0, self.least - number) if self.least is not None and number else 0

    def has_room(self, number: int, more: int = 1) -> bool:
        return self.most is None or number + more <= self.most

    @property
    def words(self) -> Words:
        """3 to 5."""
        if self.least is None and self.most is None:
            return Words("不限", "any number")
        if self.most is None:
            return Words(f"不少于 {self.least} 个", f"at least {self.least}")
        if self.least is None:
            return Words(f"不多于 {self.most} 个", f"at most {self.most}")
        return Words(f"{self.least}～{self.most} 个", f"{self.least} to {self.most}")


def told(quota: Quota, number: int) -> Words:
    """The answer as a sentence with its arithmetic: 5 pilots; 3 <= 5 <= 5."""
    least, most = quota.least, quota.most
    match quota.standing(number):
        case Standing.UNBOUNDED:
            return Words(f"现有 {number} 个；本项目不限数量。", f"{number} now; the programme sets no quota.")
        case Standing.NONE:
            return Words(
                f"尚无试点；开展试点的，应为{quota.words.zh}。",
                f"No pilot yet; where there are any, {quota.words.en} are asked for.",
            )
        case Standing.BELOW:
            return Words(
                f"现有 {number} 个，应不少于 {least} 个（{number} < {least}），还差 {quota.wanting(number)} 个。",
                f"{number} now, at least {least} are asked for ({number} < {least}): {quota.wanting(number)} more.",
            )
        case Standing.ABOVE:
            return Words(
                f"现有 {number} 个，应不多于 {most} 个（{number} > {most}）。",
                f"{number} now, at most {most} are allowed ({number} > {most}).",
            )
        case Standing.WITHIN:
            return _within(quota, number)


def _within(quota: Quota, number: int) -> Words:
    """Both bounds, or the one there is."""
    left = "" if quota.least is None else f"{quota.least} ≤ "
    right = "" if quota.most is None else f" ≤ {quota.most}"
    room = quota.room(number)
    more = Words("", "") if room is None else Words(f"，还可增加 {room} 个", f", room for {room} more")
    return Words(
        f"现有 {number} 个，符合（{left}{number}{right}）{more.zh}。",
        f"{number} now, within the quota ({left}{number}{right}){more.en}.",
    )
