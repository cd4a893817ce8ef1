"""The form that takes a file of synonyms in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from search.models import SynonymUpload
from search.synonyms.reading import ENDINGS, read_file
from search.synonyms.records import UnreadableFile

MAX_BYTES = 5 * 1024 * 1024
"""Bigger vocabularies take longer to read than a web request may; the command takes them."""


class SynonymFileForm(forms.Form):
    """Take a file that can be read as synonyms, and what to call its origin."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV with the columns labels, narrower and uri, words divided by |; or a SKOS vocabulary"
            " (Turtle, RDF/XML, JSON-LD)."
        ),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=100,
        required=False,
        help_text=_("Such as YSO. Give the same name at every import; the file's name stands in for none."),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse a file that is too big or can't be read, with the reason."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > MAX_BYTES:
            raise forms.ValidationError(
                gettext("At most %(limit)s here. Import bigger files with the command import_synonyms.")
                % {"limit": filesizeformat(MAX_BYTES)}
            )
        try:
            read_file(file.name or "", self._content(file))
        except UnreadableFile as error:
            raise forms.ValidationError(str(error)) from error
        return file

    def save(self) -> SynonymUpload:
        """Keep the file until the import is confirmed."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        name = file.name or ""
        return SynonymUpload.objects.create(
            name=name,
            source=self.cleaned_data["source"] or name.rpartition(".")[0][:100],
            content=self._content(file),
        )

    def _content(self, file: Any) -> bytes:
        file.seek(0)
        content: bytes = file.read()
        return content
