// The report page: layers on and off; cards and the words they are about light each other; j and k walk.
// Whoever adds to the page (corrections) listens to "onrecord:select" on the document: detail = { ref, card }.
import { writing } from "./desk.js";
import { remember, remembered } from "./memory.js";

const text = document.querySelector(".text");
const runs = new Map(); // "s3" -> its runs in the text
const cards = new Map(); // "s3" -> its card
let selected = null;

for (const run of text.querySelectorAll(".run")) {
  for (const ref of run.dataset.of.split(" ")) {
    if (!runs.has(ref)) runs.set(ref, []);
    runs.get(ref).push(run);
  }
}
for (const card of document.querySelectorAll("[data-ref]")) cards.set(card.dataset.ref, card);

// Layers.

const boxes = [...document.querySelectorAll("[data-layer]")];

function hide() {
  text.dataset.hide = boxes.filter((box) => !box.checked).map((box) => box.dataset.layer).join(" ");
}
for (const box of boxes) {
  box.checked = !(remembered("hidden") ?? "position").split(" ").includes(box.dataset.layer);
  box.addEventListener("change", () => {
    hide();
    remember("hidden", text.dataset.hide);
  });
}
hide();

// Panels: one of statements, acts, positions and actors at a time.

const tabs = [...document.querySelectorAll("[data-tabs] a")];

function open(panel) {
  for (const tab of tabs) {
    const its = document.querySelector(tab.hash);
    its.classList.toggle("open", its === panel);
    if (its === panel) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}
for (const tab of tabs) {
  tab.addEventListener("click", (event) => {
    event.preventDefault();
    open(document.querySelector(tab.hash));
  });
}
open(document.querySelector(".panel.open"));

// Light.

function light(ref, on, how) {
  for (const run of runs.get(ref) ?? []) run.classList.toggle(how, on);
  cards.get(ref)?.classList.toggle(how, on);
}

/** The innermost statement at some words; else the act, the position, the actor. */
function refOf(run) {
  const refs = run?.dataset.of.split(" ") ?? [];
  for (const kind of ["s", "e", "p", "a"]) {
    const found = refs.filter((ref) => ref[0] === kind && cards.has(ref));
    if (found.length) return found.at(-1);
  }
  return null;
}

let pointed = null;
function point(ref) {
  if (ref === pointed) return;
  if (pointed) light(pointed, false, "lit");
  if (ref) light(ref, true, "lit");
  pointed = ref;
}
const near = (event) => event.target.closest("[data-ref]")?.dataset.ref ?? refOf(event.target.closest(".run"));
document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "mouse") point(near(event));
});

// Select.

const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const show = (element) => element?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });

/** Select a statement, act or actor; show its words and its card, but leave in place what was pointed at. */
function select(ref, { from } = {}) {
  if (selected) {
    light(selected, false, "selected");
    cards.get(selected)?.removeAttribute("aria-current");
  }
  selected = ref;
  if (!ref) return;
  const card = cards.get(ref);
  light(ref, true, "selected");
  card.setAttribute("aria-current", "true");
  open(card.closest(".panel"));
  if (from !== "text") show(runs.get(ref)?.[0]);
  if (from !== "card") inPanel(card);
  document.dispatchEvent(new CustomEvent("onrecord:select", { detail: { ref, card } }));
}

/** Bring a card into sight within its own column, without moving the page. */
function inPanel(card) {
  const column = card.closest(".beside");
  const top = card.offsetTop - column.clientHeight / 3;
  column.scrollTo({ top, behavior: calm ? "auto" : "smooth" });
}

text.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return; // somebody marks words
  const ref = refOf(event.target.closest(".run"));
  select(ref === selected ? null : ref, { from: "text" });
});
document.querySelector(".beside").addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link && !link.closest("[data-tabs]")) {
    event.preventDefault();
    openHash(link.hash);
    return;
  }
  const card = event.target.closest("[data-ref]");
  if (card && !event.target.closest("a, summary, button, form, dl")) select(card.dataset.ref, { from: "card" });
});

// Walk.

function walk(step) {
  const list = [...document.querySelectorAll(".panel.open [data-ref]")];
  if (!list.length) return;
  const at = list.findIndex((card) => card.dataset.ref === selected);
  const next = list[at < 0 ? (step > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + step))];
  select(next.dataset.ref);
  next.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (writing(event)) return;
  const card = event.target.closest?.("[data-ref]") ?? cards.get(selected);
  if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if (event.key === "Escape") select(null);
  else if (event.key === "Enter" && card && !event.target.closest?.("a, summary, button")) {
    event.preventDefault();
    if (card.dataset.ref !== selected) select(card.dataset.ref);
    const more = card.querySelector("details");
    if (more) more.open = !more.open;
  }
});

// An address may name a statement: /report/...#s-<id>.

function openHash(hash) {
  const card = hash.length > 1 ? document.getElementById(decodeURIComponent(hash.slice(1))) : null;
  if (card?.dataset.ref) select(card.dataset.ref);
}
addEventListener("hashchange", () => openHash(location.hash));
openHash(location.hash);
