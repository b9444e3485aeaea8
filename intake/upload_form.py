"""What people say when they bring files."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.views.language import name_of
from communities.divisions import BadCode, full_code, short_code
from communities.models import Division, Provenance
from communities.scope import AreaScope
from intake.points import DATUMS
from intake.readers.limits import MAX_FILE_BYTES
from intake.selectors import places_of, source_names
from intake.upload_limit import MAX_FILES

_DATUM_WORDS = {"wgs84": "WGS84 / CGCS2000", "gcj02": "GCJ-02", "bd09": "BD-09"}


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several, each within the limits that hold before anything is read."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[bytes]"]:
        given = list(data) if data and isinstance(data, (list, tuple)) else [data or None]
        if len(given) > MAX_FILES:
            raise forms.ValidationError(_("At most %(number)s files at a time."), params={"number": MAX_FILES})
        found = [super(FilesField, self).clean(each, initial) for each in given]
        for each in found:
            if each.size > MAX_FILE_BYTES:
                limit = f"{MAX_FILE_BYTES // 1024**2} MiB"
                raise forms.ValidationError(
                    _("%(name)s is too large: more than %(limit)s."), params={"name": each.name, "limit": limit}
                )
        return found


class UploadForm(forms.Form):
    """Files (``given``), and what holds for all of them. ``division`` becomes a Division, or None for everywhere."""

    given = FilesField(
        label=_("Files"), help_text=_("Drop workbooks as they are. Several files come in together or not at all.")
    )
    division = forms.CharField(
        label=_("Division"), max_length=12, required=False,
        help_text=_("Only rows of this division are taken; nothing outside it is touched."),
    )  # fmt: skip
    source_name = forms.CharField(
        label=_("Source"), max_length=200, required=False,
        help_text=_("The register that the files come from. What you say of its columns is remembered under this name."),
    )  # fmt: skip
    day = forms.DateField(
        label=_("Data as of"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("For rows that carry no date of their own."),
    )  # fmt: skip
    provenance = forms.ChoiceField(label=_("Provenance"), required=False)
    datum = forms.ChoiceField(label=_("Coordinates"), required=False)
    supplier = forms.CharField(label=_("Supplier"), max_length=200, required=False)
    licence = forms.CharField(label=_("Licence"), max_length=200, required=False)

    def __init__(self, *args: Any, scope: AreaScope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._scope = scope
        self.fields["provenance"].choices = [("", _("as the files say")), *Provenance.choices]  # type: ignore[attr-defined]  # a ChoiceField
        choices = [("", _("as the columns say")), *((datum, _DATUM_WORDS.get(datum, datum)) for datum in DATUMS)]
        self.fields["datum"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["source_name"].widget.attrs["list"] = "sources"
        self._offer_places()

    def _offer_places(self) -> None:
        """A person with one division need not choose, one with several chooses among them."""
        places = places_of(self._scope)
        if places:
            named = [(short_code(place.code), f"{name_of(place)} ({short_code(place.code)})") for place in places]
            self.fields["division"].widget = forms.Select(choices=named)
            self.fields["division"].initial = named[0][0]
        elif self._scope.is_everywhere:
            self.fields["division"].help_text = _("A division code of 2 to 12 digits; empty: everywhere.")

    @property
    def sources(self) -> list[str]:
        """Names of sources to choose from; those of other places are nobody's business here."""
        return source_names(self._scope)[:200]

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day lies in the future."))
        return day

    def clean_division(self) -> Division | None:
        """The division; None only for somebody who may write everywhere."""
        code = self.cleaned_data["division"]
        if not code and self._scope.is_everywhere:
            return None
        try:
            found = Division.objects.filter(code=full_code(code)).first() if code else None
        except BadCode:
            found = None
        if found is None or not self._scope.covers(found.path):
            raise forms.ValidationError(_("There is no such division, or you may not write in it."))
        return found
