"""From analysis and facts to a checked reply: plan, draft, checks, and another try where a check fired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module

from reviewreply.business.model import Business
from reviewreply.checks.context import CheckContext, Finding
from reviewreply.record import Act, Analysis, Check, Plan, Reply, Review
from reviewreply.reply.case import Case
from reviewreply.reply.drafter import Drafter, PhrasebookDrafter
from reviewreply.reply.memory import ReplyMemory
from reviewreply.reply.plan import Style, plan_case
from reviewreply.reply.realise import Traced, layouts

TRIES = 4
"""How often a draft is mended before what remains goes to a person."""
_OTHER_SEED = 7919
_KEPT = frozenset({"contact", "sign"})


def compose(
    review: Review,
    analysis: Analysis,
    business: Business,
    memory: ReplyMemory | None = None,
    seed: int = 0,
    *,
    style: Style = "",
    drafter: Drafter | None = None,
) -> Reply:
    """Draft the reply to one review.

    Parameters
    ----------
    memory: what this business said recently; it is told of the new reply.
    seed: another seed, another wording.
    style: ``shorter``, ``warmer`` or ``firmer`` than the voice of the business.
    drafter: who writes the words; the phrasebook unless told otherwise.
    """
    case = Case(review, analysis, business)
    plan = plan_case(case, style)
    writer = drafter or PhrasebookDrafter(style=style)
    best, fired = _checked(case, plan, writer, memory, seed)
    if memory is not None:
        memory.add(best.text, best.keys)
    return _reply(case, best, fired, writer.name)


def _checked(
    case: Case, plan: Plan, writer: Drafter, memory: ReplyMemory | None, seed: int
) -> tuple[Traced, list[Check]]:
    """The draft with the fewest findings of a few tries, and what became of every check that fired."""
    banned: frozenset[str] = frozenset()
    best: tuple[Traced, list[Finding]] | None = None
    seen: dict[str, Finding] = {}
    current = plan
    for attempt in range(TRIES + 1):
        draft = _draft(case, current, writer, memory, seed + _OTHER_SEED * attempt, banned)
        findings = _findings(case, draft, memory)
        if best is None or len(findings) < len(best[1]):
            best = (draft, findings)
        seen |= {finding.check: finding for finding in findings if finding.check not in seen}
        if not any(finding.repair != "person" for finding in findings):
            break
        current, banned = _mended(current, draft, findings, banned)
    assert best is not None
    remaining = {finding.check for finding in best[1]}
    repaired = [_check(finding, True) for name, finding in seen.items() if name not in remaining]
    return best[0], repaired + [_check(finding, False) for finding in best[1]]


def _draft(
    case: Case, plan: Plan, writer: Drafter, memory: ReplyMemory | None, seed: int, banned: frozenset[str]
) -> Traced:
    if isinstance(writer, PhrasebookDrafter):
        return writer.trace(case, plan, seed, memory, banned)
    text = writer.draft(case.review, case.analysis, case.business, plan, seed, memory)
    facts = {act.fact: words for act in plan.acts if act.fact and (words := case.sources.text(act.fact))}
    return Traced(text, plan, (), facts, ())


def _findings(case: Case, draft: Traced, memory: ReplyMemory | None) -> list[Finding]:
    context = CheckContext(
        review=case.review, analysis=case.analysis, business=case.business, plan=draft.plan, language=case.language,
        rules=case.rules, facts=draft.facts, facts_used=tuple(draft.facts), recent=memory.recent if memory else (),
        parts=draft.parts,
    )  # fmt: skip
    found = _run_checks(draft.text, context)
    if memory is not None and memory.said(draft.text):
        found.append(Finding("repetition", "This very reply was given before.", "vary"))
    if not draft.fits and not any(finding.repair == "shorten" for finding in found):
        found.append(Finding("length", "The shortest reply that says all is longer than allowed.", "person"))
    return found


def _run_checks(text: str, context: CheckContext) -> list[Finding]:
    """The checks are found by name: the room of checks reads plans, and so stands beside this one."""
    run = getattr(import_module("reviewreply.checks"), "run_checks", None)
    return list(run(text, context)) if run is not None else []


def _mended(
    plan: Plan, draft: Traced, findings: Sequence[Finding], banned: frozenset[str]
) -> tuple[Plan, frozenset[str]]:
    """The plan without the optional acts that a check would drop, and the wordings that it refused."""
    dropped: set[Act] = set()
    refused = set(banned)
    for finding in findings:
        if finding.start is None and finding.repair == "vary":
            refused.update(key for key in draft.keys if key.split("#")[0] not in _KEPT)
        for part in draft.parts:
            if finding.start is None or not part.start <= finding.start < part.end:
                continue
            act = draft.plan.acts[part.act]
            refused.update(key for key in draft.keys if key.split("#")[0] == act.kind)
            if finding.repair == "drop" and layouts()[act.kind].cut is not None:
                dropped.add(act)
    return replace(plan, acts=tuple(act for act in plan.acts if act not in dropped)), frozenset(refused)


def _check(finding: Finding, repaired: bool) -> Check:
    outcome = "repaired" if repaired else "reported"
    start, end = (None, None) if repaired else (finding.start, finding.end)
    return Check(finding.check, outcome, finding.message, start, end)  # type: ignore[arg-type]


def _reply(case: Case, draft: Traced, fired: list[Check], name: str) -> Reply:
    reported = tuple(dict.fromkeys(f"{check.check}: {check.message}" for check in fired if check.outcome == "reported"))
    return Reply(
        text=draft.text,
        language=case.language,
        strategy=draft.plan.strategy,
        acts=tuple(act.kind for act in draft.plan.acts),
        facts_used=tuple(draft.facts),
        checks=tuple(fired),
        drafter=name,
        needs_attention=(*draft.plan.attention, *reported),
    )
