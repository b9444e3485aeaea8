"""What the newest round says of communities that are, or could be, pilots."""

from collections.abc import Iterable

from assessments.models import Round, Scorecard
from assessments.selectors.rounds import latest_round
from communities.models import Community
from communities.scope import AreaScope
from communities.selectors import within

Cards = dict[int, Scorecard]


def newest_cards(scope: AreaScope, path: str, communities: Iterable[Community]) -> tuple[Round | None, Cards]:
    """The round that speaks for ``path``, and the card of each community that is in it, by the community's key."""
    one = latest_round(scope, path)
    if one is None:
        return None, {}
    cards = within(Scorecard.objects.filter(round=one, community__in=list(communities)), scope)
    return one, {
        card.community_id: card for card in cards.only("round", "community", "gaps", "unknown", "labels", "households")
    }
