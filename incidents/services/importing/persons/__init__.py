"""Which columns of an office's table are about persons: one list of words for both walls.

The first wall stands before a file is kept: columns that identify or describe a person are dropped unread. The second
stands before the narrative: columns that may name one, though their header is no word for it, are never copied.
"""

from incidents.services.importing.persons.judging import is_about_a_person, may_name_a_person

__all__ = ["is_about_a_person", "may_name_a_person"]
