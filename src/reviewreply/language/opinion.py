"""A second opinion on languages that are not ours: langdetect, loaded when it is first asked."""

from __future__ import annotations

from .thresholds import thresholds

_OURS = frozenset(("ru", "bg", "en"))
_LOOKED_AT = 1000  # characters: langdetect reads more without learning more


def second_opinion(text: str) -> str | None:
    """ISO 639-1 code of the language langdetect sees in ``text``.

    None when it sees Russian, Bulgarian or English (the model has ruled these out), is unsure, or the text is shorter
    than it can judge.
    """
    import langdetect

    langdetect.DetectorFactory.seed = 0  # its answers are drawn by chance otherwise
    if len(text) < thresholds().second_opinion_letters:
        return None
    try:
        best = langdetect.detect_langs(text[:_LOOKED_AT])[0]
    except langdetect.LangDetectException:
        return None
    code = str(best.lang).split("-")[0]
    return code if best.prob >= thresholds().second_opinion_sure and code not in _OURS else None
