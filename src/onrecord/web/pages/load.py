"""Reading more into the record: a text that is pasted, files, a folder of this machine; and how far it is."""

import tempfile
from dataclasses import dataclass
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, ClassVar

from fastapi import APIRouter, Query
from pydantic import BaseModel, BeforeValidator
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from onrecord.errors import InputError
from onrecord.schema.report import Report
from onrecord.web.asking import Words, blank
from onrecord.web.desk import LOOPBACK, Options, desk_of
from onrecord.web.loading import Job, Loader
from onrecord.web.rendering import rendered

MOST_FILES = 200  # of one upload; more come as an archive, as a folder, or by `onrecord build`
MOST_WAITING = 20  # jobs in line
router = APIRouter()


@dataclass(frozen=True, slots=True)
class LoadPage:
    """What can be read, and what was.

    Attributes:
        possible: whether this desk can read at all; `folders` whether it takes a folder of its machine from this visitor.
    """

    template: ClassVar[str] = "load.html"

    possible: bool
    folders: bool
    fault: str | None
    jobs: tuple[Job, ...]
    most_files: int
    most_megabytes: int


@dataclass(frozen=True, slots=True)
class JobPage:
    """How far some reading is."""

    template: ClassVar[str] = "job.html"

    job: Job


class Loading(BaseModel):
    """The form, without its files."""

    text: Annotated[str | None, BeforeValidator(blank)] = None
    title: Words = None
    publisher: Words = None
    published: Annotated[date | None, BeforeValidator(blank)] = None
    folder: Words = None


@router.get("/load")
def load_page(request: Request) -> Response:
    """The form."""
    return _shown(request)


def _shown(request: Request, fault: str | None = None, status: int = 200) -> Response:
    options = desk_of(request).options
    jobs = tuple(reversed(_loader(request).jobs.values()))
    page = LoadPage(_possible(options), _may_folder(request), fault, jobs, MOST_FILES, options.most_bytes // 2**20)
    return rendered(request, page, status)


@router.post("/load")
async def load(request: Request) -> Response:
    """Put in line what was given."""
    options = desk_of(request).options
    if not _possible(options):
        return _shown(request, "This desk was started without a reader. Use `onrecord build`.", 409)
    try:
        async with request.form(max_files=MOST_FILES, max_fields=20, max_part_size=options.most_bytes) as form:
            files = [file for file in form.getlist("files") if isinstance(file, UploadFile) and file.filename]
            wanted = Loading.model_validate({name: form[name] for name in Loading.model_fields if isinstance(form.get(name), str)})
            job = await run_in_threadpool(_job, request, wanted, files)
    except HTTPException as error:
        return _shown(request, f"{error.detail} Use an archive (.zip), or `onrecord build`.", 413)
    except ValueError as error:
        said = str(error) if isinstance(error, InputError) else "The day of publication is no date; write it as 2023-05-04."
        return _shown(request, said, 422)
    return RedirectResponse(f"/load/{job.id}", 303)


def _job(request: Request, wanted: Loading, files: list[UploadFile]) -> Job:
    """The job that a form asks for.

    Raises:
        InputError: it asks for nothing, or for what it may not.
    """
    loader = _loader(request)
    if sum(not job.over for job in loader.jobs.values()) >= MOST_WAITING:
        raise InputError("Much waits to be read already. Wait until some of it is done.")
    if wanted.folder is not None:
        if not _may_folder(request):
            raise InputError("A folder of this machine can be named on this machine alone.")
        folder = Path(wanted.folder).expanduser()
        if not folder.exists():
            raise InputError(f"{wanted.folder}: there is no such folder; write its whole path.")
        return loader.add(wanted.folder, (str(folder),), published=wanted.published)
    if files:
        place = Path(tempfile.mkdtemp(prefix="onrecord-"))
        return loader.add(_label(files), _kept(place, files), published=wanted.published, folder=place)
    if wanted.text is None:
        raise InputError("There is nothing to read: paste a text, or choose files.")
    text = wanted.text.replace("\r\n", "\n").strip()
    report = Report(text, title=wanted.title, publisher=wanted.publisher, published=wanted.published)
    return loader.add(wanted.title or f"{text[:60]}…", given=(report,))


def _kept(place: Path, files: list[UploadFile]) -> tuple[str, ...]:
    """Uploads written down, each in a folder of its own, under its own name and nothing else of its path."""
    paths = []
    for number, file in enumerate(files):
        name = Path((file.filename or "").replace("\\", "/").replace("\0", "")).name or "file"
        path = place / str(number) / name[-150:]
        path.parent.mkdir()
        path.write_bytes(file.file.read())
        paths.append(str(path))
    return tuple(paths)


def _label(files: list[UploadFile]) -> str:
    first = files[0].filename or "a file"
    return first if len(files) == 1 else f"{first} and {len(files) - 1} more"


@router.get("/load/{job}")
def job_page(request: Request, job: str, form: Annotated[str, Query(alias="format")] = "html") -> Response:
    """How far a job is; with `?format=json` for the script that asks again and again."""
    found = _loader(request).jobs.get(job)
    if found is None:
        return _shown(request, "That reading is not remembered any more. What it read is in the record.", 404)
    if form == "json":
        return JSONResponse({"state": found.state, "doing": found.doing, "done": len(found.done), "refused": len(found.refused)})
    return rendered(request, JobPage(found))


def _loader(request: Request) -> Loader:
    loader: Loader = request.app.state.loader
    return loader


def _possible(options: Options) -> bool:
    return options.read is not None and options.intake is not None


def _may_folder(request: Request) -> bool:
    """Whether a visitor may name a folder: only at the machine itself, with no proxy between, which would make everybody look so."""
    options = desk_of(request).options
    if options.token is not None or set(options.hosts) != set(LOOPBACK) or "x-forwarded-for" in request.headers:
        return False
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False
