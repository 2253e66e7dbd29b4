"""Tasks for Label Studio and Argilla, out with what the program believes, back with what annotators say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, Literal, get_args

from sqlalchemy import select

from reviewreply.errors import InputError
from reviewreply.queue.columns import now
from reviewreply.queue.records import storable
from reviewreply.queue.schema import AnnotationRow, CaseRow, SuggestionRow, VersionRow
from reviewreply.queue.store import Store
from reviewreply.record import ComplaintType, Verdict

Tool = Literal["label-studio", "argilla"]
TOOLS: tuple[Tool, ...] = ("label-studio", "argilla")
_WRONG = "Give the file that the tool exports: a JSON list of its tasks or records."


def label_config() -> str:
    """The labelling interface for Label Studio."""
    labels = "".join(f'<Label value="{name}"/>' for name in get_args(ComplaintType))
    verdicts = "".join(f'<Choice value="{name}"/>' for name in get_args(Verdict))
    return (
        '<View><Labels name="claims" toName="text">' + labels + '</Labels><Text name="text" value="$text"/>'
        '<Choices name="verdict" toName="text" choice="single">' + verdicts + "</Choices></View>\n"
    )


def export_tasks(store: Store, tool: Tool, limit: int = 10_000) -> list[dict[str, Any]]:
    """Reviews with a text as tasks, the most doubtful first; the newest version of each."""
    query = (
        select(CaseRow.id, CaseRow.confidence, VersionRow, SuggestionRow)
        .join(VersionRow, VersionRow.id == CaseRow.version_id)
        .join(SuggestionRow, SuggestionRow.id == CaseRow.suggestion_id)
        .where(CaseRow.text != "")
        .order_by(CaseRow.confidence, CaseRow.id)
        .limit(limit)
    )
    make = _label_studio if tool == "label-studio" else _argilla
    with store.reading() as session:
        return [make(case, sure, version, drafted) for case, sure, version, drafted in session.execute(query)]


def import_annotations(store: Store, tool: Tool, tasks: Any) -> dict[str, int]:
    """Keeps what annotators said; the same file twice adds nothing. Raises InputError."""
    if not isinstance(tasks, list):
        raise InputError("The annotations cannot be read.", _WRONG)
    read = _read_label_studio if tool == "label-studio" else _read_argilla
    counts = {"read": 0, "new": 0, "known": 0, "unknown_case": 0}
    with store.writing() as session:
        for number, task in enumerate(tasks):
            for case_id, version_id, annotator, labels in _careful(read, task, number):
                counts["read"] += 1
                version = session.get(VersionRow, version_id)
                if version is None or version.case_id != case_id:
                    counts["unknown_case"] += 1
                    continue
                labels = storable(labels)
                text = json.dumps([tool, case_id, version_id, annotator, labels], sort_keys=True)
                fingerprint = sha256(text.encode()).hexdigest()
                if session.scalar(select(AnnotationRow.id).where(AnnotationRow.fingerprint == fingerprint)):
                    counts["known"] += 1
                    continue
                session.add(
                    AnnotationRow(
                        case_id=case_id, version_id=version_id, tool=tool, annotator=annotator[:200], labels=labels,
                        fingerprint=fingerprint, at=now(),
                    )
                )  # fmt: skip
                session.flush()
                counts["new"] += 1
    return counts


def annotated(store: Store) -> Iterator[dict[str, Any]]:
    """All annotations with their texts, for training; who annotated is named as the tool names them."""
    query = select(AnnotationRow, VersionRow.review).join(VersionRow, VersionRow.id == AnnotationRow.version_id)
    with store.reading() as session:
        for row, review in session.execute(query.order_by(AnnotationRow.id)):
            yield {
                "case": row.case_id, "text": review["text"], "given": review.get("stars"), "tool": row.tool,
                "annotator": row.annotator, **row.labels,
            }  # fmt: skip


def _careful(read: Any, task: Any, number: int) -> Iterator[tuple[int, int, str, dict[str, Any]]]:
    try:
        yield from read(task)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise InputError(f"Task {number + 1} cannot be read ({type(error).__name__}).", _WRONG) from None


# ------------------------------------------------------------------------------------------------------- label studio


def _label_studio(case: int, sure: float, version: VersionRow, drafted: SuggestionRow) -> dict[str, Any]:
    analysis = drafted.analysis
    spans = [
        {
            "from_name": "claims", "to_name": "text", "type": "labels", "score": claim["confidence"],
            "value": {
                "start": claim["start"], "end": claim["end"], "text": claim["text"], "labels": [claim["type"]],
            },
        }
        for claim in analysis["claims"]
    ]  # fmt: skip
    verdict = {
        "from_name": "verdict", "to_name": "text", "type": "choices",
        "value": {"choices": [analysis["justification"]["verdict"]]},
    }  # fmt: skip
    data = {"text": version.review["text"], "stars": version.review.get("stars"), "case": case, "version": version.id}
    return {
        "data": data,
        "predictions": [{"model_version": drafted.model, "score": sure, "result": [*spans, verdict]}],
    }


def _read_label_studio(task: Mapping[str, Any]) -> Iterator[tuple[int, int, str, dict[str, Any]]]:
    data = task["data"]
    for annotation in task.get("annotations") or ():
        if annotation.get("was_cancelled"):
            continue
        claims, verdict = [], None
        for result in annotation["result"]:
            value = result["value"]
            if result["type"] == "labels":
                claims.append(_span(value["start"], value["end"], value["labels"][0]))
            elif result["type"] == "choices":
                verdict = _verdict(value["choices"][0])
        who = annotation.get("completed_by")
        who = who.get("email", who.get("id")) if isinstance(who, Mapping) else who
        yield int(data["case"]), int(data["version"]), str(who), {"claims": claims, "verdict": verdict}


# ------------------------------------------------------------------------------------------------------------ argilla


def _argilla(case: int, sure: float, version: VersionRow, drafted: SuggestionRow) -> dict[str, Any]:
    analysis = drafted.analysis
    spans = [{"start": claim["start"], "end": claim["end"], "label": claim["type"]} for claim in analysis["claims"]]
    agent = {"agent": drafted.model}
    return {
        "id": f"{case}-{version.id}",
        "fields": {"text": version.review["text"]},
        "metadata": {"case": case, "version": version.id, "confidence": sure},
        "suggestions": {
            "claims": {"value": spans, "score": None, **agent},
            "verdict": {"value": analysis["justification"]["verdict"], "score": None, **agent},
        },
        "responses": {},
        "vectors": {},
    }


def _read_argilla(task: Mapping[str, Any]) -> Iterator[tuple[int, int, str, dict[str, Any]]]:
    case, version = (int(part) for part in str(task["id"]).split("-"))
    by_person: dict[str, dict[str, Any]] = {}
    responses: Mapping[str, Sequence[Mapping[str, Any]]] = task.get("responses") or {}
    for question, answers in responses.items():
        for answer in answers:
            if answer.get("status") not in (None, "submitted"):
                continue
            said = by_person.setdefault(str(answer.get("user_id")), {"claims": [], "verdict": None})
            if question == "claims":
                said["claims"] = [_span(span["start"], span["end"], span["label"]) for span in answer["value"]]
            elif question == "verdict":
                said["verdict"] = _verdict(answer["value"])
    for person, labels in by_person.items():
        yield case, version, person, labels


def _span(start: Any, end: Any, label: Any) -> dict[str, Any]:
    if not 0 <= int(start) < int(end) or label not in get_args(ComplaintType):
        raise ValueError("span")
    return {"start": int(start), "end": int(end), "type": label}


def _verdict(value: Any) -> str:
    if value not in get_args(Verdict):
        raise ValueError("verdict")
    return str(value)
