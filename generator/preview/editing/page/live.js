// The live page next to the form, and regular checks of the file on the disk, which somebody else may change at any time.
import { SITE, make, read, same } from "./page.js";
import { FILE, changes, keep, story } from "./state.js";
import { say } from "./status.js";
import { sentence } from "./words.js";
import { drawProblems } from "./problems.js";
import { merge } from "./versions.js";
import { drawBar } from "./bar.js";
import { gone } from "./saving.js";

const NO_PAGE = { person: "Readers see this with the stories of this person.", term: "Readers see this with the stories that it is about." };

let frame = null;

// The page may run its own scripts in its own origin, but may not take this window to another address.
function show(address) {
  if (frame) { frame.src = address; return; }
  frame = make("iframe", { id: "page", name: "broadsheet-edit", title: "The page of this story", src: address,
    sandbox: "allow-scripts allow-same-origin allow-forms allow-popups" });
  document.getElementById("live").append(frame);
}

export async function look() {
  if (story.busy || document.hidden || !story.base) return;
  const { status: code, data } = await read("page", { file: FILE });
  if (story.busy) return;
  if (code === 410) { gone(); return; }
  if (code !== 200) { story.cutOff = code === 0 ? "The preview is running again." : "The problem is fixed; you can save again."; say(sentence(data.problems[0]?.message || "")); return; }
  if (story.cutOff) say(story.cutOff);
  if (story.isGone) { story.isGone = false; drawProblems(); say("The file is there again."); }
  story.cutOff = "";
  if (data.version !== story.base.version) {
    const { status: again, data: current } = await read("document", { file: FILE });
    if (again === 200 && !story.busy && current.version !== story.base.version) { story.found = current.problems; merge(current, changes()); }
    return;
  }
  const before = story.page;
  story.page = data.current || data.problems.some((each) => each.level === "error") || data.elsewhere.length ? data : { ...data, problems: [] };
  if (data.address && data.address !== before.address) show(SITE + data.address);
  document.getElementById("no-page").textContent = data.address ? "" : NO_PAGE[story.base.kind] || "The page appears here as soon as the story can be shown.";
  if (!same(before, story.page)) { drawProblems(); drawBar(); keep(); }
}
