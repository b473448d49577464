// Correcting: the form in its card, words selected in the text for its parts, and what the form means lit in the text.
// Without this script the form stands on a page of its own, and the words are typed.
import { writing } from "./desk.js";
import { moved, rangesAt, selectedPlace, wordsAt } from "./places.js";

const text = document.querySelector(".text");
const LIT = ["content", "source", "cue", "addressee", "trigger", "claim"]; // the parts of all forms, by which desk.css lights them
let form = document.querySelector("form.correction");

// The places of the parts of the form.

const parts = () => [...(form?.querySelectorAll("[data-part]") ?? [])].map((box) => box.dataset); // { part, label, several }
const field = (part) => form.elements[part];
const read = (part) => [...field(`${part}_at`).value.matchAll(/(\d+)-(\d+)/g)].map(([, start, end]) => [Number(start), Number(end)]);

function write(part, places) {
  const sorted = [...places].sort((a, b) => a[0] - b[0]);
  field(`${part}_at`).value = sorted.map((place) => place.join("-")).join(",");
  const words = sorted.map((place) => wordsAt(text, place)).join(" ... ");
  field(part).value = part === "content" ? words : words.replace(/\s+/g, " ");
  const radio = field(part).closest("[data-towards]");
  if (radio) form.elements.towards.value = radio.dataset.towards;
  paint();
}

/** Light what the form means; the document is left as it is, so that marks and layers stay. */
function paint() {
  if (!CSS.highlights) return;
  const had = parts().map(({ part }) => part);
  for (const part of LIT) {
    const ranges = had.includes(part) ? read(part).flatMap((place) => rangesAt(text, place)) : [];
    CSS.highlights.set(`edit-${part}`, new Highlight(...ranges));
  }
}

function furnish() {
  for (const { part, label } of parts()) {
    const tools = document.createElement("div");
    tools.className = "nudge";
    for (const [edge, step, sign, title] of [
      ["start", -1, "[←", "begin a word earlier"],
      ["start", 1, "[→", "begin a word later"],
      ["end", -1, "←]", "end a word earlier"],
      ["end", 1, "→]", "end a word later"],
    ]) {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign, title: `${label}: ${title}` });
      button.setAttribute("aria-label", button.title);
      button.addEventListener("click", () => {
        const places = read(part);
        if (!places.length) return;
        const at = edge === "start" ? 0 : places.length - 1;
        places[at] = moved(text, places[at], edge, step);
        write(part, places);
      });
      tools.append(button);
    }
    form.querySelector(`[data-part="${part}"]`).append(tools);
    field(part).addEventListener("input", () => {
      field(`${part}_at`).value = ""; // typed words are looked for by the server
      paint();
    });
  }
  modes();
  form.elements.type.addEventListener("change", modes);
  form.querySelector("[data-cancel]").addEventListener("click", (event) => {
    if (!form.closest(".card, .adding")) return; // on a page of its own it is a link
    event.preventDefault();
    close();
  });
  paint();
}

/** Only the modes of the type that is chosen. */
function modes() {
  const choice = form.querySelector("[data-of-type]");
  if (!choice) return;
  for (const group of choice.querySelectorAll("optgroup")) group.hidden = group.disabled = group.label !== form.elements.type.value;
  if (choice.selectedOptions[0]?.closest("optgroup")?.disabled) choice.value = "";
}

// The form comes from its own page, into the card.

async function open(address, into) {
  if (form && !form.closest(".card, .adding")) return form;
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector("form.correction");
  if (!found) {
    location.assign(address); // the page says why there is none
    return null;
  }
  close();
  form = document.adoptNode(found);
  into.append(form);
  furnish();
  form.scrollIntoView({ block: "nearest" });
  return form;
}

function close() {
  const card = form?.closest(".card");
  form?.remove();
  document.querySelector(".adding")?.remove();
  form = null;
  paint();
  card?.focus({ preventScroll: true });
}

const name = () => form.querySelector("input[list]"); // who speaks, who did it, who stands there: the first that may be wrong

async function correct(card, link = card?.querySelector("[data-correct]")) {
  if (!link) return;
  if (form?.closest(".card") === card && form.dataset.from === link.href) return;
  if (!(await open(link.href, card))) return;
  form.dataset.from = link.href;
  name().focus({ preventScroll: true });
}

async function add(link) {
  const place = selectedPlace(text);
  const box = Object.assign(document.createElement("div"), { className: "adding card" });
  const opened = await open(link.href, box);
  if (!opened) return;
  link.closest("p").after(box);
  document.querySelector(`[data-tabs] a[href="#${link.closest(".panel").id}"]`)?.click();
  if (place) write(link.dataset.add, [place]);
  box.closest(".beside")?.scrollTo({ top: 0 });
  (place ? name() : field(link.dataset.add)).focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-correct], [data-add]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (link.matches("[data-add]")) add(link);
  else correct(link.closest(".card"), link);
});

let current = null;
document.addEventListener("onrecord:select", (event) => {
  current = event.detail.card;
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && form?.closest(".card, .adding") && event.target.closest("form.correction")) close();
  if (writing(event)) return;
  const card = event.target.closest?.(".card[data-ref]") ?? document.querySelector(".card[aria-current]") ?? current;
  const link = document.querySelector(".panel.open [data-add]");
  if (event.key === "c" && card) {
    event.preventDefault();
    correct(card);
  } else if (event.key === "n" && link) {
    event.preventDefault();
    add(link);
  }
});

// The bar that stands at selected words.

const bar = Object.assign(document.createElement("div"), { className: "marker", hidden: true });
bar.setAttribute("role", "toolbar");
bar.setAttribute("aria-label", "The selected words are");
document.body.append(bar);

function choices() {
  if (!form) return [...document.querySelectorAll("[data-add]")].map((link) => [link.dataset.word, () => add(link)]);
  const set = (part, more) => () => {
    const place = selectedPlace(text);
    if (!place) return;
    const apart = more ? read(part).filter(([start, end]) => end <= place[0] || place[1] <= start) : [];
    write(part, [...apart, place]);
  };
  const found = [];
  for (const { part, label, several } of parts()) {
    found.push([label, set(part, false), part]);
    if (several !== undefined && field(`${part}_at`).value) found.push(["+ more of it", set(part, true), part]);
  }
  return found;
}

function offer() {
  const place = selectedPlace(text);
  const offered = place ? choices() : [];
  bar.hidden = offered.length === 0;
  if (bar.hidden) return;
  bar.replaceChildren(
    ...offered.map(([words, act, part]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: words });
      if (part) button.classList.add("swatched", part);
      button.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
      button.addEventListener("click", () => {
        act();
        bar.hidden = true;
        if (form) getSelection().removeAllRanges();
      });
      return button;
    }),
  );
  const box = getSelection().getRangeAt(0).getBoundingClientRect();
  const left = Math.min(innerWidth - bar.offsetWidth - 8, Math.max(8, box.left + box.width / 2 - bar.offsetWidth / 2));
  bar.style.left = `${left + scrollX}px`;
  bar.style.top = `${(box.top > bar.offsetHeight + 70 ? box.top - bar.offsetHeight - 8 : box.bottom + 8) + scrollY}px`;
}

let waiting = 0;
document.addEventListener("selectionchange", () => {
  clearTimeout(waiting);
  waiting = setTimeout(offer, 120);
});

if (form) furnish();
