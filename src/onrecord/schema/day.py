"""Days as people write them."""

from datetime import date, datetime

from onrecord.errors import DateError

_FORMS = ("%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b. %d, %Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d", "%Y%m%d")


def day(text: str) -> date:
    """The day that a text names: ISO 8601, with or without a time, or with the month's English name.

    Forms such as 03/04/2015 are refused: they mean two days.

    Raises:
        DateError: it names none.
    """
    plain = " ".join(text.split())
    try:
        return datetime.fromisoformat(plain).date()
    except ValueError:
        pass
    for form in _FORMS:
        try:
            return datetime.strptime(plain, form).date()  # noqa: DTZ007 (a day has no time zone)
        except ValueError:
            continue
    raise DateError(f"{text!r} is no date; write YYYY-MM-DD, e.g. 2015-10-01")
