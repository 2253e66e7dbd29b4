"""Superior tone: lecturing, reminding, "obviously", rhetorical questions, orders, sarcasm, blame, threats."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from reviewreply.checks.context import Finding
from reviewreply.checks.draft import Draft, finding

_SMIRK = re.compile("[🙄😏🤡😂🤣🤦🤷😜😝🙃]")
_REMEDIES = {
    "reminding": "Reminds the customer of having been told before; state the point itself, once.",
    "should_have": "Tells the customer what they should have done; say what is possible now.",
    "obvious": "Presents it as plain to anybody else; leave that word out and give the reason.",
    "lecturing": "Lectures the customer; state the fact without teaching.",
    "rhetorical": "Asks a rhetorical question; make it a statement or ask what you want to know.",
    "imperative": "Orders the customer to do something; ask, or say what you offer.",
    "sarcasm": "Sounds sarcastic; say it plainly.",
    "blame": "Puts the blame on the customer in words; describe what happened without a guilty party.",
    "accusation": "Accuses the customer; say what your own information shows instead.",
    "condescending": "Talks down politely; leave the remark about the customer out.",
    "dismissive": "Waves the complaint or the customer aside; answer the matter.",
    "threat": "Threatens the customer; a public reply states a position and leaves it there.",
}


def _of_kind(kind: str, draft: Draft) -> Iterator[Finding]:
    for _, start, end in draft.hits("superior", kind):
        yield finding(f"superior.{kind}", _REMEDIES[kind], (start, end))


def smirk(draft: Draft) -> Iterator[Finding]:
    """Faces that mock, whatever the words."""
    for match in _SMIRK.finditer(draft.text):
        yield finding("superior.sarcasm", _REMEDIES["sarcasm"], match.span())


reminding = partial(_of_kind, "reminding")
should_have = partial(_of_kind, "should_have")
obvious = partial(_of_kind, "obvious")
lecturing = partial(_of_kind, "lecturing")
rhetorical = partial(_of_kind, "rhetorical")
imperative = partial(_of_kind, "imperative")
sarcasm = partial(_of_kind, "sarcasm")
blame = partial(_of_kind, "blame")
accusation = partial(_of_kind, "accusation")
condescending = partial(_of_kind, "condescending")
dismissive = partial(_of_kind, "dismissive")
threat = partial(_of_kind, "threat")

CHECKS = (
    reminding, should_have, obvious, lecturing, rhetorical, imperative, sarcasm, blame, accusation, condescending,
    dismissive, threat,
    smirk,
)  # fmt: skip
