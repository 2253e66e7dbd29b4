"""Analyses, drafts, and batches of them in the background."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from fastapi import APIRouter, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import StreamingResponse
from starlette.datastructures import UploadFile as AnyUpload

from reviewreply.errors import InputError
from reviewreply.queue.jobs import Job
from reviewreply.queue.records import review_to_dict
from reviewreply.web.identity import Caller, Known
from reviewreply.web.shapes import AnalyzeIn, DraftIn, JobIn, Number, plain
from reviewreply.web.state import state
from reviewreply.wire import analysis_to_dict, draft_to_dict, review_from_dict

router = APIRouter(prefix="/api/v1", tags=["drafts"])


@router.post("/analyze")
def analyze(request: Request, caller: Known, body: AnalyzeIn) -> dict[str, Any]:
    """What a review says: language, claims, verdict, urgency. Nothing is kept."""
    review = review_from_dict(body.review, "review")
    return analysis_to_dict(state(request).desk.analyze([review])[0])


@router.post("/draft")
def draft(request: Request, caller: Known, body: DraftIn) -> dict[str, Any]:
    """The same with a reply. Nothing is kept, nothing is posted."""
    review = review_from_dict(body.review, "review")
    return draft_to_dict(state(request).desk.draft(review, body.style, body.seed))


@router.post("/jobs", status_code=202)
def add_job(request: Request, caller: Known, body: JobIn) -> dict[str, Any]:
    """Analyse, draft or import many reviews in the background. Imports are for admins."""
    _may(caller, body.kind)
    _bounded(request, len(body.reviews))
    reviews = [review_from_dict(record, f"reviews.{place}") for place, record in enumerate(body.reviews)]
    return _queued(request, body.kind, [review_to_dict(review) for review in reviews], caller, body.name)


@router.post("/jobs/file", status_code=202)
def add_file_job(
    request: Request,
    caller: Known,
    file: Annotated[UploadFile, File(description="Any file that reviewreply reads.")],
    kind: Annotated[Literal["analyze", "draft", "import"], Form()] = "draft",
) -> dict[str, Any]:
    """The same with a file: CSV, XLSX, JSON, JSON Lines, Parquet or a platform's export."""
    _may(caller, kind)
    reviews, rejected = read_upload(request, file)
    return _queued(request, kind, reviews, caller, upload_name(file)) | {"rejected": rejected}


@router.get("/jobs")
def list_jobs(request: Request, caller: Known) -> list[dict[str, Any]]:
    """The latest jobs."""
    return [job_out(job) for job in state(request).jobs.recent()]


@router.get("/jobs/{job_id}")
def get_job(request: Request, caller: Known, job_id: Number) -> dict[str, Any]:
    """A job and how far it is."""
    return job_out(state(request).jobs.get(job_id))


@router.delete("/jobs/{job_id}")
def cancel_job(request: Request, caller: Known, job_id: Number) -> dict[str, Any]:
    """Stop a job; what is finished stays."""
    job = state(request).jobs.get(job_id)
    _may(caller, job.kind)
    return job_out(state(request).jobs.cancel(job.id))


@router.get("/jobs/{job_id}/results", response_class=StreamingResponse)
def job_results(request: Request, caller: Known, job_id: Number) -> StreamingResponse:
    """What is finished so far, as JSON Lines in the order of the reviews."""
    from reviewreply.files.writers import dumps

    jobs = state(request).jobs
    job = jobs.get(job_id)

    def lines() -> Iterator[str]:
        for item in jobs.results(job.id):
            if item.error is not None:
                yield dumps({"number": item.number, "id": item.review.get("id"), "error": item.error}) + "\n"
            elif item.result is not None:
                yield dumps({"number": item.number, **item.result}) + "\n"

    return StreamingResponse(lines(), media_type="application/x-ndjson")


def read_upload(request: Request, file: AnyUpload) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The reviews of an uploaded file as records, and the rows that are none, by reason. Raises InputError."""
    from reviewreply.files.reading import open_reviews

    reviews: list[dict[str, Any]] = []
    rejected: dict[str, int] = {}
    with tempfile.TemporaryDirectory(prefix="reviewreply-") as folder:
        path = Path(folder) / f"upload{PurePosixPath(upload_name(file)).suffix[:10]}"
        with path.open("wb") as copy:
            while chunk := file.file.read(1 << 20):
                copy.write(chunk)
        for item in open_reviews(path).items():
            if item.review is None:
                reason = item.reason or "not a review"
                rejected[reason] = rejected.get(reason, 0) + 1
            else:
                reviews.append(review_to_dict(item.review))
            _bounded(request, len(reviews))
    if not reviews:
        raise InputError("There is no review in the file.", "See: reviewreply check.")
    return reviews, rejected


def upload_name(file: AnyUpload) -> str:
    """The last part of the name that the browser gave, letters and digits; it names nothing on this machine."""
    name = PurePosixPath((file.filename or "upload").replace("\\", "/")).name
    return "".join(letter if letter.isalnum() or letter in "._- " else "_" for letter in name)[:120] or "upload"


def job_out(job: Job) -> dict[str, Any]:
    """A job as JSON."""
    record: dict[str, Any] = plain(job)
    return record


def _queued(request: Request, kind: Any, reviews: list[dict[str, Any]], caller: Caller, name: str) -> dict[str, Any]:
    here = state(request)
    job = here.jobs.add(kind, reviews, caller.name, name)
    here.worker.wake()
    return job_out(job)


def _bounded(request: Request, count: int) -> None:
    if count > state(request).settings.max_batch:
        raise HTTPException(413, f"More than {state(request).settings.max_batch} reviews; send them in parts.")


def _may(caller: Caller, kind: str) -> None:
    if kind == "import" and not caller.is_admin:
        raise HTTPException(403, "Imports are for admins.")
