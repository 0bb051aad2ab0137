"""Code lists of the registry; codes are stable, labels are translated."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SiteType(TextChoices):
    MIL_BASE = "MIL_BASE", _("Base")
    AIRPORT = "AIRPORT", _("Airport")
    PORT = "PORT", _("Port")
    AGENCY_BUILDING = "AGENCY_BUILDING", _("Agency building")
    OTHER_NIF = "OTHER_NIF", _("Other protected facility")


class SiteSubtype(TextChoices):
    AIR = "AIR", _("Air force")
    NAVAL = "NAVAL", _("Navy")
    ARMY = "ARMY", _("Army")
    JOINT_CIV_MIL = "JOINT_CIV_MIL", _("Joint civil and military")
    CIVIL = "CIVIL", _("Civil")
    GOV_COMPLEX = "GOV_COMPLEX", _("Government complex")
    INTEL = "INTEL", _("Intelligence service")
    OTHER = "OTHER", _("Other")


class Operator(TextChoices):
    ROK = "ROK", _("Republic of Korea forces")
    USFK = "USFK", _("United States Forces Korea")
    JOINT = "JOINT", _("Joint")
    CIVIL = "CIVIL", _("Civil")
    GOV = "GOV", _("Government")


class SectorCode(TextChoices):
    """Target sectors of the NIEM suspicious activity schema that sites map onto."""

    DFNSE = "DFNSE", _("Defence")
    TRANS = "TRANS", _("Transport")
    CSTL = "CSTL", _("Coast")
    GVTBLDG = "GVTBLDG", _("Government building")
    ENRG = "ENRG", _("Energy")
    NCLR = "NCLR", _("Nuclear")
    TELCM = "TELCM", _("Telecommunications")
    OTHR = "OTHR", _("Other")


class FacilityGrade(TextChoices):
    """Grades of important facilities; restricted, never exported."""

    GA = "GA", _("Grade ga")
    NA = "NA", _("Grade na")
    DA = "DA", _("Grade da")
    UNKNOWN = "UNKNOWN", _("Unknown")
    NOT_DESIGNATED = "NOT_DESIGNATED", _("Not designated")


class ZoneKind(TextChoices):
    PERIMETER = "PERIMETER", _("Perimeter")
    CONTROL = "CONTROL", _("Protection zone: control")
    RESTRICTED = "RESTRICTED", _("Protection zone: restricted")
    FLIGHT_SAFETY = "FLIGHT_SAFETY", _("Flight safety zone")
    AIR_DEFENCE_COOP = "AIR_DEFENCE_COOP", _("Air-defence cooperation zone")
    PROHIBITED_AIRSPACE = "PROHIBITED_AIRSPACE", _("Prohibited airspace")
    RESTRICTED_AIRSPACE = "RESTRICTED_AIRSPACE", _("Restricted airspace")
    CONTROL_ZONE = "CONTROL_ZONE", _("Airport control zone")
    OTHER = "OTHER", _("Other zone")


class ZoneAccuracy(TextChoices):
    SURVEYED = "SURVEYED", _("Surveyed")
    APPROXIMATE = "APPROXIMATE", _("Approximate")


# Only these lines decide `zone_relation` on the ground; the others bind aircraft.
GROUND_ZONES = (ZoneKind.CONTROL, ZoneKind.RESTRICTED, ZoneKind.PERIMETER)
