"""The forms of English verbs."""

VOWELS = "aeiou"


def forms(verb: str) -> list[str]:
    """The regular forms of an English verb: present, past, -ing; a final consonant is not doubled (list such verbs as irregular)."""
    stem = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return [f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    present = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"
    return [present, f"{stem}ed", f"{verb}ing" if verb.endswith("ee") else f"{stem}ing"]
