"""The parts that a place is shown in: a province by its cities, a city by its districts, a district by its pilots. Pure."""

from communities.divisions import Level, full_code, is_pseudo, level_of, short_code


def part_of(place: str, path: str) -> str:
    """The code of the division below ``place`` in which ``path`` lies: a real one, and never below a district.

    ``place`` itself where there is none: its pilots are shown one by one.
    """
    own = short_code(place) if place else ""
    below = [full_code(part) for part in path.strip("/").split("/") if len(part) > len(own) and part != own]
    wanted = (Level.CITY, Level.DISTRICT) if place else (Level.PROVINCE,)
    real = [code for code in below if level_of(code) in wanted and not is_pseudo(code)]
    return real[0] if real else place
