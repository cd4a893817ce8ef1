"""The form in which a source is kept: its own fields, its plugin's settings, and files for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser

from cms.directory.models import OrganisationPage
from ingest.models import Source
from ingest.protocols import SourcePlugin
from ingest.settings_form import SettingsForm, upload_folder

LARGEST_UPLOAD = 50 * 1024 * 1024


class SourceForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    """Ask for what every source has."""

    class Meta:
        model = Source
        fields = (
            "name",
            "schedule",
            "policy",
            "unpublish_gone",
            "organisation",
            "parent",
            "licence",
            "language",
            "expected_days",
            "alarms",
            "alarm_email",
        )
        widgets = {"parent": AdminPageChooser()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation = self.fields["organisation"]
        if isinstance(organisation, forms.ModelChoiceField):
            organisation.queryset = OrganisationPage.objects.order_by("title")


class SeveralFilesInput(forms.ClearableFileInput):
    """Let several files be chosen at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Clean each of several files."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """Return the files, each within the limit."""
        files = [super(SeveralFilesField, self).clean(one, initial) for one in data or []]
        if any(one.size > LARGEST_UPLOAD for one in files):
            raise forms.ValidationError(_("A file may be 50 MB at most."))
        return files


class UploadForm(forms.Form):
    """Take files for plugins that read files."""

    files = SeveralFilesField(  # type: ignore[assignment]  # Django's metaclass takes fields off the class
        label=_("Files"),
        required=False,
        widget=SeveralFilesInput(),
        help_text=_("They are kept on the server and read by every run."),
    )


class WholeForm:
    """Hold the three forms as one."""

    def __init__(
        self,
        plugin: type[SourcePlugin],
        *,
        data: Any = None,
        files: Any = None,
        source: Source | None = None,
    ) -> None:
        self.source = SourceForm(data, instance=source or Source(plugin=plugin.name, kept=True))
        self.takes_files = "locations" in plugin.settings_model.model_fields
        self.uploads = UploadForm(data, files) if self.takes_files else None
        name = (data or {}).get("name", "").strip() or (source.name if source else "")
        self.folder = upload_folder(name)
        folders = (self.folder, *(Path(folder) for folder in getattr(settings, "INGEST_FOLDERS", ())))
        given = data
        if data is not None and files and files.getlist("files"):
            given = data.copy()
            lines = [given.get("settings-locations", "").strip(), str(self.folder)]
            given["settings-locations"] = "\n".join(dict.fromkeys(filter(None, "\n".join(lines).split("\n"))))
        values = source.settings if source else None
        self.settings = SettingsForm(plugin, given, values=values, allowed_folders=folders)

    def is_valid(self) -> bool:
        """Check all of it, so that every error is shown at once."""
        parts = [self.source, self.settings, *([self.uploads] if self.uploads else [])]
        wrong = [part for part in parts if not part.is_valid()]
        return not wrong

    def save_files(self) -> None:
        """Write the uploaded files to the source's folder."""
        for uploaded in self.uploads.cleaned_data["files"] if self.uploads else []:
            self.folder.mkdir(parents=True, exist_ok=True)
            name = get_valid_filename(Path(uploaded.name or "tiedosto").name)
            with (self.folder / name).open("wb") as target:
                for chunk in uploaded.chunks():
                    target.write(chunk)

    def unsaved(self) -> Source:
        """Return the source as the form has it, not saved."""
        source: Source = self.source.save(commit=False)
        source.settings = self.settings.values
        source.kept = True
        return source
