"""The patterns of times, over classes of words, in the order in which they are tried at each place.

`{month}` stands for a word of that class, `{day|ordinal}` for one of either, `{m:month}` keeps it under a label; `$NUMBER` and
its kin are put in as they stand below. Each repetition is bounded, so the time is linear in the length of the text.
Words that only belong before a time ("early in", "the end of") are added by find.py.
"""

import re
from functools import cache

from onrecord.reading.resolve.times.words import letters

_PARTS = {
    "$NUMBER": (
        r"(?P<n>(?:{articles}?{vague}{of}?|{half}{articles}?|{articles}?{numbers|day|number|year|fraction}"
        r"(?:{hyphen|and}?{numbers|day|number|fraction}){0,4}(?:{hyphen}?{and}{hyphen}?{articles}{hyphen}?{half})?|{articles})"
        r"(?:{to|or|dash|hyphen}{numbers|day|number}{1,3})?)"
    ),
    "$UNIT": r"{full|comparing|other}{0,2}{hyphen}?{u:units|plural_units}",
    "$YEAR": r"(?:{comma|of|in|possessive}?{y:year}(?!{units|plural_units}))",
    "$OF_YEAR": r"(?:{comma|of|in}?(?:{the}?{fiscal}{units}?)?(?:{y:year}|{w:last|this|next|that|previous|following}{yu:units}))",
    "$TWO_DAYS": r"(?:{days:days}|{d:day|ordinal}{dash|to}{e:day|ordinal})",
    "$WEEKDAY": r"(?:{weekday}{comma}?{next}?)?",
    "$WHICH": r"{w:last|this|next|previous|following|that}{v:last|next}?",
}

PATTERNS: tuple[tuple[str, str], ...] = (
    ("iso", r"{d:iso}"),
    ("slash", r"{d:slash}"),
    # Days
    ("days_of_month", r"$WEEKDAY{m:month}$TWO_DAYS(?!{plural_units}|{half_days})$YEAR?"),
    ("month_of_days", r"$TWO_DAYS{of}?{m:month}$YEAR?"),
    ("month_day", r"$WEEKDAY{m:month}{the}?{d:day|ordinal}(?!{plural_units}|{half_days}|{hyphen})$YEAR?"),
    ("day_month", r"$WEEKDAY{the}?{d:day|ordinal}{of}?{m:month}$YEAR?"),
    ("month_year", r"{m:month}$OF_YEAR"),
    ("which_month", r"$WHICH{m:month}"),
    ("month", r"{m:month}"),
    ("set_weekday", r"(?:{every}{other}?{d:weekday}{p:parts}?|{d2:weekday}{p2:plural_parts}|{d3:weekdays})"),
    ("weekday_of", r"{d:weekday}{p:parts}?{of}?{w:last|this|next}{u:units}"),
    ("weekday", r"(?:$WHICH)?{d:weekday}{early}?{p:parts}?"),
    ("part_weekday", r"{p:parts}{on|comma}?{d:weekday}"),
    ("near", r"{d:near_days}{early}?{p:parts}?"),
    ("part_near", r"{p:parts}{d:near_days}"),
    ("holiday", r"{w:last|this|next}?{h:holidays}$YEAR?"),
    # Times of the day
    ("clock", r"(?:(?:{c:clock}|{o:day|numbers}(?={half_days})){h:half_days}?|{i:day|numbers}{oclock})(?:{in}{the}{p:parts})?{z:zones}?"),
    ("hour_in", r"{o:day|clock}{in}{the}{p:parts}"),
    ("clock_word", r"{c:clock_words}"),
    ("which_part", r"{w:last|this|next|previous|following|that}{early}?{p:parts}"),
    ("early_part", r"{early}{hyphen}?{p:parts}"),
    # Quarters, halves, seasons, years, decades
    ("quarter_name", r"{q:quarter_name}$OF_YEAR?"),
    ("year_quarter", r"(?:{y:year}|{w:last|this|next|previous}{yu:units}){possessive}?{fiscal}?{o:ordinal|second}{hyphen}?{q:units|half}"),
    (
        "quarter",
        (
            r"(?:{fiscal}{hyphen}?)?{o:ordinal|second|latest|this|last|next|that}{hyphen}?{fiscal}?{hyphen}?{q:units|half}"
            r"(?!{plural_units})$OF_YEAR?"
        ),
    ),
    ("year_ago_quarter", r"{articles}?{u:units}{hyphen}?{w:ago|earlier}{hyphen}?(?:{q:units|periods})?"),
    ("which_years_quarter", r"(?:{w:last|this|next}{yu:units}{possessive}?|{y:year}){units|periods}"),
    ("same_period", r"{latest|that}{periods}"),
    ("fiscal_year", r"(?:{fiscal}{units}?{y:year}|{n:fiscal_name}|{fiscal}{hyphen}?{u:units})"),
    ("season_year", r"{s:seasons}$OF_YEAR"),
    ("season", r"(?:$WHICH)?{s:seasons}"),
    ("decade", r"{d:decade|decades}"),
    ("century", r"{o:ordinal}{hyphen}?{u:units}"),
    ("unit_end", r"{w:last|this|next}?{u:units}{possessive|hyphen}?{edges}"),
    ("year_range", r"{y:years}"),
    # How often
    ("every", r"{every}{other}?(?P<n>{numbers|day})?{u:units|plural_units|month|seasons|parts}"),
    ("rate", r"{times}{articles}{u:units}"),
    ("set", r"{s:sets}"),
    # How long ago, how long
    ("ago", r"$NUMBER$UNIT{hyphen}?{w:ago|earlier|later}"),
    ("from_now", r"$NUMBER$UNIT{from}{present|near_days}"),
    ("vague_ago", r"{plural_units}{w:ago|earlier|later}"),
    ("last_n", r"(?:{last|next|previous|following|latest|ordinal|recent}{comparing|roughly}?)$NUMBER$UNIT"),
    ("recent", r"{recent|next|last|previous|following}{u:plural_units}"),
    ("named_year", r"{u:units}{y:year}"),
    ("spoken_year", r"{units}?{c:numbers}{x:numbers|day}(?:{hyphen}?{i:numbers})?"),
    ("which_unit", r"{w:last|this|next|previous|following|that|latest}{v:last|next}?{hyphen}?{u:units}"),
    ("duration", r"$NUMBER$UNIT(?:{and}{articles}{h:half})?(?:{hyphen}?{ages})?"),
    ("bare_units", r"{u:plural_units}"),
    ("long", r"{u:units}{hyphen}{ages}"),
    ("day_before", r"{u:units}{w:earlier|later}"),
    ("the_unit", r"{u:units}"),
    # Without a when
    ("past", r"{past}"),
    ("present", r"{present}"),
    ("future", r"{future}"),
    ("the_future", r"{n:future_nouns}"),
    ("the_past", r"{n:last}"),
    ("year", r"{y:year}"),
)


@cache
def grammar() -> re.Pattern[str]:
    """All patterns as one, each in a group of its name; a label in it has the name of the pattern before it."""
    return re.compile("|".join(f"(?P<{name}>{_compiled(name, pattern)})" for name, pattern in PATTERNS))


@cache
def pattern_of(name: str) -> re.Pattern[str]:
    """One pattern by itself."""
    return re.compile(f"(?P<{name}>{_compiled(name, dict(PATTERNS)[name])})")


@cache
def after(name: str) -> tuple[str, ...]:
    """The names of the patterns that are tried after this one."""
    names = [each for each, _ in PATTERNS]
    return tuple(names[names.index(name) + 1 :])


def _compiled(name: str, pattern: str) -> str:
    for part, meaning in _PARTS.items():
        pattern = pattern.replace(part, meaning)

    def letter(match: re.Match[str]) -> str:
        label, classes = match["label"], match["classes"]
        characters = f"[{''.join(letters()[each] for each in classes.split('|'))}]"
        return f"(?P<{name}_{label}>{characters})" if label else characters

    pattern = pattern.replace("(?P<n>", f"(?P<{name}_n>")
    return re.sub(r"\{(?:(?P<label>\w+):)?(?P<classes>[a-z_]+(?:\|[a-z_]+)*)\}", letter, pattern)
