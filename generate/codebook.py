"""Compile resources/plover, as its README says it is written, into the table that the coder reads."""

from typing import Any

from verbs import forms

Plain = dict[str, Any]
OTHER = ("contexts", "sectors", "turns", "forms", "positions")  # files that are no types
TURNS = ("light", "refuse", "promise", "threaten", "request", "plan", "not_done", "said", "course", "implies")


def codebook(files: dict[str, Plain]) -> Plain:
    """The whole table: types, contexts, sectors, turns; patterns by verb and by noun; the lemma of each form of a verb.

    Args:
        files: what stands in each file, by its name.
    """
    types = {content["type"]: content for name, content in files.items() if name not in OTHER}
    patterns: dict[str, dict[str, list[Plain]]] = {"verbs": {}, "nouns": {}}
    for type_, content in types.items():
        for words, by_head in patterns.items():
            for mode, lines in content.pop(words).items():
                if mode != "none" and mode not in content["modes"]:
                    raise ValueError(f"resources/plover, {type_}: {mode!r} is none of its modes")
                for line in lines:
                    head, found = pattern(line)
                    by_head.setdefault(head, []).append({"type": type_, "mode": None if mode == "none" else mode, **found})
    for by_head in patterns.values():
        for its in by_head.values():
            its.sort(key=lambda found: -found["weight"])  # the most particular first
    stances = positions(files["positions"])
    own = {
        *stances["verbs"],
        *stances["faults"],
        *stances["judging"],
        *stances["ending"],
        *stances["meant"],
        *stances["ended"],
        *stances["open"],
    }
    verbs = {*patterns["verbs"], *(verb for name in TURNS for verb in files["turns"][name]), *own}
    lemmas = {form: verb for verb in sorted(verbs) for form in (verb, *files["forms"].get(verb, forms(verb)))}
    others = {name: files[name] for name in OTHER if name not in ("forms", "positions")}
    return {**patterns, "types": types, "lemmas": lemmas, "positions": stances, **others}


def positions(content: Plain) -> Plain:
    """The words of positions: patterns of support, of opposition and of faults by their head, with stance and strength."""
    books: dict[str, dict[str, list[Plain]]] = {"verbs": {}, "being": {}, "faults": {}}
    for stance in ("support", "oppose"):
        for kind, by_strength in content.pop(stance).items():
            for strength, lines in by_strength.items():
                for head, found in map(pattern, lines):
                    its = {"stance": stance, "strength": strength, "type": None, "mode": None}
                    books[kind].setdefault(head, []).append({**its, **found})
    for head, found in map(pattern, content.pop("faults")):
        books["faults"].setdefault(head, []).append({"type": "ACCUSE", "mode": None, **found})
    for patterns in (patterns for book in books.values() for patterns in book.values()):
        patterns.sort(key=lambda found: -found["weight"])  # the most particular first
    return {**content, **books}


def pattern(line: str) -> tuple[str, Plain]:
    """The head of a pattern and what it asks for; `weight` counts what must be there."""
    head, *items = line.split()
    found: Plain = {
        "slots": [],
        "particle": None,
        "before": [],
        "not_before": [],
        "both": False,
        "subject": False,
        "object": None,
        "weight": 0,
    }
    for item in items:
        if item == "~":
            found["both"] = True
            found["weight"] += 1
        elif item == "S!":
            found["subject"] = True
        elif item in {"O!", "-O"}:
            found["object"] = item == "O!"
        elif item[0] == "+":
            found["particle"] = item[1:]
            found["weight"] += 2
        elif item[0] == "[":
            words = item.strip("[-]").split("|")
            found["not_before" if item[1] == "-" else "before"] = [word for word in words if word]
            found["weight"] += 2 * (item[1] != "-")
        else:
            slot = slot_of(item)
            found["slots"].append(slot)
            found["weight"] += 2 * (not slot["may_miss"]) + slot["somebody"] + 2 * bool(slot["words"])
    return head, found


def slot_of(item: str) -> Plain:
    """A place for an argument: its prepositions (none: the object), and who or what stands there."""
    prepositions, _, what = item.rpartition(":")
    if not what or (what[0] not in "RA=" and what.strip("?!") not in {"R", "A"}):
        prepositions, what = item, ""  # a bare preposition: something stands after it
    may_miss = item.startswith("?")
    somebody = what.endswith("!")
    what = what.strip("?!")
    words = what[1:].split("|") if what.startswith("=") else []
    return {
        "after": [word for word in prepositions.removeprefix("?").split("|") if word],
        "who": what if what in {"R", "A"} else None,
        "words": words,
        "somebody": somebody,
        # an object need not be there: "condemned on Monday" is a condemnation; what follows a preposition must be
        "may_miss": may_miss or (what in {"R", "A"} and not prepositions and not somebody),
    }
