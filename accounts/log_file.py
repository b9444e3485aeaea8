"""The log as files for auditors. NDJSON has every row that was written, the table what one reads first.

Each line carries the act's place in the chain, so that a file can be held against ``manage.py audit head`` and other files.
"""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from django.db.models import QuerySet

from accounts.act_words import VIA, verb_words
from accounts.filters import ActFilter
from accounts.selectors.acts import changes_of, sealed_by, tables_of
from assessments.reports.table import Cells, Column, Table, whole
from communities.models import Act
from communities.sealing import Head, head
from communities.words import Lang, Words
from intake.table_words import words_of

_AT_ONCE: Final = 200
_TITLE: Final = Words("操作记录", "Log of acts")
_COLUMNS: Final = (
    Column("number", Words("封印编号", "Seal"), width=8),
    Column("act", Words("操作编号", "Act"), width=8),
    Column("done_at", Words("时间", "When"), width=28),
    Column("who", Words("操作人", "Who"), width=18),
    Column("what", Words("操作", "What"), width=24),
    Column("verb", Words("操作代码", "Verb"), width=18),
    Column("tables", Words("涉及数据", "Written"), width=30),
    Column("via", Words("途径", "Way in"), width=10),
    Column("why", Words("理由", "Why"), width=30),
    Column("request", Words("请求编号", "Request"), width=36),
    Column("undoes", Words("撤销的操作", "Undoes"), width=8),
    Column("chained", Words("链值", "Link of the chain"), width=66),
)


def act_table(asked: ActFilter, lang: Lang) -> Table:
    """The acts that are asked for, a row each, in the order of the chain."""
    now, said = head(), "; ".join(each.sentence for each in asked.spoken(lang))
    about_it = (
        (Words("筛选", "Filters"), said or Words("无", "none").of(lang)),
        (Words("日志末尾的标记", "Mark of the end of the log"), mark(now)),
    )
    found = sealed_by(asked.qs, now.number)
    rows = whole(_rows(found, lang))
    return Table(_TITLE, _COLUMNS, rows, found.count(), about_it, note="", stem=f"wanzheng-acts-{now.number}", lang=lang)


def mark(end: Head) -> str:
    """As ``manage.py audit head`` prints it."""
    return f"{end.number}:{end.chained}"


def _rows(acts: QuerySet[Act], lang: Lang) -> Iterator[Cells]:
    for handful in _handfuls(acts):
        tables = tables_of(handful)
        for act in handful:
            yield _cells(act, tables.get(act.pk, []), lang)


def _handfuls(acts: QuerySet[Act]) -> Iterator[list[Act]]:
    found = acts.iterator(_AT_ONCE)
    while handful := list(islice(found, _AT_ONCE)):
        yield handful


def _cells(act: Act, tables: list[str], lang: Lang) -> Cells:
    said = about(act) | {
        "what": verb_words(act.verb).of(lang),
        "tables": ", ".join(words_of(table).of(lang) for table in tables),
        "via": VIA[act.via].of(lang) if act.via in VIA else act.via,
    }
    return tuple(said[column.key] for column in _COLUMNS)


def json_lines(acts: QuerySet[Act]) -> Iterator[bytes]:
    """An act a line, with its changes as they are noted. A line may be long: it comes in pieces."""
    for handful in _handfuls(acts):
        changes = changes_of(handful)
        act_of_next, rows = next(changes, (None, iter(())))
        for act in handful:
            yield f'{json.dumps(about(act), ensure_ascii=False)[:-1]}, "changes": ['.encode()
            if act.pk == act_of_next:
                yield from _listed(rows)
                act_of_next, rows = next(changes, (None, iter(())))
            yield b"]}\n"


def _listed(changes: Iterator[Any]) -> Iterator[bytes]:
    comma = ""
    for one in changes:
        yield f"{comma}{_change(one)}".encode()
        comma = ", "


def _change(one: Any) -> str:
    """The rows letter by letter as they were sealed, so that the digest of the act can be made again from the line."""
    said = {"id": one.pk, "table": one.table, "how": one.how, "first": one.first, "last": one.last}
    rows = f'"before": {one.before_text or "null"}, "after": {one.after_text or "null"}'
    return f"{json.dumps(said, ensure_ascii=False)[:-1]}, {rows}}}"


def about(act: Act) -> dict[str, Any]:
    """An act without its changes, by name. Of an act that nobody sealed, number, digest and link are None."""
    seal = getattr(act, "seal", None)
    return {
        "number": seal.number if seal else None, "act": act.pk, "done_at": act.done_at.isoformat(), "by": act.by_id,
        "who": act.who, "verb": act.verb, "via": act.via, "request": act.request, "why": act.why, "undoes": act.undoes_id,
        "digest": bytes(seal.digest).hex() if seal else None, "chained": bytes(seal.chained).hex() if seal else None,
    }  # fmt: skip
