"""The form that takes the file back."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.exchange.planning import read_directory_file
from cms.sheets.errors import UnreadableFile
from cms.sheets.reading import ENDINGS, MAX_BYTES, Sheet


class DirectoryFileForm(forms.Form):
    """Take a file that can be read as services or organisations; ``sheets`` is what it holds."""

    sheets: Sequence[Sheet] = ()

    file = forms.FileField(
        label=_("File"),
        help_text=_("The exported file with your changes: XLSX, or CSV in UTF-8."),
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )
    publishes = forms.BooleanField(
        label=_("Publish at once"),
        required=False,
        help_text=_(
            "Otherwise the changes become drafts. What has a draft already stays a draft in any case."
        ),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """Refuse a file that is too big or can't be read, with the reason."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if file.size is None or file.size > MAX_BYTES:
            raise forms.ValidationError(
                gettext("The file is too big: at most %(limit)s.") % {"limit": filesizeformat(MAX_BYTES)}
            )
        try:
            file.seek(0)
            self.sheets = read_directory_file(file.name or "", file.read())
        except UnreadableFile as error:
            raise forms.ValidationError(str(error)) from error
        return file
