"""business.toml: what a business tells about itself, read, checked and written as a template."""

from __future__ import annotations

from reviewreply.business.condition import Condition
from reviewreply.business.load import business_from_dict, load_business
from reviewreply.business.model import (
    Business,
    Compensation,
    Contact,
    Incident,
    Loyalty,
    OpenHours,
    Policy,
    Remedy,
    RightNote,
    Trade,
    Validity,
    Voice,
)
from reviewreply.business.seasons import policies_in_force
from reviewreply.business.template import template
from reviewreply.text.deadlines import Duration

__all__ = [
    "Business",
    "Compensation",
    "Condition",
    "Contact",
    "Duration",
    "Incident",
    "Loyalty",
    "OpenHours",
    "Policy",
    "Remedy",
    "RightNote",
    "Trade",
    "Validity",
    "Voice",
    "business_from_dict",
    "load_business",
    "policies_in_force",
    "template",
]
