"""The sums that were stored with a round, where they are those that are asked for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from assessments.models import Round, RoundSums
from communities.scope import EVERYWHERE, AreaScope

_KEPT: Final = re.compile(r"/(?:[0-9]{2}/)?(?:[0-9]{4}/)?(?:[0-9]{6}/)?")


def kept_path(path: str) -> str:
    """The smallest division around ``path`` whose sums are kept: its county, or what there is above where there is none."""
    found = _KEPT.match(path)
    return found.group() if found else EVERYWHERE


def kept_sums(scope: AreaScope, one: Round, path: str) -> list[RoundSums] | None:
    """The sums that together are those of the cards that lie in the scope and below ``path``: of one division, or of several.

    None where they are not kept and the cards have to be added up; an empty list where there are no cards.
    """
    return kept_of_rounds(scope, [one], path).get(one.pk)


def kept_of_rounds(scope: AreaScope, found: Iterable[Round], path: str = EVERYWHERE) -> Mapping[int, list[RoundSums]]:
    """The same of several rounds by their ids, in one query; rounds whose sums are not kept are left out."""
    paths = _apart(scope.narrowed(path).paths)
    if any(each != kept_path(each) for each in paths):
        return {}
    rows = RoundSums.objects.filter(round__in=[one.pk for one in found], path__in={EVERYWHERE, *paths}).order_by()
    kept = {(row.round_id, row.path): row for row in rows}
    return {one: [kept[one, each] for each in paths if (one, each) in kept] for one, each in kept if each == EVERYWHERE}


def kept_by_child(scope: AreaScope, one: Round, path: str) -> Mapping[str, RoundSums] | None:
    """Path -> sums of each division one level below ``path`` that has cards. None where not all of them are kept."""
    if not scope.covers(path) or path != kept_path(path):
        return None
    rows = RoundSums.objects.filter(round=one, path__regex=f"^{path}([0-9]+/)?$").order_by()
    children = {row.path: row for row in rows}
    own = children.pop(path, None)
    return children if own and own.communities == sum(each.communities for each in children.values()) else None


def _apart(paths: Sequence[str]) -> list[str]:
    """Each once, without those that lie within another."""
    once = sorted(set(paths))
    return [each for each in once if not any(each != other and each.startswith(other) for other in once)]
