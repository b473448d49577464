"""The desk: a record in a browser, and a REST API beside it; FastAPI and Jinja2 (extra `web`)."""
