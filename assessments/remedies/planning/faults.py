"""What is wrong with a problem itself, before anybody asks whether a plan exists. Pure."""


class Unusable(ValueError):
    """A problem that says something impossible. ``what`` is its field, ``position`` where in it (None: all of it)."""

    def __init__(self, what: str, position: int | None, trouble: str) -> None:
        where = what if position is None else f"{what}[{position}]"
        super().__init__(f"{where}: {trouble}")
        self.what, self.position, self.trouble = what, position, trouble


class BadBudget(Unusable):
    """There is none, or one is below zero."""


class BadWorth(Unusable):
    """A gap that is worth nothing, or years whose worth rises, is below zero, or is not given for each year."""


class BadPosition(Unusable):
    """A position of a gap, a measure or a resource that does not exist, or that is named twice."""


class BadAmount(Unusable):
    """Yuan, years, uses, capacities or floors below zero."""
