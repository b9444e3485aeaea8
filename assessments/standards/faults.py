"""What is wrong with a pack: where it stands, what it is, what to do about it."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.standards.strict_table import PackError
from communities.words import Lang, Words

_MEND = Words("改正办法：", "To mend it: ")


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a pack's files: the file, the table in it, the key, and both sentences."""

    file: str
    table: str
    key: str
    problem: Words
    remedy: Words

    @property
    def place(self) -> str:
        """Where to look."""
        return f"{self.file}: {self.table}: {self.key}"

    def text(self, lang: Lang) -> str:
        """What is wrong and what to do, without the place."""
        stop, gap = ("。", "") if lang == "zh" else (".", " ")
        return f"{self.problem.of(lang)}{stop}{gap}{_MEND.of(lang)}{self.remedy.of(lang)}{stop}"

    def line(self) -> str:
        """The fault as a command prints it: English, then Chinese where it says something else."""
        english, chinese = self.text("en"), self.text("zh")
        is_translated = self.problem.zh != self.problem.en
        return f"{self.place}: {english}{' / ' + chinese if is_translated else ''}"


def fault_of(error: PackError) -> Fault:
    """A file that cannot be read, as a fault. Its words are those of the reader, in English."""
    problem, remedy = (Words(text, text) for text in (error.problem, error.remedy))
    return Fault(error.file, error.place, error.field, problem, remedy)
