"""What a verification says, in lines of both languages."""

from collections.abc import Iterator, Sequence

from assessments.services.verifying import LISTED, PackNow, Verification


def verification_lines(found: Verification) -> Iterator[str]:
    """The result first, then everything that differs."""
    yield _result(found)
    yield from (_pack(each) for each in found.packs)
    then, now = found.round.software, found.software
    if then != now:
        yield f"  software: {then} then, {now} now / 软件版本：当时 {then}，现在 {now}"
    if not found.facts_same:
        yield f"  the facts are other ones (fingerprint {found.round.fingerprint[:12]}…) / 数据与当时不同"
    yield from _listed("no longer in the data / 数据中已没有", found.gone)
    yield from _listed("not in the round / 批次中没有", found.new)
    yield from _listed("with another answer / 判定或数值不同", found.differing)
    yield from (f"    {code}: {number}" for code, number in found.by_rule.items())


def _result(found: Verification) -> str:
    one, number = found.round, found.communities
    if found.is_identical:
        return f"Round {one.pk} is identical: {number} communities, {len(one.rules)} rules. / 批次 {one.pk} 重算结果完全一致。"
    return f"Round {one.pk} differs. / 批次 {one.pk} 重算结果不一致。"


def _pack(each: PackNow) -> str:
    now = each.now or "-"
    return f"  pack {each.id}: version {each.then} then, {now} now, with another text / 标准包 {each.id} 的内容已变"


def _listed(words: str, codes: Sequence[str]) -> Iterator[str]:
    if codes:
        shown = " ".join(codes[:LISTED]) + (" …" if len(codes) > LISTED else "")
        yield f"  {len(codes)} {words}: {shown}"
