"""Who may do what: policy.toml, read and checked. Pure."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from accounts.policy_model import ACCOUNT, Entry, Line, Policy, Right, Role, Where
from communities.words import Words

_FILE: Final = Path(__file__).with_name("policy.toml")
Table = Mapping[str, Any]


class PolicyError(ValueError):
    """A table that contradicts itself, with every complaint."""

    def __init__(self, complaints: list[str]) -> None:
        self.complaints = complaints
        super().__init__("policy.toml: " + "; ".join(complaints))


@lru_cache(maxsize=1)
def policy() -> Policy:
    """The table of this installation."""
    return read_policy(_FILE.read_text(encoding="utf-8"))


def read_policy(text: str) -> Policy:
    """The table of ``text``. Raises PolicyError."""
    try:
        raw = tomllib.loads(text)
        made = Policy(_roles(raw), _rights(raw), _routes(raw["route"]))
    except (KeyError, TypeError, ValueError) as wrong:
        raise PolicyError([f"cannot be read: {wrong!r}"]) from wrong
    complaints = list(_complaints(made))
    if complaints:
        raise PolicyError(complaints)
    return made


def _roles(raw: Table) -> dict[str, Role]:
    pairs = [frozenset(pair) for pair in raw["exclusive"]]
    return {
        code: Role(
            code=code,
            words=Words(*row["words"]),
            gives=frozenset(row.get("gives", ())),
            gives_everywhere=frozenset(row.get("gives_everywhere", ())),
            everywhere_only=row.get("everywhere_only", False),
            excludes=frozenset().union(*(pair - {code} for pair in pairs if code in pair)),
        )
        for code, row in raw["role"].items()
    }


def _rights(raw: Table) -> dict[str, Right]:
    groups = {name: frozenset(roles) for name, roles in raw["group"].items()}
    return {
        code: Right(
            code=code,
            words=Words(*row["words"]),
            roles=frozenset().union(*(groups.get(name, {name}) for name in row["roles"])),
            where=Where(row.get("where", Where.OWN)),
            is_open=row.get("open", False),
            for_tokens=row.get("tokens", True),
        )
        for code, row in raw["right"].items()
    }


def _routes(raw: Table) -> dict[str, Line]:
    return {name: Line(Entry(row)) if isinstance(row, str) else Line(Entry.RIGHT, **row) for name, row in raw.items()}


def _complaints(made: Policy) -> Iterator[str]:
    for role in made.roles.values():
        named = {role.code, *role.gives, *role.gives_everywhere, *role.excludes}
        yield from (f"role {role.code}: there is no role {each}" for each in sorted(named - set(made.roles)))
    for right in made.rights.values():
        yield from (f"right {right.code}: there is no role {each}" for each in sorted(right.roles - {*made.roles, ACCOUNT}))
        if not right.roles:
            yield f"right {right.code}: nobody has it"
        if ACCOUNT in right.roles and right.where is not Where.ANYWHERE:
            yield f"right {right.code}: an account is held nowhere in particular, so its right must be that of anywhere"
    for name, line in made.routes.items():
        yield from _of_route(made, name, line)


def _of_route(made: Policy, name: str, line: Line) -> Iterator[str]:
    """A page cannot let somebody change what they may not see: whoever writes must read."""
    if line.entry is not Entry.RIGHT:
        return
    if not line.read:
        yield f"route {name}: says of no right that reading needs"
    instead = [right for rights in line.when.values() for right in rights.values()]
    named = [right for right in (line.read, line.write, line.offers, line.shows, *instead) if right]
    unknown = [right for right in named if right not in made.rights]
    yield from (f"route {name}: there is no right {right}" for right in unknown)
    if unknown or not line.write or not line.read:
        return
    for right in (line.read, line.shows or line.read):
        if not _covers(made.rights[right], made.rights[line.write]):
            yield f"route {name}: not everybody with {line.write} has {right}"


def _covers(wide: Right, narrow: Right) -> bool:
    return ACCOUNT in wide.roles or narrow.roles <= wide.roles
