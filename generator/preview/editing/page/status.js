// The line that says what has just happened; screen readers read it aloud.
import { make } from "./page.js";

const status = document.getElementById("status");

// `undo` is a button: its label, and the function that it calls.
export function say(words, undo = null) {
  status.replaceChildren(words, ...(undo ? [" ", make("button", { type: "button", onclick: undo[1] }, undo[0])] : []));
}
