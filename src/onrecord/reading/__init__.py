"""From a report to a reading; pipeline.py knows the order."""
