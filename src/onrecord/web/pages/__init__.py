"""The pages of the desk: one file a page, with its dataclass and its router."""

from onrecord.web.pages import report

PAGES = (report.router,)
