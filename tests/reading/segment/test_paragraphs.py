"""Paragraphs: lines, unless the text is hard-wrapped; with datelines, labels and bullets before their body."""

from tests.conftest import cut


def paragraphs(text: str) -> list[str]:
    segments = cut(text)
    return [segments.span(p.first, p.last).text for p in segments.paragraphs]


def bodies(text: str) -> list[tuple[str, bool, bool]]:
    segments = cut(text)
    return [(segments.span(p.body, p.last).text, p.label, p.dateline) for p in segments.paragraphs]


def test_each_line_is_a_paragraph_whatever_the_line_ends() -> None:
    for end in ("\n", "\r\n", "\n\n", "\r\n\r\n", "\n \n", "\u2028"):
        assert paragraphs(f"One line.{end}Another line.{end}") == ["One line.", "Another line."], repr(end)


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "The minister said on Thursday that the border crossing would\n"
        "open again within a month, and that no money had been paid for\n"
        "it.\n\n"
        "Her counterpart said that he was glad to hear it, and that his\n"
        "government would wait for a date before it said any more about\n"
        "the matter.\n"
    )
    found = paragraphs(text)
    assert len(found) == 2
    assert found[0].startswith("The minister")
    assert found[1].endswith("the matter.")


def test_long_lines_are_not_taken_for_wrapped_ones() -> None:
    line = "The minister said that the border crossing would open again within a month, and that no money had been paid for it by anyone."
    assert len(paragraphs(f"{line}\n{line}\n{line}")) == 3


def test_datelines() -> None:
    assert bodies("MOSCOW, Oct. 1 (Agency) -- It rained.") == [("It rained.", False, True)]
    assert bodies("GENEVA - Rain fell.") == [("Rain fell.", False, True)]
    assert bodies("Tarn (Agency) — Rain fell.") == [("Rain fell.", False, True)]
    assert bodies("He left -- and came back.") == [("He left -- and came back.", False, False)]


def test_labels_of_turns() -> None:
    text = "Q: Who knew?\nA: Nobody.\nMR. WELLS: Thank you.\nQ    And you?\nMS. ADLER (Agency): No."
    assert bodies(text) == [
        ("Who knew?", True, False),
        ("Nobody.", True, False),
        ("Thank you.", True, False),
        ("And you?", True, False),
        ("No.", True, False),
    ]


def test_names_are_labels_only_in_a_transcript() -> None:
    assert [label for _, label, _ in bodies("Ada Wells: Yes.\nTom Adler: No.\nAda Wells: Well.")] == [True, True, True]
    assert [label for _, label, _ in bodies("Weather: it rained.\nAll was wet.")] == [False, False]


def test_bullets_stand_before_the_body() -> None:
    assert bodies("• The first.\n- The second.\n") == [("The first.", False, False), ("The second.", False, False)]


def test_an_empty_text_has_none() -> None:
    for text in ("", " \n\t\n", "\ufeff\u200b"):
        assert paragraphs(text) == []


def test_a_heading_in_capitals_is_no_label() -> None:
    assert bodies("- AVOIDING CONTACT: Rules are rules.") == [("AVOIDING CONTACT: Rules are rules.", False, False)]
    assert [label for _, label, _ in bodies("WEATHER: It rained.\nIt stopped.")] == [False, False]
    assert [label for _, label, _ in bodies("WELLS: It rained.\nADLER: It did not.\nWELLS: It did.")] == [True, True, True]
