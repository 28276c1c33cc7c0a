// The bar above a story: whether readers see it, and the actions that are possible now.
import { SITE, make } from "./page.js";
import { headline, story } from "./state.js";
import { sentence } from "./words.js";
import { place, restore } from "./form.js";
import { correct, publish, remove, withdraw } from "./acts.js";

export function drawBar() {
  const before = place();
  const button = (id, label, onclick) => make("button", { type: "button", id, onclick }, label);
  const acts = [];
  if (story.base.readable && story.base.kind !== "term" && story.base.kind !== "person") {
    if (["draft", "scheduled", "embargoed"].includes(story.base.state)) acts.push(button("publish", story.base.state === "draft" ? "Publish…" : "Change time…", publish));
    if (story.base.state === "" && story.base.kind === "story") acts.push(button("correct", "Correct…", correct));
    if (["", "expired"].includes(story.base.state)) acts.push(button("withdraw", "Withdraw…", withdraw));
    if (story.base.state === "draft") acts.push(button("delete", "Delete…", remove));
  }
  document.getElementById("bar").replaceChildren(
    make("a", { href: "/" }, "Stories"),
    make("h1", { dir: "auto" }, headline()),
    story.base.withheld ? make("mark", {}, sentence(story.base.withheld)) : "",
    make("span", { class: "buttons" },
      make("button", { type: "submit", form: "form", id: "save", class: "main", "aria-keyshortcuts": "Control+S" }, "Save"),
      make("button", { type: "button", id: "turn", "aria-pressed": String(document.body.classList.contains("page")), onclick: turn }, "Page"), ...acts,
      make("a", { href: story.page.address ? SITE + story.page.address : SITE + "/", id: "site" }, "Site")));
  restore(before);
}

function turn() {
  const isPage = document.body.classList.toggle("page");
  document.getElementById("turn").setAttribute("aria-pressed", String(isPage));
}
