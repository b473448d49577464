"""The look of our pages: one style for all of them, light and dark, with a print style; nothing is loaded from anywhere."""

BASE = """
:root { color-scheme: light dark; --paper: #fff; --ink: #1a1a1a; --faint: #666; --line: #ddd;
  --source: #c8e6c9; --cue: #ffd8a8; --content: #dbe9ff; --inner: #b8d0f7; --addressee: #eac8f0; --time: #8a8a8a; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181c; --ink: #e8e8e8; --faint: #a0a0a0; --line: #3a3d44;
  --source: #1f4d2b; --cue: #6b4310; --content: #1d3557; --inner: #2f5288; --addressee: #552a5e; --time: #9a9a9a; } }
body { margin: 0 auto; max-width: 76rem; padding: 1.5rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 Georgia, "Times New Roman", serif; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
.meta, .legend, table { font: .85rem/1.45 system-ui, sans-serif; }
.meta { color: var(--faint); margin: 0 0 1rem; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem 1rem; padding: .5rem 0; margin: 0 0 1rem;
  border-block: 1px solid var(--line); }
.report { white-space: pre-wrap; overflow-wrap: anywhere; margin: 0 0 2rem; }
.content { background: var(--content); } .inner { background: var(--inner); } .source { background: var(--source); }
.cue { background: var(--cue); } .addressee { background: var(--addressee); }
.insertion { font-style: italic; color: var(--faint); } .time { border-bottom: 2px dotted var(--time); }
.content, .inner, .source, .cue, .addressee { padding-block: .1em; border-radius: 2px; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--faint); font-weight: 600; } tr.nested td:nth-child(2) { padding-left: 1.25rem; }
td:first-child, td:nth-child(4) { white-space: nowrap; }
td:first-child { color: var(--faint); }
@media print { :root { --paper: #fff; --ink: #000; --faint: #444; --line: #bbb; --source: #e3f1e4; --cue: #ffe9c9; --content: #e6effd;
    --inner: #d3e2f9; --addressee: #f3e2f6; } body { padding: 0; max-width: none; font-size: 10.5pt; }
  .content, .inner, .source, .cue, .addressee { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""


def head(language: str, title: str, style: str = BASE) -> str:
    """A page's first lines, up to its body; the values must be escaped already."""
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n'
    )
