"""The palvelupaketti itself: organisations, services and what they are found by."""

from cms.directory.models.organisation import OrganisationIndex, OrganisationPage
from cms.directory.models.service import Service, ServiceTag
from cms.directory.models.taxonomies import Challenge, Municipality, TargetGroup

__all__ = [
    "Challenge",
    "Municipality",
    "OrganisationIndex",
    "OrganisationPage",
    "Service",
    "ServiceTag",
    "TargetGroup",
]
