"""The pages of the desk: one file a page, with its dataclass and its router; `onrecord.web.app` takes them in."""
