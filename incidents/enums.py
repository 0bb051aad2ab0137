"""Code lists of the incident model; codes are stable, labels are translated."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    """The eight principals; there are no others. SERVICE is a token, never a person's group."""

    REPORTER = "reporter", _("Reporter")
    REVIEWER = "reviewer", _("Reviewer")
    RELEASER = "releaser", _("Releaser")
    ANALYST = "analyst", _("Analyst")
    PROTECTION_OFFICER = "protection_officer", _("Protection officer")
    AUDITOR = "auditor", _("Auditor")
    OPERATOR = "operator", pgettext_lazy("role", "Operator")
    SERVICE = "service", _("Service")


class LogKind(TextChoices):
    OWN = "OWN", _("Own log")
    PRESS = "PRESS", _("Press")
    REFERENCE = "REFERENCE", _("Reference")
    DEMO = "DEMO", _("Demo")


class ImportState(TextChoices):
    RUNNING = "RUNNING", _("Running")
    STOPPED = "STOPPED", _("Stopped on the way")
    DONE = "DONE", _("Done")
    UNDONE = "UNDONE", _("Undone")


class JobKind(TextChoices):
    IMPORT_PREVIEW = "IMPORT_PREVIEW", _("Preview of an import")
    IMPORT_RUN = "IMPORT_RUN", _("Import")
    IMPORT_UNDO = "IMPORT_UNDO", _("Undoing an import")
    DETECTION = "DETECTION", _("Search for patterns")


class JobState(TextChoices):
    QUEUED = "QUEUED", _("Waiting")
    RUNNING = "RUNNING", _("Running")
    DONE = "DONE", _("Done")
    FAILED = "FAILED", _("Failed")
    STOPPED = "STOPPED", _("Stopped")


class RecordKind(TextChoices):
    INCIDENT = "INCIDENT", _("Incident")
    SUMMARY = "SUMMARY", _("Summary of a case")


class Status(TextChoices):
    DRAFT = "DRAFT", _("Draft")
    SUBMITTED = "SUBMITTED", _("Not reviewed")
    CONFIRMED = "CONFIRMED", _("Confirmed")
    INSUFFICIENT = "INSUFFICIENT", _("Insufficient")
    UNFOUNDED = "UNFOUNDED", _("Unfounded")
    DUPLICATE = "DUPLICATE", _("Duplicate")
    RETURNED = "RETURNED", _("Returned")
    RELEASED = "RELEASED", _("Released")
    CORRECTED = "CORRECTED", _("Corrected")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")


class YesNo(TextChoices):
    YES = "Y", _("Yes")
    NO = "N", _("No")
    UNKNOWN = "U", _("Unknown")


class TimePrecision(IntegerChoices):
    MINUTE = 1, _("Minute")
    DAY = 2, _("Day")
    WEEK = 3, _("Week")
    MONTH = 4, _("Month")
    INTERVAL = 5, _("Interval")
    UNKNOWN = 9, _("Unknown")


class GeoPrecision(IntegerChoices):
    EXACT = 1, _("Exact")
    SITE_VICINITY = 2, _("Vicinity of the site")
    EUPMYEONDONG = 3, _("Town or neighbourhood")
    SIGUNGU = 4, _("City, county or district")
    SIDO = 5, _("Province")
    UNKNOWN = 9, _("Unknown")


class GeocodeMethod(TextChoices):
    GPS = "GPS", _("GPS")
    MAP_CLICK = "MAP_CLICK", _("Placed on the map")
    GEOCODER = "GEOCODER", _("Gazetteer")
    SITE_REF = "SITE_REF", _("Reference point of the site")
    MANUAL = "MANUAL", _("Typed coordinates")


class DistanceBasis(TextChoices):
    MEASURED = "MEASURED", _("Measured")
    COMPUTED = "COMPUTED", _("Computed")
    ESTIMATED = "ESTIMATED", _("Estimated")
    REPORTED = "REPORTED", _("Reported")


class ZoneRelation(TextChoices):
    INSIDE = "INSIDE", pgettext_lazy("zone relation", "Inside")
    BOUNDARY = "BOUNDARY", pgettext_lazy("zone relation", "On the line")
    OUTSIDE = "OUTSIDE", pgettext_lazy("zone relation", "Outside")
    AIRSPACE_ONLY = "AIRSPACE_ONLY", pgettext_lazy("zone relation", "Airspace only")
    UNKNOWN = "UNKNOWN", pgettext_lazy("zone relation", "Unknown")


class Vantage(TextChoices):
    ROAD = "ROAD", _("Road")
    HILL_LOOKOUT = "HILL_LOOKOUT", _("Hill or lookout")
    FIELD = "FIELD", pgettext_lazy("vantage", "Field")
    ROOFTOP = "ROOFTOP", _("Rooftop")
    BEACH_HARBOUR = "BEACH_HARBOUR", _("Beach or harbour")
    CAR_PARK = "CAR_PARK", _("Car park")
    INSIDE_SITE = "INSIDE_SITE", _("Inside the site")
    VESSEL = "VESSEL", _("Vessel")
    AIR = "AIR", _("Air")
    OTHER = "OTHER", _("Other")


class Behaviour(TextChoices):
    """SuspiciousActivityCode of NIEM 6.0, verbatim."""

    AVIATION = "AVIATION", _("Aviation activity")
    CYBER = "CYBER", _("Cyber attack")
    ELICIT = "ELICIT", _("Eliciting information")
    EXPERT = "EXPERT", _("Acquiring expertise")
    INTRSN = "INTRSN", _("Entry or attempted entry")
    MATRLS = "MATRLS", _("Materials")
    MISREP = "MISREP", _("Misrepresentation")
    PHOTO = "PHOTO", _("Photography")
    RECRUT = "RECRUT", _("Recruiting")
    SABOT = "SABOT", _("Sabotage")
    SECTOR = "SECTOR", _("Specific to the sector")
    SURVL = "SURVL", _("Observation")
    TESTSEC = "TESTSEC", _("Testing of security")
    THEFT = "THEFT", _("Theft")
    THREAT = "THREAT", _("Expressed intent")
    WPNS = "WPNS", _("Weapons")


# Conduct that is not criminal in itself: confirming it alone needs a rationale and an indicator.
CONTEXT_NEEDED = frozenset(
    {"ELICIT", "PHOTO", "TESTSEC", "RECRUT", "SURVL", "MATRLS", "EXPERT", "WPNS", "SECTOR"}
)


class PhotoIndicator(TextChoices):
    CONCEALED = "CONCEALED", _("Concealed")
    RESTRICTED_VIEW = "RESTRICTED_VIEW", _("Fence, camera or guard post")
    SECURITY_PERSONNEL = "SECURITY_PERSONNEL", _("Security staff")
    ACCESS_POINT = "ACCESS_POINT", _("Access point")
    AIRCRAFT_VESSEL_MOVEMENT = "AIRCRAFT_VESSEL_MOVEMENT", _("Movement of aircraft or vessels")
    REPEAT_VISIT = "REPEAT_VISIT", _("Repeat visit")
    MULTI_SITE_ROUTE = "MULTI_SITE_ROUTE", _("Several sites on one route")
    CONTINUED_AFTER_WARNING = "CONTINUED_AFTER_WARNING", _("Continued after a warning")
    RADIO_SCANNER_USE = "RADIO_SCANNER_USE", _("Radio scanner in use")
    UPLOAD_DURING_EVENT = "UPLOAD_DURING_EVENT", _("Upload during the event")
    UNAPPROVED_UAS = "UNAPPROVED_UAS", _("Drone without approval")
    NONE_OBSERVED = "NONE_OBSERVED", _("None observed")


class Media(TextChoices):
    STILL = "STILL", _("Still pictures")
    VIDEO = "VIDEO", _("Video")
    UAS_VIDEO = "UAS_VIDEO", _("Video from a drone")
    SKETCH = "SKETCH", _("Sketch")
    AUDIO = "AUDIO", _("Sound")
    NONE_FOUND = "NONE_FOUND", _("None found")


class SubjectOfView(TextChoices):
    AIRCRAFT = "AIRCRAFT", _("Aircraft")
    VESSEL = "VESSEL", _("Vessel")
    FACILITY = "FACILITY", _("Facility")
    PERSONNEL = "PERSONNEL", _("Personnel")
    SKYLINE_HERITAGE = "SKYLINE_HERITAGE", _("Skyline or heritage")
    UNKNOWN = "UNKNOWN", _("Unknown")


class AirspaceClass(TextChoices):
    P = "P", _("Prohibited area")
    R = "R", _("Restricted area")
    CTR = "CTR", _("Control zone")
    OTHER = "OTHER", _("Other")
    NONE = "NONE", pgettext_lazy("airspace", "None")
    UNKNOWN = "UNKNOWN", _("Unknown")


class Approval(TextChoices):
    APPROVED = "APPROVED", _("Approved")
    NOT_APPROVED = "NOT_APPROVED", _("Not approved")
    NOT_NEEDED = "NOT_NEEDED", _("Not needed")
    UNKNOWN = "UNKNOWN", _("Unknown")


class VisitorCategory(TextChoices):
    """Restricted, and never an input to a statistic."""

    TOURIST = "TOURIST", _("Tourist")
    STUDENT = "STUDENT", _("Student")
    RESIDENT = "RESIDENT", _("Resident")
    WORKER = "WORKER", _("Worker")
    MEDIA = "MEDIA", pgettext_lazy("visitor", "Media")
    OTHER = "OTHER", _("Other")
    UNKNOWN = "UNKNOWN", _("Unknown")


class StatedPurpose(TextChoices):
    TRAVEL = "TRAVEL", _("Travel")
    HOBBY_SPOTTING = "HOBBY_SPOTTING", _("Spotting as a hobby")
    HERITAGE = "HERITAGE", _("Heritage")
    CURIOSITY = "CURIOSITY", _("Curiosity")
    WORK = "WORK", _("Work")
    PRESS = "PRESS", _("Press")
    UNAWARE = "UNAWARE", _("Did not know it was not allowed")
    NONE_GIVEN = "NONE_GIVEN", _("None given")
    OTHER = "OTHER", _("Other")


class VehicleType(TextChoices):
    NONE = "NONE", pgettext_lazy("vehicle", "None")
    CAR = "CAR", _("Car")
    HIRE_CAR = "HIRE_CAR", _("Hire car")
    TAXI = "TAXI", _("Taxi")
    VAN = "VAN", _("Van")
    LORRY = "LORRY", _("Lorry")
    MOTORCYCLE = "MOTORCYCLE", _("Motorcycle")
    BICYCLE = "BICYCLE", _("Bicycle")
    BUS = "BUS", _("Bus")
    VESSEL = "VESSEL", _("Vessel")
    OTHER = "OTHER", _("Other")
    UNKNOWN = "UNKNOWN", _("Unknown")


class ContextEvent(TextChoices):
    EXERCISE = "EXERCISE", _("Exercise")
    SHIP_VISIT = "SHIP_VISIT", _("Ship visit")
    VIP = "VIP", _("Official visit")
    AIRSHOW = "AIRSHOW", _("Air show")
    NONE = "NONE", pgettext_lazy("context event", "None")
    UNKNOWN = "UNKNOWN", _("Unknown")


class DetectedBy(TextChoices):
    GUARD = "GUARD", _("Guard")
    PATROL = "PATROL", _("Patrol")
    RESIDENT = "RESIDENT", _("Resident")
    STAFF = "STAFF", _("Staff")
    CCTV = "CCTV", _("Camera surveillance")
    UAS_DETECTOR = "UAS_DETECTOR", _("Drone detector")
    POLICE = "POLICE", _("Police")
    PRESS = "PRESS", _("Press")
    OTHER = "OTHER", _("Other")


class WarningGiven(TextChoices):
    NONE = "NONE", pgettext_lazy("warning", "None")
    HEEDED = "HEEDED", _("Heeded")
    IGNORED = "IGNORED", _("Ignored")


class EquipmentCategory(TextChoices):
    PHONE = "PHONE", pgettext_lazy("equipment", "Phone")
    COMPACT = "COMPACT", _("Compact camera")
    INTERCHANGEABLE_LENS = "INTERCHANGEABLE_LENS", _("Camera, exchangeable lens")
    TELEPHOTO = "TELEPHOTO", _("Telephoto lens")
    VIDEO_CAMERA = "VIDEO_CAMERA", _("Video camera")
    UAS = "UAS", _("Drone")
    BINOCULAR_SCOPE = "BINOCULAR_SCOPE", _("Binoculars or scope")
    TWO_WAY_RADIO = "TWO_WAY_RADIO", _("Two-way radio")
    RADIO_SCANNER = "RADIO_SCANNER", _("Radio scanner")
    LAPTOP_STORAGE = "LAPTOP_STORAGE", _("Laptop or storage")
    TRIPOD = "TRIPOD", _("Tripod")
    NIGHT_VISION = "NIGHT_VISION", _("Night vision")
    OTHER = "OTHER", _("Other")
    UNKNOWN = "UNKNOWN", _("Camera, type not stated")


class EquipmentBasis(TextChoices):
    SEEN = "SEEN", _("Seen")
    SEIZED = "SEIZED", _("Seized")
    ADMITTED = "ADMITTED", _("Admitted")
    REPORTED = "REPORTED", _("Reported")


class ActionType(TextChoices):
    ASKED_TO_LEAVE = "ASKED_TO_LEAVE", _("Asked to leave")
    ID_CHECK = "ID_CHECK", _("Identity checked")
    POLICE_CALLED = "POLICE_CALLED", _("Police called")
    JOINT_INQUIRY = "JOINT_INQUIRY", _("Joint inquiry")
    DEVICE_VOLUNTARY = "DEVICE_VOLUNTARY", _("Device handed over")
    DEVICE_SEIZED = "DEVICE_SEIZED", _("Device seized")
    IMAGES_DELETED = "IMAGES_DELETED", _("Pictures deleted")
    EXIT_BAN = "EXIT_BAN", _("Exit ban")
    RELEASED = "RELEASED", _("Let go")


class AgencyType(TextChoices):
    SITE_SECURITY = "SITE_SECURITY", _("Site security")
    MILITARY = "MILITARY", _("Military")
    POLICE = "POLICE", _("Police")
    INTELLIGENCE = "INTELLIGENCE", _("Intelligence service")
    PROSECUTION = "PROSECUTION", _("Prosecution")
    AVIATION = "AVIATION", _("Aviation authority")
    IMMIGRATION = "IMMIGRATION", _("Immigration")
    COAST_GUARD = "COAST_GUARD", _("Coast guard")
    JOINT = "JOINT", _("Several agencies")
    OTHER = "OTHER", _("Other")


class Outcome(TextChoices):
    NO_OFFENCE = "NO_OFFENCE", _("No offence found")
    WARNED = "WARNED", _("Warned")
    ADMIN_FINE = "ADMIN_FINE", _("Administrative fine")
    UNDER_INVESTIGATION = "UNDER_INVESTIGATION", _("Under investigation")
    BOOKED = "BOOKED", _("Booked")
    NOT_REFERRED = "NOT_REFERRED", _("Not referred")
    REFERRED = "REFERRED", _("Referred to prosecution")
    NOT_PROSECUTED = "NOT_PROSECUTED", _("Not prosecuted")
    SUMMARY_FINE = "SUMMARY_FINE", _("Fine by summary order")
    INDICTED = "INDICTED", _("Indicted")
    ACQUITTED = "ACQUITTED", _("Acquitted")
    CONVICTED_SUSPENDED = "CONVICTED_SUSPENDED", _("Convicted, suspended")
    CONVICTED_CUSTODIAL = "CONVICTED_CUSTODIAL", _("Convicted, custodial")
    DEPORTED = "DEPORTED", _("Deported")
    UNKNOWN = "UNKNOWN", _("Unknown")


class LegalBasisCode(TextChoices):
    PMBIA_9_1_1 = "PMBIA_9_1_1", _("Military Bases and Installations Act, Art. 9(1)1")
    PMBIA_9_1_4 = "PMBIA_9_1_4", _("Military Bases and Installations Act, Art. 9(1)4")
    PMBIA_10_1_3 = "PMBIA_10_1_3", _("Military Bases and Installations Act, Art. 10(1)3")
    PMBIA_UNSPECIFIED = "PMBIA_UNSPECIFIED", _("Military Bases and Installations Act, article not stated")
    AVIATION_SAFETY = "AVIATION_SAFETY", _("Aviation Safety Act")
    CULTURAL_HERITAGE = "CULTURAL_HERITAGE", _("Cultural heritage law")
    CRIMINAL_GENERAL_ESPIONAGE = "CRIMINAL_GENERAL_ESPIONAGE", _("Criminal Act, benefiting an enemy")
    MIL_SECRET = "MIL_SECRET", _("Military Secrets Act")
    RADIO_WAVES = "RADIO_WAVES", _("Radio Waves Act")
    COMM_SECRETS = "COMM_SECRETS", _("Communications secrets law")
    TRESPASS = "TRESPASS", _("Trespass")
    IMMIGRATION = "IMMIGRATION", _("Immigration law")
    OTHER = "OTHER", _("Other")
    NONE = "NONE", pgettext_lazy("legal basis", "None")


class SourceType(TextChoices):
    OWN_OBSERVATION = "OWN_OBSERVATION", _("Own observation")
    STAFF_REPORT = "STAFF_REPORT", _("Staff report")
    PUBLIC_TIP = "PUBLIC_TIP", _("Public tip")
    POLICE = "POLICE", _("Police")
    COURT = "COURT", _("Court")
    PARLIAMENT = "PARLIAMENT", _("Parliament")
    PRESS = "PRESS", _("Press")
    OTHER = "OTHER", _("Other")


class Reliability(TextChoices):
    """Admiralty grading of the source; F is not the worst grade and is never sorted as one."""

    A = "A", _("A completely reliable")
    B = "B", _("B usually reliable")
    C = "C", _("C fairly reliable")
    D = "D", _("D not usually reliable")
    E = "E", _("E unreliable")
    F = "F", _("F cannot be judged")


class Credibility(TextChoices):
    """Admiralty grading of the information; 6 is not the worst grade and is never sorted as one."""

    CONFIRMED = "1", _("1 confirmed by other independent sources")
    PROBABLE = "2", _("2 probably true")
    POSSIBLE = "3", _("3 possibly true")
    DOUBTFUL = "4", _("4 doubtful")
    IMPROBABLE = "5", _("5 improbable")
    UNJUDGED = "6", _("6 cannot be judged")


class SourceScale(TextChoices):
    LOCAL = "LOCAL", _("Local")
    NATIONAL = "NATIONAL", _("National")
    INTERNATIONAL = "INTERNATIONAL", _("International")
    UNKNOWN = "UNKNOWN", _("Unknown")


class LawfulExplanation(TextChoices):
    """Explanations a reviewer has weighed before confirming."""

    SPOTTING = "SPOTTING", _("Plane or ship spotting")
    TOURISM = "TOURISM", _("Tourism")
    HERITAGE = "HERITAGE", _("Heritage filming")
    DASH_CAM = "DASH_CAM", _("Dash-cam")
    PRESS = "PRESS", _("Press work")
    RESIDENT = "RESIDENT", _("Resident nearby")
    WORK = "WORK", _("Commercial work")
    PERMITTED = "PERMITTED", _("Permit held")
    AS_REPORTED = "AS_REPORTED", _("As reported by the named source, not assessed by this office")
    OTHER = "OTHER", _("Other")


class LinkKind(TextChoices):
    DUPLICATE_OF = "DUPLICATE_OF", _("Duplicate of")
    SAME_CASE = "SAME_CASE", _("Same case as")
    FOLLOW_UP = "FOLLOW_UP", _("Follow-up of")
    SUMMARISES = "SUMMARISES", _("Summarises")


class CorrectionState(TextChoices):
    RECEIVED = "RECEIVED", _("Received")
    UNDER_REVIEW = "UNDER_REVIEW", _("Under review")
    UPHELD = "UPHELD", _("Upheld")
    PARTLY = "PARTLY", _("Partly upheld")
    REFUSED = "REFUSED", _("Refused")


class Tlp(TextChoices):
    """Traffic Light Protocol 2.0."""

    RED = "RED", "TLP:RED"
    AMBER_STRICT = "AMBER+STRICT", "TLP:AMBER+STRICT"
    AMBER = "AMBER", "TLP:AMBER"
    GREEN = "GREEN", "TLP:GREEN"
    CLEAR = "CLEAR", "TLP:CLEAR"


class Method(TextChoices):
    SCAN = "SCAN", _("Space-time permutation scan")
    KNOX = "KNOX", _("Knox test")
    SERIES = "SERIES", _("Series linkage")
    SURGE = "SURGE", _("Temporal scan")


class AuditAction(TextChoices):
    """The closed list of what is recorded."""

    INCIDENT_FILED = "incident.filed"
    INCIDENT_CHANGED = "incident.changed"
    INCIDENT_SUBMITTED = "incident.submitted"
    INCIDENT_CONFIRMED = "incident.confirmed"
    INCIDENT_RETURNED = "incident.returned"
    INCIDENT_INSUFFICIENT = "incident.insufficient"
    INCIDENT_UNFOUNDED = "incident.unfounded"
    INCIDENT_DUPLICATE = "incident.duplicate"
    INCIDENT_RELEASED = "incident.released"
    INCIDENT_WITHDRAWN = "incident.withdrawn"
    INCIDENT_READ = "incident.read"
    INCIDENT_UNGROUPED = "incident.ungrouped"
    DRAFT_ERASED = "draft.erased"
    GEOCODER_ASKED = "geocoder.asked"
    IMPORT_RUN = "import.run"
    IMPORT_UNDONE = "import.undone"
    MAPPING_SAVED = "mapping.saved"
    SITES_IMPORTED = "sites.imported"
    LOG_REMOVED = "log.removed"
    SITE_REGISTERED = "site.registered"
    SITE_CHANGED = "site.changed"
    ZONE_DRAWN = "zone.drawn"
    ZONE_CHANGED = "zone.changed"
    DETECTION_RUN = "detection.run"
    EXPORT_MADE = "export.made"
    TOKEN_ISSUED = "token.issued"
    TOKEN_REVOKED = "token.revoked"
    ACCOUNT_CREATED = "account.created"
    ACCOUNT_CHANGED = "account.changed"
    ACCESS_DENIED = "access.denied"
    SIGN_IN_FAILED = "sign_in.failed"
