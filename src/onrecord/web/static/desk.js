// What every page has: the theme's switch, the search key, and the list of keys.
import { remember } from "./memory.js";

const root = document.documentElement;

document.querySelector("[data-theme-switch]").addEventListener("click", () => {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  remember("theme", root.dataset.theme);
});

const keys = document.querySelector("dialog.keys");
document.querySelector("[data-keys-open]").addEventListener("click", () => keys.showModal());

/** Whether somebody is writing, so that letters are letters. */
export function writing(event) {
  return event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, [contenteditable], dialog") !== null;
}

document.addEventListener("keydown", (event) => {
  if (writing(event)) return;
  if (event.key === "/") {
    event.preventDefault();
    document.querySelector("[data-search]")?.focus();
  } else if (event.key === "?") {
    keys.showModal();
  }
});
