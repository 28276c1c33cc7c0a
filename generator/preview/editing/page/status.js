// What has just happened, in one line that screen readers say as well.
import { make } from "./page.js";

const status = document.getElementById("status");

// `undo` is a label, and what its button does.
export function say(words, undo = null) {
  status.replaceChildren(words, ...(undo ? [" ", make("button", { type: "button", onclick: undo[1] }, undo[0])] : []));
}
