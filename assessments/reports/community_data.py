"""A community as a nested object, the same in every list."""

from typing import Any

from communities.models import Community


def community_of(community: Community) -> dict[str, Any]:
    division = community.division
    return {
        "code": community.code,
        "name": community.name,
        "name_en": community.name_en,
        "build_class": community.build_class,
        "division": {"code": division.code, "name": division.name, "name_en": division.name_en, "level": division.level},
    }
