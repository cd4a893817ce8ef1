"""The order of the forms: of a service what, for whom, which challenge, where, how to get in, link."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.widgets import AdminAutoHeightTextInput

from cms.directory.inputs import AgeInput
from cms.directory.secrecy import AddressPanel

ADDRESS_PANELS = [
    AddressPanel("street_address"),
    FieldRowPanel([AddressPanel("postal_code"), AddressPanel("city")]),
    FieldPanel("address_confidential"),
]

SERVICE_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("organisation", widget=forms.Select),
                MultiFieldPanel(
                    [
                        FieldPanel("name"),
                        FieldPanel("summary", widget=AdminAutoHeightTextInput),
                        FieldPanel("summary_sv", widget=AdminAutoHeightTextInput),
                        FieldPanel("description"),
                    ],
                    heading=_("What"),
                    help_text=_("What does one get from you? Write as you would tell it to a neighbour."),
                ),
                MultiFieldPanel(
                    [
                        FieldPanel("target_groups", widget=forms.CheckboxSelectMultiple),
                        FieldPanel("open_to_all"),
                        FieldRowPanel(
                            [
                                FieldPanel("age_from", widget=AgeInput),
                                FieldPanel("age_to", widget=AgeInput),
                            ]
                        ),
                    ],
                    heading=_("For whom"),
                    help_text=_("Choose those for whom the service is meant, not everybody who may come."),
                ),
                MultiFieldPanel(
                    [
                        FieldPanel("challenges", widget=forms.CheckboxSelectMultiple),
                        FieldPanel(
                            "tags",
                            help_text=_("Other words by which people look for it. Put commas between them."),
                        ),
                    ],
                    heading=_("In which challenge"),
                    help_text=_("In which situation does a professional tell a family about you?"),
                ),
                MultiFieldPanel(
                    [
                        FieldPanel("whole_county"),
                        FieldPanel("municipalities", widget=forms.CheckboxSelectMultiple),
                        FieldPanel("digital"),
                        *ADDRESS_PANELS,
                    ],
                    heading=_("Where"),
                    help_text=_("Choose at least one: the whole county, municipalities, or digitally."),
                ),
                MultiFieldPanel(
                    [
                        FieldPanel("channels"),
                        FieldPanel("opening_hours"),
                        FieldRowPanel([FieldPanel("is_free"), FieldPanel("price")]),
                        FieldPanel("anonymous"),
                        FieldPanel("languages"),
                    ],
                    heading=_("How to get in"),
                    help_text=_("What does one do to get the service, and when?"),
                ),
                MultiFieldPanel([FieldPanel("link")], heading=_("Link")),
            ],
            heading=_("Content"),
        ),
        ObjectList([FieldPanel("status")], heading=_("Status")),
    ]
)
