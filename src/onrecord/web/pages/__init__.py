"""The pages of the desk: one file a page, with its dataclass and its router."""

from onrecord.web.pages import actor, ask, correct, docs, lists, report

PAGES = (ask.router, report.router, actor.router, lists.router, docs.router, correct.router)
