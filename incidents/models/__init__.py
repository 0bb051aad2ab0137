"""Storage and its constraints, one module per entity."""

from incidents.models.account import Account
from incidents.models.audit import AuditEvent
from incidents.models.children import (
    ActionTaken,
    Claim,
    Disposition,
    Equipment,
    IncidentLink,
    LegalBasis,
    Source,
)
from incidents.models.detection import DetectionRun, Finding, FindingMember
from incidents.models.drafting import ReportDraft
from incidents.models.importing import ImportedChange, ImportMapping, StagedImport
from incidents.models.incident import Incident
from incidents.models.jobs import Job
from incidents.models.log import BEING_UNDONE, CaseGroup, ImportBatch, Log, NumberSequence
from incidents.models.review import CorrectionRequest, Transition
from incidents.models.sharing import ApiToken, DatasetVersion, Dissemination

__all__ = [
    "BEING_UNDONE",
    "Account",
    "ActionTaken",
    "ApiToken",
    "AuditEvent",
    "CaseGroup",
    "Claim",
    "CorrectionRequest",
    "DatasetVersion",
    "DetectionRun",
    "Disposition",
    "Dissemination",
    "Equipment",
    "Finding",
    "FindingMember",
    "ImportBatch",
    "ImportMapping",
    "ImportedChange",
    "Incident",
    "IncidentLink",
    "Job",
    "LegalBasis",
    "Log",
    "NumberSequence",
    "ReportDraft",
    "Source",
    "StagedImport",
    "Transition",
]
