"""The policy table: it is whole, it contradicts itself nowhere, and a mistake in it is said before the site starts."""

import re

import pytest

from accounts import checks
from accounts.policy import PolicyError, policy, read_policy
from accounts.policy_model import ACCOUNT, Entry
from accounts.routes import route_names

GOOD = """
exclusive = [["a", "b"]]
[group]
all = ["a", "b"]
[role.a]
words = ["甲", "first"]
gives = ["b"]
[role.b]
words = ["乙", "second"]
[right]
"x.read" = { words = ["看", "see"], roles = ["all"] }
"x.create" = { words = ["写", "write"], roles = ["a"] }
[route]
"one" = { read = "x.read", write = "x.create" }
"two" = "open"
"""


def test_every_route_has_its_line_and_no_line_is_left_over() -> None:
    assert set(policy().routes) == route_names()
    assert checks.check_policy(None) == []


def test_a_route_without_a_line_and_a_line_without_a_route_are_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "route_names", lambda: {*route_names(), "new:page"} - {"assessments:home"})
    found = checks.check_policy(None)
    assert [(each.id, "new:page" in each.msg or "assessments:home" in each.msg) for each in found] == [
        ("accounts.E001", True),
        ("accounts.E002", True),
    ]


def test_a_table_that_cannot_be_read_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise PolicyError(["route one: there is no right y"])

    monkeypatch.setattr(checks, "policy", broken)
    assert [each.id for each in checks.check_policy(None)] == ["accounts.E003"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('write = "x.create"', 'write = "y.create"', "route one: there is no right y.create"),
        ('roles = ["a"]', 'roles = ["c"]', "right x.create: there is no role c"),
        ('roles = ["a"]', "roles = []", "right x.create: nobody has it"),
        ('gives = ["b"]', 'gives = ["c"]', "role a: there is no role c"),
        ('[["a", "b"]]', '[["a", "c"]]', "role a: there is no role c"),
        ('roles = ["all"]', 'roles = ["b"]', "route one: not everybody with x.create has x.read"),
        ('roles = ["all"]', 'roles = ["account"]', "right x.read: an account is held nowhere in particular"),
        ('read = "x.read", ', "", "route one: says of no right that reading needs"),
        ('= "open"', '= "ajar"', "cannot be read"),
        ('words = ["看", "see"], ', "", "cannot be read"),
        ('read = "x.read"', 'reed = "x.read"', "cannot be read"),
    ],
)
def test_every_mistake_is_said(old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(PolicyError, match=re.escape(said)):
        read_policy(GOOD.replace(old, new))


def test_the_roles_are_those_of_the_design() -> None:
    roles = policy().roles
    assert list(roles) == ["viewer", "clerk", "planner", "official", "author", "manager", "system", "auditor"]
    pairs = {frozenset((role.code, other)) for role in roles.values() for other in role.excludes}
    assert pairs == {frozenset(pair) for pair in (("system", "auditor"), ("manager", "auditor"), ("system", "official"))}
    assert {code for code, role in roles.items() if role.gives | role.gives_everywhere} == {"manager", "system"}
    assert roles["system"].gives_everywhere == {"manager"}
    assert "manager" not in roles["manager"].gives_everywhere


def test_who_looks_after_people_and_machines_is_not_who_works() -> None:
    """A system administrator reads no facts, a clerk sees no grants, an audit administrator writes nothing."""
    rights = policy().rights
    having = {role: {code for code, right in rights.items() if role in right.roles} for role in policy().roles}
    assert having["system"] == {"division.read", "user.read", "user.create", "grant.create"}
    assert having["auditor"] == {"division.read", "user.read", "history.read", "audit.read"}
    assert not having["clerk"] & {"user.read", "user.create", "grant.create"}


def test_no_token_carries_people() -> None:
    assert {code for code, right in policy().rights.items() if not right.for_tokens} == {
        "user.read", "user.create", "grant.create",
    }  # fmt: skip


def test_open_reading_opens_reading_only() -> None:
    opened = {code for code, right in policy().rights.items() if right.is_open}
    assert all(code.endswith((".read", ".export")) for code in opened)
    assert not opened & {"import.read", "user.read"}


def test_what_is_open_to_anybody_is_a_short_list() -> None:
    opened = {name for name, line in policy().routes.items() if line.entry is Entry.OPEN}
    assert opened == {
        "set_language", "healthz", "api-index", "api:index", "api-schema", "api-docs", "api-problem", "config.api.unknown",
        "assessments:gallery", "accounts:login", "accounts:logout",
    }  # fmt: skip
    assert {code for code, right in policy().rights.items() if ACCOUNT in right.roles} == {"law.read", "guide.read"}


def test_every_right_is_needed_somewhere() -> None:
    lines = policy().routes.values()
    named = {right for line in lines for right in (line.read, line.write, line.offers, line.shows)}
    named |= {right for line in lines for rights in line.when.values() for right in rights.values()}
    assert set(policy().rights) == named - {""}
