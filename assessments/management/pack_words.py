"""What the parts of `manage.py pack` share: languages, days, packs by id or folder."""

from argparse import ArgumentParser
from datetime import date

from django.core.management.base import CommandError

from assessments.law import NoSuchPack, pack_or_folder
from assessments.standards.model import Pack
from assessments.standards.strict_table import PackError
from communities.words import Lang, Words

NO_PACK = "There is no pack {0}, and no such folder; there are {1}. / 没有标准包 {0}，也没有这个文件夹；可选：{1}。"


def add_language(parser: ArgumentParser) -> None:
    parser.add_argument("--lang", choices=["zh", "en"], help="one language only (default: both)")


def add_day(parser: ArgumentParser, name: str, help_text: str) -> None:
    parser.add_argument(name, type=date.fromisoformat, metavar="DAY", help=help_text)


def said(words: Words, lang: Lang | None) -> str:
    """A text in the language asked for, or in both."""
    return words.of(lang) if lang else f"{words.zh} / {words.en}"


def pack_asked(text: str) -> Pack:
    """A pack by its id or its folder. Raises CommandError that says what there is."""
    try:
        return pack_or_folder(text)
    except NoSuchPack as wrong:
        raise CommandError(NO_PACK.format(text, ", ".join(wrong.known))) from wrong
    except PackError as wrong:
        raise CommandError(str(wrong)) from wrong
