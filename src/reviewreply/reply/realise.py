"""A plan put into words: acts grouped, written, laid out in paragraphs, made to fit by saying less, never by a cut."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from importlib import resources

from reviewreply.checks.context import Part
from reviewreply.record import Act, Plan
from reviewreply.reply.case import Case
from reviewreply.reply.memory import ReplyMemory
from reviewreply.reply.plan import Style
from reviewreply.reply.slots import mix
from reviewreply.reply.tidying import decapitalise
from reviewreply.reply.wording import Register, Said, Writer

LEVELS = range(7)
"""How much is given up for space: 0 nothing, then the acts of that ``cut`` and below; from 3 on the shortest words."""
_BRIEF, _ONE_EXTRA = 3, 5
_COMFORTABLE, _SHORT = 900, 380
"""Characters that a reply should not exceed although the platform would take more."""
_ONE_PARAGRAPH = 330
_OWNED_APART = 45
"""In so many of a hundred replies the fault is owned in a sentence of its own, before a bare apology."""
Group = list[tuple[int, Act]]
_GRAVE = frozenset({"legal", "blackmail", "abusive"})
_CASES = frozenset({"justified", "partly", "unclear"})
"""Strategies in which there is a case to look at together."""
_COMPLAINTS = _CASES | {"unjustified", "threat", "abuse"}
"""Strategies that answer what the customer met with themselves."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How one act stands in a reply; see ``layout.toml``."""

    paragraph: int
    cut: int | None = None
    merge: bool = False


@dataclass(frozen=True, slots=True)
class Traced:
    """A draft with the trace of how it came about.

    ``plan`` holds the acts that were carried out; ``parts`` says where; ``facts`` are the texts cited, by id.
    """

    text: str
    plan: Plan
    parts: tuple[Part, ...]
    facts: dict[str, str]
    keys: tuple[str, ...]
    fits: bool = True


@cache
def layouts() -> dict[str, Layout]:
    """The layout of every act."""
    text = resources.files("reviewreply.reply").joinpath("layout.toml").read_text("utf-8")
    return {kind: Layout(**values) for kind, values in tomllib.loads(text)["acts"].items()}


def realise(
    case: Case,
    plan: Plan,
    seed: int = 0,
    memory: ReplyMemory | None = None,
    banned: frozenset[str] = frozenset(),
    style: Style = "",
) -> Traced:
    """Write a plan out.

    Parameters
    ----------
    seed: another seed, another wording; the same for the same review, plan, seed and memory.
    memory: what was said recently; variants not used for long go first.
    banned: keys of variants not to be used.
    """
    base = _base(case, seed)
    level = 3 if style == "shorter" else 0
    traced = _write(case, plan, base, memory, banned, style, level)
    aim = _SHORT if style == "shorter" else _COMFORTABLE
    while level < 2 and len(traced.text) > aim and level < LEVELS[-1]:
        level += 1
        traced = _write(case, plan, base, memory, banned, style, level)
    while not _fits(case, traced.text) and level < LEVELS[-1]:
        level += 1
        traced = _write(case, plan, base, memory, banned, style, level)
    return traced if _fits(case, traced.text) else replace(traced, fits=False)


def _base(case: Case, seed: int) -> int:
    name = f"{seed}|{case.review.id or ''}|{case.review.text}|{case.review.stars}"
    return int.from_bytes(blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _fits(case: Case, text: str) -> bool:
    longest = case.business.voice.max_length
    return case.rules.fits(text) and (longest is None or len(text) <= longest)


def _write(
    case: Case, plan: Plan, base: int, memory: ReplyMemory | None, banned: frozenset[str], style: Style, level: int
) -> Traced:
    acts = [(place, act) for place, act in enumerate(plan.acts) if _kept(act, level)]
    writer = Writer(
        case, base, memory, _register(case, style), level >= _BRIEF, banned,
        sorry_planned=any(act.kind == "apologise" for _, act in acts),
        past=any(act.kind == "resolved" for _, act in acts),
        situation=_situation(case, plan.strategy, [act.kind for _, act in acts]),
        thanks_planned=any(act.kind.startswith(("thank", "mixed_thanks")) for _, act in acts),
        regrets=plan.strategy in ("unclear", "rating_negative"),
        signed=any(act.kind == "sign" for _, act in acts),
    )  # fmt: skip
    said = []
    for group in _owned_once(list(_groups(acts, case, level)), writer, base, level):
        kind = group[-1][1].kind
        line = writer.write(kind, group, _optional(kind, group))
        if line is not None:
            said.append(line)
    return _traced(case, plan, said)


def _situation(case: Case, strategy: str, kinds: Sequence[str]) -> frozenset[str]:
    """What holds for the whole reply, by the names that phrases ask for in ``needs``."""
    told = {
        "case": strategy in _CASES,
        "complaint": strategy in _COMPLAINTS,
        "light": strategy in _CASES and case.mood > 3,
        "declined": any(
            kind in ("remedy", "compensation") and {"decline_demand", "decline_threat"} & set(kinds[:place])
            for place, kind in enumerate(kinds)
        ),
    }
    return frozenset({strategy, *(name for name, holds in told.items() if holds)})


def _owned_once(groups: list[Group], writer: Writer, base: int, level: int) -> list[Group]:
    """Name the fault once: either it is owned and the apology is bare, or the apology itself names and owns it."""
    kinds = [group[0][1].kind for group in groups]
    if "own_fault" not in kinds or "apologise" not in kinds:
        return groups
    own, sorry = kinds.index("own_fault"), kinds.index("apologise")
    several = len({act.claim for _, act in groups[sorry]}) > 1 or "light" in writer.situation
    if not several and level < _BRIEF and mix(base, 1) % 100 < _OWNED_APART and writer.bare("apologise"):
        writer.bare_only = frozenset({"apologise"})
        return groups
    merged = [*groups[own], *groups[sorry]]
    return [merged if place == own else group for place, group in enumerate(groups) if place != sorry]


def _register(case: Case, style: Style) -> Register:
    if style == "firmer" or case.signals & _GRAVE:
        return "formal"
    return "warm" if style == "warmer" else case.business.voice.formality


def _kept(act: Act, level: int) -> bool:
    cut = layouts()[act.kind].cut if act.kind in layouts() else None
    answers = act.claim is not None and act.kind in ("thank", "acknowledge")
    return cut is None or cut + (2 if answers else 0) > level


def _optional(kind: str, group: Sequence[tuple[int, Act]]) -> bool:
    layout = layouts()[kind]
    answers = kind in ("thank", "acknowledge") and any(act.claim is not None for _, act in group)
    cites = any(act.fact is not None for _, act in group)
    return layout.cut is not None and not answers and not cites


def _groups(acts: Sequence[tuple[int, Act]], case: Case, level: int) -> Iterable[Group]:
    """Acts that are written together: several claims answered by one sentence, the same matter answered once."""
    groups: list[Group] = []
    for place, act in acts:
        last = groups[-1] if groups else None
        if last and last[0][1].kind == act.kind and (layouts()[act.kind].merge or _one_reason(last, act)):
            last.append((place, act))
        else:
            groups.append([(place, act)])
    for group in groups:
        yield from _extras(group, case, level) if group[0][1].kind == "own_extra" else [group]


def _one_reason(group: Group, act: Act) -> bool:
    """Whether an act rests on what a group cites already, or tells more about the same claim."""
    if any(other.fact == act.fact for _, other in group):
        return True
    return act.fact is not None and group[-1][1].claim == act.claim


def _extras(group: Group, case: Case, level: int) -> Iterable[Group]:
    """Further claims: one sentence each for up to two matters, joined by type where there are more."""
    matters: dict[str, Group] = {}
    for place, act in group:
        issue = case.issues[act.claim if act.claim is not None else -1]
        matters.setdefault(issue.id, []).append((place, act))
    if len(matters) == 1 or (len(matters) == 2 and level < _ONE_EXTRA):
        yield from matters.values()
        return
    by_type: dict[str, Group] = {}
    for id, pairs in matters.items():
        by_type.setdefault(id.split(".")[0], []).extend(pairs)
    bundles = list(by_type.values())
    half = 1 if level >= _ONE_EXTRA else 2
    size = -(-len(bundles) // half)
    for start in range(0, len(bundles), size):
        yield [pair for bundle in bundles[start : start + size] for pair in bundle]


def _traced(case: Case, plan: Plan, said: Sequence[Said]) -> Traced:
    text = ""
    parts: list[Part] = []
    keys: list[str] = []
    paragraph = 1
    total = sum(len(line.text) for line in said if line.kind != "sign")
    for line in said:
        here = max(paragraph, layouts()[line.kind].paragraph)
        written = line.text
        if text:
            gap = _gap(paragraph, here, total, line.kind)
            if text.endswith(",") and gap == " ":
                written = decapitalise(written, case)
            text += gap
        paragraph = here
        start = len(text)
        text += written
        parts += [Part(act, line.kind, start, len(text)) for act in line.acts]
        keys += line.keys
    return _trace_of(case, plan, text, parts, keys)


def _gap(before: int, after: int, total: int, kind: str) -> str:
    if kind == "sign":
        return "\n"
    if after == before or total <= _ONE_PARAGRAPH or (total <= 2 * _ONE_PARAGRAPH and after == 2):
        return " "
    return "\n\n"


def _trace_of(case: Case, plan: Plan, text: str, parts: list[Part], keys: list[str]) -> Traced:
    """Number the acts anew: only those that were carried out remain, in the order of the text."""
    order = sorted({part.act for part in parts})
    number = {act: place for place, act in enumerate(order)}
    acts = tuple(plan.acts[act] for act in order)
    facts = {
        act.fact: case.sources.text(act.fact) or ""
        for act in acts
        if act.fact and act.fact != "contact" and case.sources.text(act.fact)
    }
    if any(act.fact == "contact" for act in acts):
        facts["contact"] = " ".join(filter(None, (case.business.contact.email, case.business.contact.phone)))
    moved = tuple(replace(part, act=number[part.act]) for part in parts)
    return Traced(text, replace(plan, acts=acts), moved, facts, tuple(keys))
