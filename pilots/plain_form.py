"""A form whose texts hold no number of a person: what looks like one is refused and not shown again."""

from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from communities.personal import looks_personal, without_suspects

PERSONAL: Final = _("It looks like an identity number or a mobile number. Leave persons out.")


class PlainForm(forms.Form):
    """``figures``: fields that hold amounts, which may look like anything."""

    figures: ClassVar[frozenset[str]] = frozenset()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        suspect = [name for name, text in cleaned.items() if isinstance(text, str) and name not in self.figures]
        for name in filter(lambda each: looks_personal(cleaned[each]), suspect):
            self._take_out(name, cleaned[name])
        return self.cleaned_data

    def _take_out(self, name: str, text: str) -> None:
        sent: Any = self.data
        self.data = sent.copy()  # what came with a request is read-only
        self.data[self.add_prefix(name)] = without_suspects(text)  # type: ignore[index]  # a copy can be written
        self.add_error(name, PERSONAL)
