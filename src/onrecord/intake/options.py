"""What the reader may say about the inputs, and the limits that hold whatever they say."""

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from onrecord.data.verbs import Verbs
from onrecord.errors import InputError
from onrecord.intake.patterns import compiled

LARGEST = 10_000_000  # bytes of one report: some 1.6 million words, more than any report
LARGEST_DOCUMENT = 50_000_000  # bytes of a PDF or DOCX file (pictures count), and of a file that has to be read whole
LARGEST_RATIO = 200  # unpacked to packed bytes of one input: text is packed 3 to 20 times, a bomb 1,000 times and more
RATIO_GRACE = 50_000_000  # bytes that may be unpacked before the ratio is looked at
DEEPEST = 4  # archives inside archives: a .csv.gz in a .zip in a .tar.gz is three
MOST_MEMBERS = 100_000  # of one archive
MOST_PAGES = 2_000  # of a PDF

FIELDS = ("text", "title", "published", "publisher", "url", "section", "author", "language")


@dataclass(frozen=True, slots=True)
class Options:
    """How inputs are to be read; the same for every input of a build.

    Attributes:
        published: the day of publication of reports that name none.
        encoding: of files that are not UTF-8.
        columns: our field -> their column or key, going before the guess: {"text": "Body"}.
        pattern: how the files of plain text, web pages, PDF and DOCX are named, e.g. "{publisher}_{published}_{title}".
        dayfirst: whether 01/02/2015 is the first of February; None: decided per file, or unknown.
        latest: the last day that is not yet the future; None: today.
        largest: bytes of the largest report.
        actors: files of the user's own actors (docs/actors.md), by paths that every reading process reaches.
        verbs: the user's own dictionary of verbs, by such paths (docs/verbs.md); None: our codebook.
        least_event_confidence: that an event needs to be given, from 0 to 1.
    """

    published: date | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    pattern: str | None = None
    dayfirst: bool | None = None
    latest: date | None = None
    largest: int = LARGEST
    actors: tuple[str, ...] = ()
    verbs: Verbs | None = None
    least_event_confidence: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what can't be meant.

        Raises:
            InputError: an encoding, a field or a pattern that there isn't.
        """
        if self.encoding is not None:
            try:
                codecs.lookup(self.encoding)
                "".encode(self.encoding)  # "hex" and its kin are no encodings of text
            except (LookupError, ValueError) as error:
                raise InputError(f"there is no encoding {self.encoding!r}; write e.g. --encoding cp1252") from error
        for name in self.columns:
            if name not in FIELDS:
                raise InputError(f"--columns {name}: there is no such field; there are {', '.join(FIELDS)}")
        if self.pattern is not None:
            compiled(self.pattern)
