"""Reports of the American aviation authority: time and place stand inside the text, "/1447C/ ... 6 NNW DFW"."""

from incidents.services.importing.mapping.faa.placing import FARTHEST_OUTSIDE_M, place_in_text
from incidents.services.importing.mapping.faa.timing import state_of, time_in_text, without_clock

__all__ = ["FARTHEST_OUTSIDE_M", "place_in_text", "state_of", "time_in_text", "without_clock"]
