"""Readings against gold annotations, one file a benchmark."""
