"""Packs, rules, differences, the law at a place and the coverage of the notice as JSON values."""

from datetime import date
from typing import Any

from assessments.law import all_rules, pack_of, packs
from assessments.standards.conditions import conditions_text
from assessments.standards.covering import Item
from assessments.standards.difference import Change, Difference, RuleDifference, Side
from assessments.standards.model import Clause, Pack, Parameter, Rule
from assessments.standards.resolution import Law
from assessments.standards.standing import Line, Thing, Yielding
from assessments.standards.units import amount_printed
from communities.words import Words, both

Row = dict[str, Any]


def words_or_none(words: Words | None) -> Row | None:
    return words.as_dict() if words else None


def day_or_none(day: date | None) -> str | None:
    return day.isoformat() if day else None


def pack_row(pack: Pack) -> Row:
    return {
        "id": pack.id,
        "version": pack.version,
        "title": pack.title.as_dict(),
        "issuer": pack.issuer.as_dict(),
        "document": pack.document,
        "places": list(pack.places),
        "parent": pack.parent,
        "is_default": pack.is_default,
        "status": pack.status.value,
        "in_force_from": pack.in_force_from.isoformat(),
        "in_force_to": day_or_none(pack.in_force_to),
        "rules": len(pack.rules),
        "enabled": sum(rule.enabled for rule in pack.rules),
        "checksum": pack.checksum,
    }


def pack_detail(pack: Pack) -> Row:
    return {
        **pack_row(pack),
        "overlays": [other.id for other in packs() if other.parent == pack.id],
        "rule_codes": [rule.code for rule in pack.rules],
        "clauses": [_clause(clause) for clause in pack.clauses.values()],
        "parameters": [parameter_row(parameter) for parameter in pack.parameters.values()],
    }


def _clause(clause: Clause) -> Row:
    return {
        "id": clause.id,
        "article": clause.article.as_dict(),
        "pointer_zh": clause.pointer_zh,
        "text": clause.text.as_dict(),
    }


def parameter_row(parameter: Parameter) -> Row:
    values = [
        {
            "since": dated.since.isoformat(),
            "value": amount_printed(dated.value, parameter.unit),
            "confidence": dated.confidence.value,
            "checked_on": day_or_none(dated.checked_on),
        }
        for dated in parameter.values
    ]
    name, unit, clause = parameter.name.as_dict(), parameter.unit.value, parameter.clause.id
    return {"id": parameter.id, "name": name, "unit": unit, "clause": clause, "values": values}


def rule_row(rule: Rule) -> Row:
    clause, pack = rule.clause, pack_of(rule.code)
    source = {"id": clause.id, "article": clause.article.as_dict(), "pointer_zh": rule.pointer_zh, "document": pack.document}
    return {
        "code": rule.code,
        "name": rule.name.as_dict(),
        "pack": pack.id,
        "domain": rule.domain.value,
        "level": rule.level.value,
        "binding": rule.level.binding,
        "subject": rule.subject.value,
        "clause": source,
        "kind": rule.kind.name,
        "confidence": rule.confidence.value,
        "enabled": rule.enabled,
        "status": pack.status.value,
        "places": list(rule.places),
        "changes": rule.changes,
        "combine": rule.combine.value if rule.combine else None,
        "instead_of": rule.instead_of,
        "in_force_from": rule.in_force_from.isoformat(),
        "in_force_to": day_or_none(rule.in_force_to),
    }


def rule_detail(rule: Rule, today: date) -> Row:
    day = max(today, rule.in_force_from, pack_of(rule.code).in_force_from)
    conditions = both(lambda lang: conditions_text(rule.conditions, lang)) if rule.conditions else None
    return {
        **rule_row(rule),
        "requirement": both(lambda lang: rule.kind.requirement(day, lang)).as_dict(),
        "condition": words_or_none(conditions),
        "text": rule.clause.text.as_dict(),
        "note": words_or_none(rule.note),
        "inputs": list(rule.inputs()),
        "parameters": [parameter_row(parameter) for parameter in rule.parameters()],
        "changed_by": [other.code for other in all_rules() if other.changes == rule.code],
        "alternatives": [other.code for other in all_rules() if other.instead_of == rule.code],
    }


def difference_row(found: Difference) -> Row:
    return {
        "before": _side(found.before),
        "after": _side(found.after),
        "rules": [_rule_difference(each) for each in found.rules],
        "clauses": [{"id": each.id, **_change(each.change)} for each in found.clauses],
        "same": found.same,
        "untouched": found.untouched,
    }


def _side(side: Side) -> Row:
    return {"pack": side.pack.id, "version": side.pack.version, "day": side.day.isoformat()}


def _rule_difference(each: RuleDifference) -> Row:
    before, after = (rule.code if rule else None for rule in (each.before, each.after))
    changes = [_change(change) for change in each.changes]
    return {"before": before, "after": after, "name": each.rule.name.as_dict(), "changes": changes}


def _change(change: Change) -> Row:
    return {
        "nature": change.nature.value,
        "old": words_or_none(change.old),
        "new": words_or_none(change.new),
        "words": change.words.as_dict(),
    }


def law_row(law: Law, place: str, things: tuple[Thing, ...], alone: tuple[Line, ...]) -> Row:
    return {
        "place": place,
        "day": law.day.isoformat(),
        "packs": [pack.id for pack in law.packs],
        "things": [
            {"code": thing.code, "name": thing.name.as_dict(), "lines": [_line(line) for line in thing.lines]}
            for thing in things
        ],
        "alone": [_line(line) for line in alone],
    }


def _thing(thing: Thing) -> Row:
    return {"code": thing.code, "name": thing.name.as_dict(), "lines": [_line(line) for line in thing.lines]}


def _line(line: Line) -> Row:
    rule = line.rule
    return {
        "rule": rule.code,
        "pack": line.pack.id,
        "document": line.pack.document,
        "tier": line.tier.as_dict(),
        "level": rule.level.value,
        "value": words_or_none(line.value),
        "unit": rule.unit.value,
        "asks": line.asks.as_dict(),
        "combine": rule.combine.value if rule.combine else None,
        "condition": words_or_none(line.condition),
        "only_in": list(line.only_in),
        "fate": line.fate.value,
        "displaced_by": [_yielding(each) for each in line.yieldings],
        "words": line.told.as_dict(),
    }


def _yielding(each: Yielding) -> Row:
    condition, why = words_or_none(each.condition), each.why.as_dict()
    return {"rule": each.by, "places": list(each.places), "condition": condition, "why": why}


def item_row(item: Item) -> Row:
    return {
        "number": item.number,
        "clause": item.clause,
        "text": item.text.as_dict(),
        "pointer_zh": item.pointer_zh,
        "modality": item.modality.value,
        "status": item.status.value,
        "rules": list(item.rules),
        "reason": words_or_none(item.reason),
    }
