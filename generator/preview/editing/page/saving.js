// Saves what somebody has typed, and says why if it cannot be saved.
import { act, make, problem, same } from "./page.js";
import { FILE, changes, isChanged, keep, story, trimmed } from "./state.js";
import { say } from "./status.js";
import { drawProblems } from "./problems.js";
import { merge } from "./versions.js";
import { draw } from "./form.js";
import { drawBar } from "./bar.js";
import { look } from "./live.js";

export async function save(anyway = false) {
  if (story.busy) return false;
  const mine = changes();
  if (story.conflicts.size) return refused("Choose which versions to keep first.");
  const half = [...story.controls].map(([name, each]) => [name, each.control.half?.()]).filter(([, why]) => why);
  if (half.length) {
    story.found = half.map(([name, why]) => problem(why, name));
    drawProblems();
    return refused("Not saved: a time is not complete.");
  }
  if (!isChanged(mine)) return true;
  const typed = new Map([...story.controls].map(([name, each]) => [name, each.control.get()]));
  story.busy = true;
  say("Saving …");
  const { status: code, data } = await act("save", { file: FILE, version: story.base.version, fields: mine.fields, body: mine.body, anyway });
  story.busy = false;
  if (code === 409) { merge(data, changes()); return false; }
  if (code === 410) { gone(); keep(); return refused("Not saved: the file is gone."); }
  if (code !== 200) return notSaved(data);
  saved(data, typed);
  return true;
}

export function gone() {
  if (story.isGone) return;
  story.isGone = true;
  drawProblems();
  say("This file is gone.");
}

// Writes a deleted file again, as it was before the changes, and then saves the changes.
export async function writeAgain() {
  const { status: code, data } = await act("restore", { file: FILE, source: story.base.source });
  if (code !== 200 && code !== 409) { notSaved(data); return; }
  story.isGone = false;
  story.found = data.problems;
  if (code === 409) { merge(data, changes()); return; }
  story.base = data;
  drawProblems();
  say("The file is there again.");
  await save();
}

function saved(data, typed) {
  const shape = (doc) => JSON.stringify([doc.whole, doc.fields.map((each) => [each.name, each.unclear])]);
  const sameForm = shape(data) === shape(story.base);
  const later = [...story.controls].filter(([name, each]) => !same(each.control.get(), typed.get(name))).map(([name, each]) => [name, each.control.get()]);
  const body = trimmed(story.text.get());
  story.base = data;
  story.cutOff = "";
  story.found = data.problems;
  if (!sameForm) draw({ fields: Object.fromEntries(later), body: body === data.body ? null : body });
  for (const [name, each] of story.controls) if (typed.has(name)) each.first = typed.get(name);
  drawBar();
  drawProblems();
  keep();
  const errors = story.found.filter((each) => each.level === "error").length;
  say(errors ? "Saved, with problems: the site cannot be built until they are fixed." : "Saved.");
  look();
}

function notSaved(data) {
  story.found = data.problems;
  drawProblems();
  if (data.possible) {
    document.getElementById("summary").append(make("p", {}, "What you typed is not in the file yet, but is kept in this browser. If you save it anyway, the site cannot be built until the problems are fixed."),
      make("p", {}, make("button", { type: "button", id: "anyway", onclick: () => save(true) }, "Save anyway")));
  }
  keep();
  const errors = story.found.filter((each) => each.level === "error").length;
  return refused(`Not saved: ${errors === 1 ? "there is a problem" : `there are ${errors} problems`}.`);
}

function refused(words) {
  say(words);
  const summary = document.getElementById("summary");
  (summary.querySelector("a, button") || document.querySelector(".conflict button"))?.focus();
  return false;
}
