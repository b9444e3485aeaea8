"""What is due as iCalendar (RFC 5545, with the properties of RFC 7986): an event of a whole day for each.

A whole day has no time zone, so it is the same day everywhere. The same rows make the same bytes: what is stamped on an event
is when its row was last written.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from icalendar import Calendar, Event, vDuration, vText

from assessments.labels import label_words
from communities.words import Lang, Words
from pilots.due.sources import SOURCES, STATUSES
from pilots.models import DueDate

MEDIA_TYPE: Final = "text/calendar"
EXTENSION: Final = "ics"
REFRESH: Final = timedelta(hours=6)
NAME: Final = Words("完整社区试点到期事项", "Complete community pilots: due dates")
_PRODID: Final = "-//Wanzheng//Due dates//ZH"
_SPACE: Final = UUID("6f0b6f0e-8a3a-5b0a-9a51-6d3a2f4f7c11")
"""Of our own, so that no other program makes the same UIDs."""


def calendar_of(rows: Iterable[DueDate], lang: Lang, address_of: Callable[[DueDate], str]) -> bytes:
    """``address_of``: where the page of a row is."""
    made = Calendar()
    made.add("prodid", _PRODID)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        made.add(name, NAME.of(lang))
    refresh = vDuration(REFRESH)
    refresh.params["VALUE"] = "DURATION"
    made.add("refresh-interval", refresh)
    made.add("x-published-ttl", vDuration(REFRESH))
    for row in rows:
        made.add_component(_event(row, lang, address_of(row)))
    return bytes(made.to_ical())


def uid_of(row: DueDate) -> str:
    """The same for ever, and another one in every installation: it is made of what the row is and of when it was made."""
    return str(uuid5(_SPACE, f"{row.kind}:{row.key}:{row.made_at.astimezone(UTC).isoformat()}"))


def _event(row: DueDate, lang: Lang, address: str) -> Event:
    made, written = Event(), _utc(row.changed_at)
    made.add("uid", uid_of(row))
    made.add("dtstamp", written)
    made.add("created", _utc(row.made_at))
    made.add("last-modified", written)
    made.add("sequence", row.version - 1)
    made.add("dtstart", row.due_on)
    made.add("summary", _summary(row, lang))
    made.add("description", _description(row, lang))
    made.add("url", address)
    made.add("status", "CANCELLED" if row.status == "closed" else "CONFIRMED")
    made.add("transp", "TRANSPARENT")
    made.add("categories", [vText(SOURCES[row.kind].words.of(lang))])
    return made


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _summary(row: DueDate, lang: Lang) -> str:
    """With its labels, its state where it has ended, and where it is."""
    labels = "".join(f"【{words.zh}】" if lang == "zh" else f"[{words.en}] " for words in label_words(row.labels))
    community = row.community.name_en or row.community.name if lang == "en" else row.community.name
    state = "" if row.status == "open" else STATUSES[row.status].of(lang)
    told = f"（{state}）" if state and lang == "zh" else f" ({state})" if state else ""
    return f"{labels}{SOURCES[row.kind].words.of(lang)}{'：' if lang == 'zh' else ': '}{row.name} · {community}{told}"


def _description(row: DueDate, lang: Lang) -> str:
    project = row.project.name if row.project else ""
    owner = row.owner or Words("未登记", "nobody is named").of(lang)
    in_charge = Words("责任部门：{owner}", "In charge: {owner}").filled(owner=owner)
    return "\n".join(filter(None, [project if project != row.name else "", in_charge.of(lang), row.code]))
