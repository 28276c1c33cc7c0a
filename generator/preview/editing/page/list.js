// The list of stories, newest first.
import { FOLDER, SITE, act, make, read, same } from "./page.js";
import { unsaved } from "./keeping.js";
import { deleted } from "./deleted.js";
import { say } from "./status.js";
import { moment, problemLine, sentence } from "./words.js";
import { otherFiles } from "./problems.js";

const SHOWN = { "": "All stories", draft: "Drafts", scheduled: "Scheduled", embargoed: "Under embargo", public: "Readers see them", gone: "Withdrawn or expired",
  page: "Pages", description: "People, sections, topics" };
const STATES = { draft: "Draft", scheduled: "Scheduled", embargoed: "Embargo", killed: "Withdrawn", expired: "Expired" };
const KINDS = { page: "Page", description: "About a person, section or topic" };
const TYPING = 200;  // milliseconds without typing, after which the list is filtered
const PAUSE = 4000;  // milliseconds between two updates of the list

const edit = (file) => "/?" + new URLSearchParams({ file });
const words = make("input", { type: "search", id: "words", dir: "auto", autocomplete: "off", placeholder: "Headline, topic, name" });
const which = make("select", { id: "which" }, Object.entries(SHOWN).map(([value, label]) => make("option", { value }, label)));
const count = make("p", { id: "count", role: "status" });
const wrong = make("div", { id: "summary" });
const list = make("ol", { id: "stories" });
const more = make("button", { type: "button", id: "more-stories", hidden: true, onclick: () => add() }, "Show more");
let shown = [];  // the stories in the list
let last = null;  // the answer that the list was drawn from
let asked = 0;  // the number of requests so far: a late answer to an earlier one is ignored

function item(each) {
  const mark = STATES[each.state] ? make("mark", { class: each.state }, STATES[each.state]) : "";
  const isUnsaved = unsaved(FOLDER).has(each.file) ? make("mark", { class: "unsaved" }, "Not saved yet") : "";
  const about = [KINDS[each.kind], each.section, moment(each.at)];
  return make("li", {}, make("a", { href: edit(each.file) }, make("bdi", {}, each.headline || each.file.replace("content/", ""))),
    make("p", {}, isUnsaved, mark, make("span", {}, about.filter(Boolean).flatMap((one, at) => [at ? " · " : "", make("bdi", {}, one)]))));
}

function counted(data) {
  if (!data.found) return words.value ? "Nothing here has these words." : "There is nothing here yet.";
  return `${data.found.toLocaleString("en-GB")} found`;
}

function drawProblems(data) {
  const unshown = data.problems.length ? [make("p", { class: "error" }, "The site cannot be built until these problems are fixed:"), otherFiles(data.problems)] : [];
  const partly = data.complete ? "" : make("p", {}, "Until then, the list shows only file names.");
  wrong.replaceChildren(...unshown, partly);
  wrong.classList.toggle("wrong", data.problems.length > 0);
}

async function ask(start) {
  asked += 1;
  const mine = asked;
  const { status, data } = await read("stories", { words: words.value, shown: which.value, start });
  if (mine !== asked) return null;
  if (status === 200) return data;
  count.textContent = "";
  wrong.replaceChildren(...data.problems.map(problemLine));
  last = null;
  return null;
}

async function draw() {
  const data = await ask(0);
  if (!data || same(data, last)) return;
  last = data;
  shown = data.stories;
  drawProblems(data);
  list.replaceChildren(...shown.map(item));
  count.textContent = counted(data);
  more.hidden = shown.length >= data.found;
}

async function add() {
  const data = await ask(shown.length);
  if (!data) return;
  const known = new Set(shown.map((each) => each.file));
  const further = data.stories.filter((each) => !known.has(each.file));
  shown = [...shown, ...further];
  const items = further.map(item);
  list.append(...items);
  more.hidden = shown.length >= data.found || !further.length;
  items[0]?.querySelector("a").focus();
}

// Offers to restore the draft that was deleted just now.
function offerBack() {
  const draft = deleted.take();
  if (!draft) return;
  say(`“${draft.headline}” is in the trash.`, ["Put it back", async () => {
    const { status, data } = await act("restore", { file: draft.file, source: draft.source });
    if (status === 200) location.assign(edit(draft.file));
    else say(status === 409 ? "Another story has taken its place." : sentence(data.problems[0].message) + ".");
  }]);
}

export async function showList() {
  document.title = "Stories";
  document.getElementById("bar").replaceChildren(make("h1", {}, "Stories"),
    make("span", { class: "buttons" }, make("a", { href: "/?new", id: "new", class: "button main" }, "New story"), make("a", { href: SITE + "/", id: "site" }, "Site")));
  let timer = 0;
  words.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(draw, TYPING); });
  which.addEventListener("change", draw);
  document.getElementById("desk").replaceChildren(make("div", { id: "list" }, wrong,
    make("form", { role: "search", class: "filter", onsubmit: (event) => { event.preventDefault(); draw(); } },
      make("div", {}, make("label", { for: words.id }, "Find"), words), make("div", {}, make("label", { for: which.id }, "Show"), which)),
    count, list, more));
  offerBack();
  await draw();
  const again = () => { if (!document.hidden && shown.length <= (last?.stories.length ?? 0)) draw(); };
  setInterval(again, PAUSE);
  document.addEventListener("visibilitychange", again);
  addEventListener("pageshow", (event) => { if (event.persisted) { last = null; again(); } });  // what is not saved may have changed
}
