"""What a run and its findings say: verdict, p-values, the sentence beside them, the hundred squares."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from incidents.records import FindingRecord, RunRecord
from incidents.rendering import figures, wording
from incidents.rendering.left_out import reason_words
from incidents.rendering.rechecks import recheck_sentences
from incidents.rendering.strip import hundred_squares

register = template.Library()


@register.filter
def p_words(p: float | None) -> str:
    """Return "p = 0.013"."""
    return figures.p_words(p)


@register.filter
def p_number(p: float | None) -> str:
    """Return the bare figure, for the second place of a pair."""
    return figures.p_number(p)


@register.filter
def decimal(value: float) -> str:
    """Return one decimal."""
    return figures.decimal_words(value)


@register.filter
def ratio(value: float | None) -> str:
    """Return a rounded ratio."""
    return figures.ratio_words(value)


@register.filter
def finding_title(finding: FindingRecord) -> str:
    """Return where and when."""
    return wording.finding_title(finding)


@register.filter
def verdict(finding: FindingRecord) -> str:
    """Return the verdict on cases."""
    return wording.verdict_words(finding)


@register.filter
def rechecks(finding: FindingRecord) -> list[str]:
    """Return what is said beside a finding: reasons, and its window in a changed log."""
    return recheck_sentences(finding)


@register.filter
def question(run: RunRecord) -> str:
    """Return the question the run asked, and its method."""
    return wording.question_words(run.method)


@register.filter
def run_title(run: RunRecord) -> str:
    """Return which run of which log."""
    return wording.run_title(run)


@register.filter
def plain_words(run: RunRecord) -> list[str]:
    """Return in plain words what a run looked for and found."""
    return wording.what_was_found(run)


@register.filter
def press_notice(run: RunRecord) -> str:
    """Return the notice beside a press log, or nothing."""
    return wording.press_notice(run)


@register.filter
def tried(run: RunRecord) -> str:
    """Return how often the log was tested."""
    return wording.tried_words(run)


@register.filter
def left_out_words(run: RunRecord) -> str:
    """Return what a run left out, in one line."""
    counted = {
        code: len(value) if isinstance(value, list) else int(str(value))
        for code, value in run.excluded.items()
    }
    return ", ".join(reason_words(code, n) for code, n in counted.items() if n)


@register.filter
def chance(p: float | None) -> SafeString:
    """Return the first half of the sentence beside a p, its share set strong."""
    sentence = wording.chance_sentence(p)
    if p is None:
        return format_html("{}", sentence)
    share = wording.share_words(p)
    before, _share, after = sentence.partition(share)
    return format_html("{}<b>{}</b>{}", before, share, after)


@register.simple_tag
def limits() -> str:
    """Return the second half of the sentence beside a p."""
    return wording.limits_sentence()


@register.filter
def share(p: float) -> str:
    """Return "about 20 of 100"."""
    return wording.share_words(p)


@register.filter
def hundred(p: float) -> SafeString:
    """Return the hundred squares, filled as often as chance alone is as strong."""
    squares = hundred_squares(figures.of_100(p))
    return format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="5" height="5"/>',
        (("h1" if square.is_filled else "h0", square.x, square.y) for square in squares),
    )
