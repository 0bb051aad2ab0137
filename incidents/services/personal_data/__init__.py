"""What identifies a person in free text: folding (one spelling), rules by subject, grading (the word beside a value)."""

from incidents.services.personal_data.finding import find_personal_data, is_surely_clean
from incidents.services.personal_data.grading import Finding, Worth

__all__ = ["Finding", "Worth", "find_personal_data", "is_surely_clean"]
