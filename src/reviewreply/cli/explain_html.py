"""An explanation as one HTML page that needs nothing else. Everything that came from outside is escaped."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template

from reviewreply.cli.explain_parts import heading, reasons, stretches, summary
from reviewreply.record import Analysis, Claim, Review

_DIRECTION = 'dir="auto"'


def page(review: Review, analysis: Analysis) -> str:
    """The whole page."""
    template = Template((files("reviewreply.cli") / "explain.html").read_text(encoding="utf-8"))
    verdict = analysis.justification.verdict
    score = analysis.justification.score
    return template.substitute(
        title=escape(f"Review {review.id}" if review.id else "Review"),
        lang=analysis.language.code if analysis.language.code in ("ru", "bg", "en") else "und",
        verdict=verdict,
        verdict_words=verdict.replace("_", " "),
        score="" if score is None else f"{score:.2f}",
        percent="0" if score is None else f"{score:.0%}",
        meter="" if score is not None else "hidden",
        text=_marked(review, analysis),
        summary="".join(
            f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in summary(review, analysis)
        ),
        claims="".join(_claim(number, claim) for number, claim in enumerate(analysis.claims, 1))
        or '<p class="none">No claim: nothing in the text says that an expectation was not met.</p>',
        notes=_notes(analysis),
    )


def _marked(review: Review, analysis: Analysis) -> str:
    parts = []
    for stretch in stretches(review, analysis):
        text = escape(stretch.text)
        if stretch.claim is None:
            parts.append(text)
        else:
            verdict = analysis.claims[stretch.claim - 1].verdict
            target = f"#claim-{stretch.claim}"
            parts.append(f'<mark class="{verdict}">{text}<a href="{target}"><sup>{stretch.claim}</sup></a></mark>')
    return "".join(parts) or "<em>a rating without a text</em>"


def _claim(number: int, claim: Claim) -> str:
    rows = "".join(
        f'<li class="{_stance(sign)}"><span class="sign" aria-hidden="true">{escape(sign)}</span>'
        f"<span>{escape(says)}</span><code>{escape(place)}</code></li>"
        for sign, place, says in reasons(claim)
    )
    return (
        f'<section class="claim {claim.verdict}" id="claim-{number}"><h3><span class="number">{number}</span>'
        f"<q {_DIRECTION}>{escape(claim.text)}</q></h3><p>{escape(heading(claim))}</p><ul>{rows}</ul></section>"
    )


def _stance(sign: str) -> str:
    return {"+": "confirms", "-": "contradicts", "~": "weakens"}.get(sign, "neutral")


def _notes(analysis: Analysis) -> str:
    if not analysis.notes:
        return ""
    items = "".join(f"<li>{escape(note)}</li>" for note in analysis.notes)
    return f'<section class="notes"><h2>Look twice</h2><ul>{items}</ul></section>'
