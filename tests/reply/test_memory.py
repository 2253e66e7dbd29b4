"""Rotation over a batch: bounded, fair, reported."""

from __future__ import annotations

from reviewreply.reply import ReplyMemory, repetition_report
from reviewreply.reply.memory import split_sentences


def test_sentences_end_where_they_end() -> None:
    text = "Hello! We are sorry, truly. Call +359 2 000.\nKind regards,\nThe team"
    assert split_sentences(text) == (
        "Hello!", "We are sorry, truly.", "Call +359 2 000.", "Kind regards,", "The team",
    )  # fmt: skip


def test_what_was_said_often_is_worn() -> None:
    memory = ReplyMemory()
    for index in range(2):
        assert not memory.worn("Hello.")
        memory.add(f"Hello. Number {index}.", [])
    assert memory.worn("Hello.")
    assert not memory.worn("Number 0.")


def test_the_memory_forgets() -> None:
    memory = ReplyMemory(size=10, recent=3)
    for index in range(40):
        memory.add(f"Hello. Number {index}.", [f"greet#{index % 2}"])
    assert not memory.said("Hello. Number 5.")
    assert memory.said("Hello. Number 35.")
    assert memory.recent == tuple(f"Hello. Number {index}." for index in (37, 38, 39))
    assert memory.last_used("greet#1") > memory.last_used("greet#0") > memory.last_used("greet#9")


def test_the_report_names_what_repeats_but_for_contact_and_signature() -> None:
    texts = [f"Hello. Write to a@b.c. Number {index}." for index in range(4)]
    report = repetition_report(texts, exempt=["a@b.c"])
    assert [(item.text, item.count, item.share) for item in report] == [("Hello.", 4, 1.0)]
