"""From which addresses a token is taken. Pure."""

from collections.abc import Collection, Mapping
from ipaddress import ip_address, ip_network


def network_of(text: str) -> str:
    """The network in its usual writing: ``10.1.2.3`` -> ``10.1.2.3/32``. Raises ValueError for what is none."""
    return str(ip_network(text.strip(), strict=True))


def is_within(address: str, networks: Collection[str]) -> bool:
    """True where there is no network to be in. An address that cannot be read is in none."""
    if not networks:
        return True
    try:
        found = ip_address(address)
    except ValueError:
        return False
    mapped = getattr(found, "ipv4_mapped", None) or found
    return any(mapped in ip_network(network) for network in networks)


def caller(meta: Mapping[str, str], *, behind_proxy: bool) -> str:
    """The address that asks: behind our own proxy the last one it names, because those before it anybody can invent."""
    if behind_proxy:
        return str(meta.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return str(meta.get("REMOTE_ADDR", ""))
