"""A user's codebook over statements: which concepts they agree or disagree with, word for word, without a net."""

from onrecord.coding.codebook import Codebook, Concept, read_codebook
from onrecord.coding.record import code_record

__all__ = ["Codebook", "Concept", "code_record", "read_codebook"]
