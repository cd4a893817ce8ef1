"""The order of the service form: what, for whom, in which challenge, where, how to get in, link."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface

SERVICE_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(
            [
                FieldPanel("organisation"),
                MultiFieldPanel(
                    [FieldPanel("name"), FieldPanel("summary"), FieldPanel("description")], heading=_("What")
                ),
                MultiFieldPanel(
                    [
                        FieldPanel("target_groups", widget=forms.CheckboxSelectMultiple),
                        FieldPanel("open_to_all"),
                        FieldRowPanel([FieldPanel("age_from"), FieldPanel("age_to")]),
                    ],
                    heading=_("For whom"),
                ),
                MultiFieldPanel(
                    [FieldPanel("challenges", widget=forms.CheckboxSelectMultiple), FieldPanel("tags")],
                    heading=_("In which challenge"),
                ),
                MultiFieldPanel(
                    [
                        FieldPanel("whole_county"),
                        FieldPanel("municipalities", widget=forms.CheckboxSelectMultiple),
                        FieldPanel("digital"),
                    ],
                    heading=_("Where"),
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
                ),
                FieldPanel("link"),
            ],
            heading=_("Content"),
        ),
        ObjectList([FieldPanel("status")], heading=_("Status")),
    ]
)
