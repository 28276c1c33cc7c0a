// Merges two versions of a story: the other one is from the file, which somebody else has changed, or from another window.
// If both have changed the same field, the form shows both versions, and nothing can be saved until one is chosen.
import { make, same } from "./page.js";
import { changes, story, valueOf } from "./state.js";
import { say } from "./status.js";
import { goTo, idOf } from "./problems.js";
import { draw } from "./form.js";

// Merges a file that has changed elsewhere with what was typed here.
export function merge(current, mine) {
  const theirs = (name) => !same(valueOf(story.base, name), valueOf(current, name));
  for (const name of Object.keys(mine.fields)) {
    if (same(mine.fields[name], valueOf(current, name))) delete mine.fields[name];
    else if (theirs(name)) story.conflicts.set(name, { value: valueOf(current, name), from: "file" });
  }
  if (mine.body !== null) {
    if (mine.body === current.body) mine.body = null;
    else if (current.body !== story.base.body || current.whole !== story.base.whole) story.conflicts.set("body", { value: current.body, from: "file" });
  }
  story.base = current;
  draw(mine);
  say(story.conflicts.size ? "Somebody else has changed this file, too. Choose below which version to keep."
    : "Somebody else has changed this file. Their changes are in the form now.");
}

// Merges what was typed in another window that was closed before it was saved. Returns whether that was possible.
export function takeIn(words) {
  if (!story.base) {
    story.base = words.base;
    story.conflicts = new Map(words.conflicts);
    draw(words.now);
    return true;
  }
  if (story.conflicts.size || words.conflicts.length) return false;  // later: the other conflicts come first
  const mine = changes();
  const shown = (name) => (name in mine.fields ? mine.fields[name] : valueOf(story.base, name));
  for (const [name, value] of Object.entries(words.now.fields)) {
    if (same(shown(name), value)) continue;
    if (same(shown(name), valueOf(words.base, name))) mine.fields[name] = value;
    else story.conflicts.set(name, { value, from: "window" });
  }
  const body = words.now.body;
  if (body !== null && body !== (mine.body ?? story.base.body)) {
    if ((mine.body ?? story.base.body) === words.base.body) mine.body = body;
    else story.conflicts.set("body", { value: body, from: "window" });
  }
  draw(mine);
  return true;
}

export function drawConflicts() {
  for (const [name, { value: theirs, from }] of story.conflicts) {
    const id = idOf(name);
    const at = id && document.getElementById(id + "-conflict");
    if (!at) continue;
    const done = (isOther, words = theirs) => () => {
      story.conflicts.delete(name);
      const mine = changes();
      if (isOther && name === "body") mine.body = words;
      else if (isOther) mine.fields[name] = words;
      draw(mine);
      goTo(id);
      say(story.conflicts.size ? "" : "Nothing more to choose. Save when you are ready.");
    };
    const isText = name === "body";
    const shown = theirs === null ? "(nothing)" : typeof theirs === "string" ? theirs : JSON.stringify(theirs, null, 1);
    at.replaceChildren(make("div", { class: "conflict", role: "group", "aria-label": "Two versions" },
      make("p", {}, from === "file" ? "Your version is above. The file now has:" : "In another window, which has been closed, you wrote:"), make("pre", { dir: "auto", tabindex: "0" }, shown),
      make("p", { class: "buttons" },
        make("button", { type: "button", onclick: done(false) }, from === "file" ? "Keep mine" : "Keep what is above"),
        make("button", { type: "button", onclick: done(true) }, from === "file" ? "Take theirs" : "Take this"),
        isText ? make("button", { type: "button", onclick: () => done(true, story.text.get().replace(/\n+$/, "") + "\n\n" + theirs)() }, "Keep both, one below the other") : "")));
  }
}

