"""Pages: exports, imports and batches, people and tokens."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData, UploadFile

from reviewreply.errors import ReviewReplyError
from reviewreply.files.replies import SHAPES
from reviewreply.queue import Filters
from reviewreply.web.api_drafts import read_upload, upload_name
from reviewreply.web.api_out import file_of
from reviewreply.web.identity import Admin, Caller, Known, Posted, field
from reviewreply.web.problems import status_of
from reviewreply.web.render import page
from reviewreply.web.shapes import Number
from reviewreply.web.state import state

router = APIRouter()


@router.get("/exports")
def exports_page(request: Request, caller: Known) -> Response:
    """What is ready to go out, and what went."""
    return _exports(request, caller)


@router.post("/exports")
def export(request: Request, caller: Known, form: Posted) -> Response:
    """Marks approved replies and offers the file."""
    form_name, platform = field(form, "format"), field(form, "platform") or None
    try:
        made = state(request).store.start_export(form_name, platform, caller.name)
    except ReviewReplyError as error:
        return _exports(request, caller, status_of(error), str(error))
    return _exports(request, caller, made=made)


@router.get("/exports/{export_id}/file")
def export_download(request: Request, caller: Known, export_id: Number) -> Response:
    """The file of an export."""
    return file_of(request, export_id)


@router.get("/import")
def import_page(request: Request, caller: Admin) -> Response:
    """The form to bring reviews, and the batches."""
    return page(request, "import.html", caller=caller, jobs=state(request).jobs.recent(20), refused=None)


@router.post("/import")
def import_file(request: Request, caller: Admin, form: Posted) -> Response:
    """Takes a file in, in the background."""
    here = state(request)
    file = form.get("file")
    try:
        if not isinstance(file, UploadFile):
            raise HTTPException(422, "No file came with the form.")
        reviews, _ = read_upload(request, file)
        here.jobs.add("import", reviews, caller.name, upload_name(file))
    except ReviewReplyError as error:
        jobs = here.jobs.recent(20)
        return page(request, "import.html", status_of(error), caller=caller, jobs=jobs, refused=str(error))
    here.worker.wake()
    return RedirectResponse("/import", 303)


@router.get("/admin")
def admin_page(request: Request, caller: Admin) -> Response:
    """People and tokens."""
    return _admin(request, caller)


@router.post("/admin/{what}")
def change(request: Request, caller: Admin, form: Posted, what: str) -> Response:
    """Adds or changes a user or a token."""
    try:
        secret = _change(request, caller, form, what)
    except ReviewReplyError as error:
        return _admin(request, caller, status_of(error), str(error))
    return _admin(request, caller, secret=secret) if secret else RedirectResponse("/admin", 303)


def _change(request: Request, caller: Caller, form: FormData, what: str) -> str | None:
    accounts, name = state(request).accounts, field(form, "name")
    if what == "add-user":
        accounts.add_user(name, field(form, "password"), field(form, "role"))
    elif what == "disable":
        accounts.change_user(name, active=False)
    elif what == "enable":
        accounts.change_user(name, active=True)
    elif what == "add-token":
        return accounts.add_token(name, field(form, "role"), caller.name)[0]
    elif what == "revoke":
        accounts.revoke_token(name)
    else:
        raise HTTPException(404, "There is no such form.")
    return None


def _admin(
    request: Request, caller: Caller, status: int = 200, refused: str | None = None, secret: str | None = None
) -> Response:
    accounts = state(request).accounts
    return page(
        request, "admin.html", status, caller=caller, users=accounts.users(), tokens=accounts.tokens(),
        refused=refused, secret=secret,
    )  # fmt: skip


def _exports(
    request: Request, caller: Caller, status: int = 200, refused: str | None = None, made: object = None
) -> Response:
    store = state(request).store
    waiting = store.list_cases(Filters(state="approved", exported=False), 1)[1]
    return page(
        request, "exports.html", status, caller=caller, exports=store.exports(), waiting=waiting, made=made,
        refused=refused, platforms=[name for name in store.values("platform") if name in SHAPES],
    )  # fmt: skip
