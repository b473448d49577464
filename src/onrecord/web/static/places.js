// Places in a report: code points of its text, as the record counts them. JavaScript counts UTF-16 units; marks nest inside
// paragraphs, and layers may be hidden: so places are counted over the text of a paragraph, whatever its elements.

const length = (words) => {
  const points = [...words];
  const last = points.at(-1);
  return points.length - (last && last.length === 1 && last >= "\ud800" && last <= "\udbff" ? 1 : 0); // half a character is none
};
const paragraphOf = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("p[data-start]");

/** The place of a point of the document: code points before it in its paragraph, and those before the paragraph. */
function placeOf(container, offset) {
  const paragraph = paragraphOf(container);
  if (!paragraph) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(container, offset);
  return Number(paragraph.dataset.start) + length(before.toString());
}

/** A selection as [start, end], trimmed of white space; it may run over several paragraphs. Null where it is none of the text. */
export function selectedPlace(text) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(text)) return null;
  const inside = [...text.querySelectorAll("p[data-start]")].filter((paragraph) => range.intersectsNode(paragraph));
  if (!inside.length) return null;
  const first = inside[0];
  const last = inside.at(-1);
  const start = first.contains(range.startContainer) ? placeOf(range.startContainer, range.startOffset) : Number(first.dataset.start);
  const end = last.contains(range.endContainer)
    ? placeOf(range.endContainer, range.endOffset)
    : Number(last.dataset.start) + length(last.textContent);
  return trimmed(text, [start, end]);
}

function trimmed(text, [start, end]) {
  const points = [...wordsAt(text, [start, end])];
  let first = 0;
  let last = points.length;
  while (first < last && /\s/.test(points[first])) first += 1;
  while (last > first && /\s/.test(points[last - 1])) last -= 1;
  return first < last ? [start + first, start + last] : null;
}

/** The words at a place; what stands between paragraphs is an empty line, of as many code points as the report has there. */
export function wordsAt(text, [start, end]) {
  let words = "";
  let at = null;
  for (const paragraph of text.querySelectorAll("p[data-start]")) {
    const begins = Number(paragraph.dataset.start);
    const points = [...paragraph.textContent];
    if (begins >= end || begins + points.length <= start) continue;
    if (at !== null) words += "\n".repeat(begins - at);
    words += points.slice(Math.max(0, start - begins), end - begins).join("");
    at = begins + points.length;
  }
  return words;
}

/** The ranges of the document that show a place, one a paragraph. */
export function rangesAt(text, [start, end]) {
  const ranges = [];
  for (const paragraph of text.querySelectorAll("p[data-start]")) {
    const begins = Number(paragraph.dataset.start);
    const size = length(paragraph.textContent);
    if (begins >= end || begins + size <= start) continue;
    const range = document.createRange();
    range.setStart(...pointAt(paragraph, Math.max(0, start - begins)));
    range.setEnd(...pointAt(paragraph, Math.min(size, end - begins)));
    ranges.push(range);
  }
  return ranges;
}

function pointAt(paragraph, points) {
  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  for (let left = points; node; node = walker.nextNode()) {
    const its = [...node.data];
    if (left <= its.length) return [node, its.slice(0, left).join("").length];
    left -= its.length;
  }
  return [paragraph, paragraph.childNodes.length];
}

/** A place whose start or end is moved by a word, within its paragraphs. */
export function moved(text, [start, end], edge, step) {
  const edges = [];
  for (const paragraph of text.querySelectorAll("p[data-start]")) {
    const begins = Number(paragraph.dataset.start);
    for (const word of paragraph.textContent.matchAll(/\S+/g)) {
      const first = begins + length(paragraph.textContent.slice(0, word.index));
      edges.push(edge === "start" ? first : first + length(word[0]));
    }
  }
  const at = edge === "start" ? start : end;
  const next = step > 0 ? edges.find((place) => place > at) : edges.findLast((place) => place < at);
  if (next === undefined || (edge === "start" ? next >= end : next <= start)) return [start, end];
  return edge === "start" ? [next, end] : [start, next];
}
