"""`onrecord bench`: its peer is a real encoder, its text is text."""

import numpy as np
import pytest

from onrecord.cli.bench import SEQUENCE, WIDTH, encoder, made_up_text


def test_the_peer_reads_a_sequence_and_its_answer_is_finite() -> None:
    found = encoder()()
    assert found.shape == (SEQUENCE, WIDTH)
    assert np.isfinite(found).all()


@pytest.mark.net
def test_the_made_up_text_has_statements() -> None:
    import onrecord  # noqa: PLC0415 (beside its only use)

    text = made_up_text()
    assert len(text.split()) > 1000
    assert len(onrecord.read(text[:2000]).statements) > 5
