"""From tables to columns: the one set-based reader of facts. Nothing downstream of it reads a facility table."""

from assessments.facts.derived import derived_parts
from assessments.facts.parts import parts_of
from assessments.facts.reading import read_facts
from assessments.facts.sheet import FactSheet, scan_facts

__all__ = ["FactSheet", "derived_parts", "parts_of", "read_facts", "scan_facts"]
