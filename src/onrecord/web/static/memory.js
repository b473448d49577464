// What the browser keeps for a reader: the theme, the layers. Storage may be forbidden; then nothing is kept.

export function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // The choice holds for this page only.
  }
}

export function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
