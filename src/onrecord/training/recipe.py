"""The tagger from its corpora to the weights that ship: vectors, teachers, lessons, the pupil, its export and calibration.

Each step leaves a file in the folder of the runs, and is not done again where that is there.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console

from onrecord.errors import CorpusError
from onrecord.nets.session import Tagger
from onrecord.scoring.brat import read_folder
from onrecord.training.calibration import calibrate
from onrecord.training.data import examples
from onrecord.training.export import export_tagger
from onrecord.training.lessons import BATCH, Lessons, Unread, contents_of, taught, unread, write_lessons
from onrecord.training.model import Shape
from onrecord.training.tagger import BESIDE, POLNEAR, Recipe, train_tagger
from onrecord.training.vectors import train_vectors

UNLABELLED = Path("news-unlabelled")
VECTORS_FROM = ("abp", "wio", "ungdc", "whbrief")
LESSONS_FROM = {"abp": 4, "wio": 1}  # one article in so many is read by the teachers
TEACHER = Recipe(epochs=10, threads=1, shape=Shape(hidden=200))
PUPIL = Recipe(beside=True, epochs=10, threads=1, shape=Shape(hidden=192, dropout=0.2))
TEACHERS = 4
INSIDE = 16  # of one batch in so many the contents are read again
_say = Console(stderr=True).print


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where the corpora are, and where what is made of them goes.

    Attributes:
        workers: how many teachers are trained, or read, at a time, each on one core.
        seed: of the pupil; the vectors' is 1, the teachers' are 1 to TEACHERS.
        added: folders of corrected reports in PolNeAR's form, learned beside it by teachers and pupil.
    """

    shared: Path
    runs: Path
    workers: int = 2
    seed: int = 1
    added: tuple[Path, ...] = ()

    @property
    def vectors(self) -> Path:
        """The word vectors."""
        return self.runs / "vectors.npz"

    def teacher(self, number: int) -> Path:
        """The folder of a teacher."""
        return self.runs / f"teacher-{number}"

    def lessons(self, number: int) -> Path:
        """The lessons of an epoch of the pupil."""
        return self.runs / "lessons" / f"{number}.npz"

    @property
    def pupil(self) -> Path:
        """The folder of the net that ships."""
        return self.runs / f"tagger-{self.seed}"


def make_tagger(shop: Workshop, into: Path) -> None:
    """Go through the whole recipe; broken off, it goes on where it was.

    Raises:
        CorpusError: a corpus is missing.
    """
    corpora = [shop.shared / UNLABELLED / f"{name}.jsonl.zst" for name in VECTORS_FROM]
    for path in (shop.shared / POLNEAR, *corpora, *(shop.shared / path for path in BESIDE)):
        if not path.exists():
            raise CorpusError(f"{path}: is missing; the training needs it")
    for folder in shop.added:
        next(read_folder(folder, one_each=False))  # what is wrong with it is told before hours of training
    if not shop.vectors.exists():
        train_vectors(corpora, shop.vectors)
    with ProcessPoolExecutor(shop.workers, get_context("spawn")) as pool:
        for _ in pool.map(_train_teacher, *zip(*((shop, number) for number in range(1, TEACHERS + 1)), strict=True)):
            pass
        for _ in pool.map(_teach, *zip(*((shop, number) for number in range(PUPIL.epochs)), strict=True)):
            pass
    lessons = [shop.lessons(number) for number in range(PUPIL.epochs)]
    train_tagger(shop.shared, shop.vectors, shop.pupil, PUPIL.seeded(shop.seed), lessons, shop.added)
    export_tagger(shop.pupil, into, corpora_named(shop.added))
    calibrate(into, [example for _, windows in examples(shop.shared / POLNEAR / "dev", one_each=True) for example in windows])


def corpora_named(added: Sequence[Path] = ()) -> list[str]:
    """What the net is made from, in words."""
    return [
        "PolNeAR v1.0.0, train",
        "GUM v11 and UD English EWT, train (parts of speech, trees; GUM's mentions)",
        "WikiGold (names)",
        *(f"{name} (word vectors{', lessons' if name in LESSONS_FROM else ''})" for name in VECTORS_FROM),
        *(f"{folder.name} (corrected reports)" for folder in added),
    ]


def _train_teacher(shop: Workshop, number: int) -> None:
    run = shop.teacher(number)
    train_tagger(shop.shared, shop.vectors, run, TEACHER.seeded(number), added=shop.added)
    export_tagger(run, run / "net", corpora_named(shop.added))


def _teach(shop: Workshop, number: int) -> None:
    """Write the lessons of one epoch of the pupil: every so-many-th article, so that each epoch has other ones of all corpora.

    The contents of some windows are read again and taught, too, as the reading does it.
    """
    path = shop.lessons(number)
    if path.exists():
        return
    path.parent.mkdir(exist_ok=True)
    teachers = [Tagger(shop.teacher(teacher) / "net") for teacher in range(1, TEACHERS + 1)]
    texts = (
        window
        for name, every in LESSONS_FROM.items()
        for window in unread(shop.shared / UNLABELLED / f"{name}.jsonl.zst", every=every * PUPIL.epochs, offset=every * number)
    )
    found: list[Lessons] = []
    inner: list[Unread] = []
    for chunk in _chunks(texts, BATCH):
        found.append(taught(teachers, chunk))
        if len(found) % INSIDE == 0:
            inner += [
                content
                for window, lesson in zip(chunk, found[-1].windows, strict=True)
                for content in contents_of(window, lesson, found[-1].role_step)
            ]
    found += [taught(teachers, chunk) for chunk in _chunks(iter(sorted(inner, key=lambda window: len(window[0]))), BATCH)]
    whole = Lessons(tuple(lesson for lessons in found for lesson in lessons.windows), found[0].role_step, found[0].part_step)
    write_lessons(whole, path)
    _say(f"lessons {number}: {len(whole.windows)} windows, {len(inner)} of them contents")


def _chunks(windows: Iterator[Unread], size: int) -> Iterator[list[Unread]]:
    while chunk := list(islice(windows, size)):
        yield chunk
