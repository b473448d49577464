"""Times: words that mean a day, an hour, a stretch of time, with their TIMEX3 values; and the days of utterances."""

from onrecord.reading.resolve.times.find import times
from onrecord.reading.resolve.times.utterances import dates

__all__ = ["dates", "times"]
