// The pages for editing: the list of stories, a new story, or the form of one with the live page next to it. What somebody
// types is kept in this browser until it is saved, and changes from elsewhere never overwrite it.
import { make, read } from "./page.js";
import { FILE, changes, kept, story } from "./state.js";
import { say } from "./status.js";
import { problemLine, showTimesOf } from "./words.js";
import { discarding } from "./dialogs.js";
import { merge, takeIn } from "./versions.js";
import { draw } from "./form.js";
import { gone, save } from "./saving.js";
import { look } from "./live.js";
import { showList } from "./list.js";
import { showNew } from "./new.js";

const PAUSE = 1500;  // milliseconds between two checks of the file

function discard() {
  discarding(() => {
    story.conflicts.clear();
    draw();
    say("The form shows the story as it was last saved.");
  });
}

async function showStory() {
  const { status: code, data } = await read("document", { file: FILE });
  await kept.takeLeft(takeIn);
  const isKept = story.base !== null;
  if (code === 410 && isKept) gone();
  else if (code !== 200 && !isKept) {
    document.getElementById("bar").replaceChildren(make("a", { href: "/" }, "Stories"), make("h1", {}, FILE));
    document.getElementById("desk").replaceChildren(make("div", { id: "form", role: "alert" }, ...data.problems.map(problemLine)));
    return;
  } else if (code === 200) {
    story.found = data.problems;
    story.base ??= data;
    if (story.base.version !== data.version) merge(data, changes());
    else draw(isKept ? changes() : undefined);
  }
  if (story.conflicts.size && !story.isGone) say("There are two versions of what you wrote. Choose below which to keep.");
  else if (isKept && !story.isGone) say("What you typed before is in the form, and not saved yet.", ["Discard it", discard]);
  look();
  setInterval(look, PAUSE);
}

async function start() {
  const query = new URLSearchParams(location.search);
  const { status, data } = await read("choices");
  if (status === 200) { story.offers = data; showTimesOf(data.zone); }
  if (FILE) await showStory();
  else if (query.has("new")) showNew();
  else await showList();
}

addEventListener("beforeunload", (event) => { if (story.unkept) event.preventDefault(); });
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s" && story.base) { event.preventDefault(); save(); }
});
start();
