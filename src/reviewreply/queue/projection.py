"""What a line of decisions amounts to. Pure: the ``cases`` table only remembers what this says."""

from __future__ import annotations

from collections.abc import Iterable

from reviewreply.queue.model import CaseState, Decision

_CLOSING = {"approved": "approved", "edited": "approved", "rejected": "rejected", "postponed": "postponed"}


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that no later record has undone, in their order."""
    line = list(decisions)
    undone = {decision.undoes for decision in line if decision.kind == "undone"}
    return [decision for decision in line if decision.kind != "undone" and decision.id not in undone]


def state_of(decisions: Iterable[Decision], version_id: int) -> CaseState:
    """The state of a case.

    Parameters
    ----------
    decisions: all of the case, the earliest first.
    version_id: the newest version of its review; what was decided on an earlier one no longer closes the case.
    """
    state = CaseState()
    for decision in standing(decisions):
        if decision.kind == "assigned":
            state = CaseState(state.state, decision.assignee, state.until, state.decision)
        elif decision.kind == "reopened" or decision.version_id != version_id:
            state = CaseState("open", state.assignee)
        else:
            closed = _CLOSING[decision.kind]
            state = CaseState(closed, state.assignee, decision.until, decision)  # type: ignore[arg-type]
    return state


def last_undoable(decisions: Iterable[Decision]) -> Decision | None:
    """The decision that an undo would take back."""
    line = [decision for decision in standing(decisions) if decision.kind != "reopened"]
    return line[-1] if line else None
