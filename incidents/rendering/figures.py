"""Figures as the pages print them: p-values, distances, coordinates, counts."""

from __future__ import annotations

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sites.geometry import Point

SMALLEST_P = 0.001
FEWEST_OF_100 = 0.005


def p_words(p: float | None) -> str:
    """Return "p = 0.013" with two significant digits, or "p < 0.001"."""
    if p is None:
        return _("no p")
    if p < SMALLEST_P:
        return "p < 0.001"
    return f"p = {p_number(p)}"


def p_number(p: float | None) -> str:
    """Return the bare figure, for the second place of a pair."""
    if p is None:
        return _("no p")
    return "< 0.001" if p < SMALLEST_P else f"{p:#.2g}"


def of_100(p: float) -> int:
    """Return how many of a hundred shuffled logs are as strong; below one half of one, none."""
    return 0 if p < FEWEST_OF_100 else max(1, int(100 * p + 0.5))


def distance_words(metres: float | None, uncertainty_m: float | None = None) -> str:
    """Return "1.4 km ± 0.9 km", or "300 m"."""
    if metres is None:
        return _("unknown")
    if uncertainty_m is None:
        return length_words(metres)
    in_km = max(metres, uncertainty_m) >= 1_000
    # Less than a tenth of a kilometre would be told as "± 0.0 km".
    exact_in_km = in_km and uncertainty_m >= 100
    return f"{length_words(metres, in_km=in_km)} ± {length_words(uncertainty_m, in_km=exact_in_km)}"


def length_words(metres: float, *, in_km: bool | None = None) -> str:
    """Return a length in metres below one kilometre, else in kilometres."""
    if in_km is None:
        in_km = metres >= 1_000
    if not in_km:
        return f"{number_format(round(metres), use_l10n=True)} m"
    km = metres / 1_000
    tenths = 1 if km < 100 and round(km, 1) != round(km) else 0
    # number_format cuts digits off instead of rounding them.
    return f"{number_format(round(km, tenths), decimal_pos=tenths, use_l10n=True, force_grouping=True)} km"


def coordinates_words(point: Point) -> str:
    """Return latitude and longitude in degrees."""
    return f"{point.lat:.4f}, {point.lon:.4f}"


def decimal_words(value: float) -> str:
    """Return one decimal, or two significant digits where one decimal would say nothing."""
    return f"{value:.1f}" if value >= 0.095 or value == 0 else f"{value:.2g}"


def ratio_words(ratio: float | None) -> str:
    """Return a rounded ratio; a small log does not carry more digits."""
    if ratio is None:
        return _("not defined")
    return _("about %(ratio)s") % {"ratio": f"{ratio:.0f}" if ratio >= 1.95 else f"{ratio:.1f}"}
