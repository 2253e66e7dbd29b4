"""What leaves: exports of approved replies, training pairs, tasks for annotators."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Request, Response, UploadFile

from reviewreply.errors import InputError
from reviewreply.queue.annotation import annotated, export_tasks, import_annotations, label_config
from reviewreply.queue.outputs import SUFFIXES, TYPES, json_lines, render, training_pairs
from reviewreply.web.identity import Admin, Known
from reviewreply.web.shapes import ExportIn, Number, plain
from reviewreply.web.state import state

router = APIRouter(prefix="/api/v1", tags=["out"])
ToolName = Literal["label-studio", "argilla"]


@router.post("/exports", status_code=201)
def start_export(request: Request, caller: Known, body: ExportIn) -> dict[str, Any]:
    """Mark the approved replies that have not gone out yet; each goes out once."""
    export: dict[str, Any] = plain(state(request).store.start_export(body.format, body.platform, caller.name))
    return export


@router.get("/exports")
def list_exports(request: Request, caller: Known) -> list[dict[str, Any]]:
    """The exports so far, the latest first."""
    exports: list[dict[str, Any]] = plain(state(request).store.exports())
    return exports


@router.get("/exports/{export_id}/file", response_class=Response)
def export_file(request: Request, caller: Known, export_id: Number) -> Response:
    """The file of an export, as often as it is asked for."""
    return file_of(request, export_id)


@router.get("/training-pairs", response_class=Response)
def pairs(request: Request, caller: Known) -> Response:
    """Draft and final text of every approved reply, as JSON Lines, without names."""
    return download(training_pairs(state(request).store.pairs()), TYPES["jsonl"], "training-pairs.jsonl")


@router.get("/tasks/{tool}")
def tasks(request: Request, caller: Known, tool: ToolName) -> list[dict[str, Any]]:
    """Reviews as tasks for Label Studio or Argilla, the most doubtful first."""
    return export_tasks(state(request).store, tool)


@router.get("/tasks/label-studio/config", response_class=Response)
def config(request: Request, caller: Known) -> Response:
    """The labelling interface for Label Studio."""
    return Response(label_config(), media_type="application/xml")


@router.post("/tasks/{tool}", status_code=201)
def annotations_in(
    request: Request, caller: Admin, tool: ToolName, file: Annotated[UploadFile, File()]
) -> dict[str, int]:
    """Take in what annotators said: the file that the tool exports."""
    try:
        said = json.loads(file.file.read())
    except (ValueError, RecursionError):
        raise InputError("The annotations are not JSON.", "Give the file that the tool exports.") from None
    return import_annotations(state(request).store, tool, said)


@router.get("/annotations", response_class=Response)
def annotations_out(request: Request, caller: Known) -> Response:
    """All annotations with their texts, as JSON Lines."""
    return download(json_lines(annotated(state(request).store)), TYPES["jsonl"], "annotations.jsonl")


def file_of(request: Request, export_id: int) -> Response:
    """An export as a download."""
    store = state(request).store
    export = store.export(export_id)
    content = render(export.format, store.outgoing(export_id), export.platform)
    name = f"replies-{export.id}{'-' + export.platform if export.platform else ''}.{SUFFIXES[export.format]}"
    return download(content, TYPES[export.format], name)


def download(content: bytes, media: str, name: str) -> Response:
    """A file that the browser saves."""
    return Response(content, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})
