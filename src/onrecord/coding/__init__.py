"""A user's codebook over statements: which concepts they agree or disagree with, word for word, without a net."""

from onrecord.coding.codebook import Codebook, Concept, read_codebook
from onrecord.coding.compare import Comparison, compare
from onrecord.coding.record import Asked, adjudicate, code_record
from onrecord.coding.server import Server

__all__ = ["Asked", "Codebook", "Comparison", "Concept", "Server", "adjudicate", "code_record", "compare", "read_codebook"]
