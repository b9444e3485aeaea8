"""Which badge a source needs."""


def label_of(provenance: str) -> str:
    """``sample`` or ``synthetic``; empty for real records, which need no badge."""
    return "" if provenance == "recorded" else provenance
