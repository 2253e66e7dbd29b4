"""The mini-language of a remedy's ``if``: it compares events and durations, and nothing more.

``delivered > promised + 60 minutes``, ``arrived <= booked_for``, ``delivered - ordered >= 10 working days``,
joined by ``and``, ``or``, ``not`` and brackets. Anything not known makes the answer None rather than a guess.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from datetime import tzinfo
from typing import cast, get_args

from reviewreply.business.expressions import (
    COMPARE,
    Gap,
    GapComparison,
    Joined,
    Node,
    Not,
    Operator,
    Point,
    PointComparison,
    truth,
)
from reviewreply.business.terms import parse_duration
from reviewreply.record import EventName, Order
from reviewreply.text.deadlines import Duration

EVENTS: tuple[str, ...] = get_args(EventName)
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:[.,]\d+)?)|(?P<word>[A-Za-z_]+)|(?P<sign><=|>=|==|!=|[<>=()+\-])|(?P<bad>\S))"
)
_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed condition. ``source`` is the text it came from."""

    source: str
    root: Node

    def evaluate(self, order: Order | None, tz: tzinfo, *, line: int | None = None) -> bool | None:
        """True, False, or None where an event is not known or an hour that would decide is missing.

        Parameters
        ----------
        order: what is known of the order; None knows nothing.
        tz: the business's time zone.
        line: look at the events of this part of the order first.
        """
        return None if order is None else truth(self.root, order, tz, line)


class ConditionError(ValueError):
    """A condition that cannot be read; the message says what is wrong and where."""


def parse_condition(source: str) -> Condition:
    """Read a condition; raise ConditionError with a message that names the place."""
    parser = _Parser(source)
    root = parser.joined("or", 0)
    if parser.kind != "end":
        raise parser.error(f"{parser.token!r} was not expected; join comparisons with 'and' or 'or'")
    return Condition(source, root)


class _Parser:
    """Recursive descent over the tokens of one condition; ``token`` and ``kind`` are the one at hand."""

    def __init__(self, source: str) -> None:
        self.tokens = [(match.lastgroup or "", match[match.lastgroup or 0]) for match in _TOKEN.finditer(source)]
        self.source = source
        self.at = 0
        for kind, token in self.tokens:
            if kind == "bad":
                raise self.error(f"{token!r} has no meaning here")

    @property
    def kind(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else "end"

    @property
    def token(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else "the end"

    def error(self, message: str) -> ConditionError:
        return ConditionError(f'condition "{self.source}": {message}')

    def take(self) -> str:
        token = self.token
        self.at += 1
        return token

    def joined(self, word: str, depth: int) -> Node:
        """Comparisons joined by ``or``, each of them joined by ``and``."""
        if depth > _MAX_DEPTH:
            raise self.error("too many brackets")
        parts = [self.part(word, depth)]
        while self.token == word:
            self.take()
            parts.append(self.part(word, depth))
        return parts[0] if len(parts) == 1 else Joined("or" if word == "or" else "and", tuple(parts))

    def part(self, word: str, depth: int) -> Node:
        if word == "or":
            return self.joined("and", depth)
        if self.token == "not":
            self.take()
            if depth > _MAX_DEPTH:
                raise self.error("too many 'not'")
            return Not(self.part("and", depth + 1))
        if self.token == "(":
            self.take()
            inner = self.joined("or", depth + 1)
            if self.token != ")":
                raise self.error(f"a closing bracket is missing before {self.token}")
            self.take()
            return inner
        return self.comparison()

    def comparison(self) -> Node:
        left = self.side()
        sign = self.token
        if sign == "=":
            raise self.error("write '==' to ask whether two are equal")
        if sign not in COMPARE:
            raise self.error(f"expected one of < <= > >= == !=, found {sign}")
        self.take()
        return self.compared(left, cast(Operator, sign), self.side())

    def compared(self, left: Point | Gap | Duration, sign: Operator, right: Point | Gap | Duration) -> Node:
        if isinstance(left, Point) and isinstance(right, Point):
            return PointComparison(left, sign, right)
        if isinstance(left, Gap) and isinstance(right, (Gap, Duration)):
            return GapComparison(left, sign, right)
        if isinstance(left, Duration) and isinstance(right, Gap):
            return GapComparison(right, cast(Operator, _MIRROR[sign]), left)
        raise self.error(
            "an event can only be compared with an event, and a length of time with a length of time "
            '(such as "delivered > promised + 60 minutes" or "delivered - ordered > 10 days")'
        )

    def side(self) -> Point | Gap | Duration:
        """An event moved by durations, the gap between two, or a bare duration."""
        if self.kind == "number":
            return self.duration()
        point = self.event()
        while self.token in ("+", "-"):
            sign = 1 if self.take() == "+" else -1
            if self.kind == "number":
                point = Point(point.event, (*point.steps, (sign, self.duration())))
            elif sign < 0:
                return Gap(point, self.moved(self.event()))
            else:
                raise self.error("an event cannot be added to an event; only a length of time can")
        return point

    def moved(self, point: Point) -> Point:
        """The second event of a gap takes no steps of its own: ``a - b + 1 day`` would read two ways."""
        if self.token in ("+", "-"):
            raise self.error("nothing can follow the difference of two events but a comparison")
        return point

    def event(self) -> Point:
        if self.kind != "word" or self.token in ("and", "or", "not"):
            raise self.error(f"expected an event, found {self.token}")
        name = self.take()
        if name not in EVENTS:
            near = difflib.get_close_matches(name, EVENTS, 1, 0.5)
            hint = f"; did you mean {near[0]!r}?" if near else f"; events are {', '.join(EVENTS)}"
            raise self.error(f"there is no event {name!r}{hint}")
        return Point(cast(EventName, name))

    def duration(self) -> Duration:
        number = self.take()
        words: list[str] = []
        while self.kind == "word" and self.token not in ("and", "or", "not", *EVENTS) and len(words) < 2:
            words.append(self.take())
        found = parse_duration(f"{number} {' '.join(words)}")
        if found is None:
            raise self.error(
                f"{' '.join([number, *words])!r} is no length of time; write minutes, hours, days, working days"
            )
        return found


_MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
