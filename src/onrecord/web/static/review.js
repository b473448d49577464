// The queue: j and k walk, a accepts, x rejects, u takes that back; each at once, and the page stays where it is.
import { writing } from "./desk.js";

const cards = [...document.querySelectorAll("[data-open]")];
const author = document.querySelector("[data-author]");

async function decide(card, verb) {
  const form = card.querySelector("form");
  const status = card.querySelector("[role=status]");
  if (!author.value.trim()) {
    author.focus();
    author.setCustomValidity("Your name: each decision has an author.");
    author.reportValidity();
    return;
  }
  const body = new URLSearchParams(new FormData(form));
  body.set("verb", verb);
  body.set("author", author.value);
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  const told = await answer.json();
  if (!answer.ok) {
    status.textContent = told.detail;
    return;
  }
  card.dataset.decision = told.decision;
  card.classList.add("done");
  form.hidden = true;
  const undo = Object.assign(document.createElement("button"), { type: "button", className: "plain", textContent: "Take back" });
  undo.addEventListener("click", () => takeBack(card));
  const button = form.querySelector(`[value="${verb}"]`);
  status.replaceChildren(`${button.dataset.said ?? button.textContent}.`, " ", undo);
  if (card.contains(document.activeElement) || document.activeElement === document.body) walk(1);
}

async function takeBack(card) {
  const body = new URLSearchParams({ statement: card.dataset.decision }); // whatever it is about: ids of decisions are of all kinds
  const answer = await fetch("/decisions/undo", { method: "POST", body });
  if (!answer.ok) return;
  delete card.dataset.decision;
  card.classList.remove("done");
  const form = card.querySelector("form");
  form.hidden = false;
  form.elements.seen.value = Number(form.elements.seen.value) + 2; // the decision, and its undoing
  card.querySelector("[role=status]").textContent = "";
  card.focus();
}

let at = -1;
function walk(step) {
  at = Math.min(cards.length - 1, Math.max(0, at + step));
  cards[at]?.focus({ preventScroll: true });
  cards[at]?.scrollIntoView({ block: "center" });
}

for (const [number, card] of cards.entries()) {
  card.addEventListener("focusin", () => {
    at = number;
  });
  card.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    decide(card, event.submitter.value);
  });
}
author?.addEventListener("input", () => author.setCustomValidity(""));

document.addEventListener("keydown", (event) => {
  if (writing(event)) return;
  const card = cards[at];
  if (event.key === "j") walk(1);
  else if (event.key === "k") walk(-1);
  else if (event.key === "a" && card && !card.dataset.decision) decide(card, "accept");
  else if (event.key === "x" && card && !card.dataset.decision) decide(card, "reject");
  else if (event.key === "u" && card?.dataset.decision) takeBack(card);
  else if (event.key === "c" && card) location.assign(card.querySelector("[data-correct-there]").href);
});
