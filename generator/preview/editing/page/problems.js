// Shows the problems of a story, next to the fields that they are about, and at the top of the form.
import { make, marked } from "./page.js";
import { story } from "./state.js";
import { line, problemLine } from "./words.js";
import { writeAgain } from "./saving.js";

export const idOf = (name) => (name === "body" ? "body" : document.getElementById("field-" + name) ? "field-" + name : "");

export function drawProblems() {
  const all = [...story.found];
  for (const each of story.page.problems) if (!all.some((one) => one.message === each.message && one.field === each.field)) all.push(each);
  for (const each of document.querySelectorAll("#form .problems")) each.replaceChildren();
  for (const each of document.querySelectorAll("#form [aria-invalid]")) each.removeAttribute("aria-invalid");
  const links = [];
  const general = [];
  for (const each of all) {
    const id = idOf(each.field);
    if (!id) { general.push(problemLine(each)); continue; }
    document.getElementById(id + "-problems").append(problemLine(each));
    if (each.level !== "error") continue;
    document.getElementById(id).setAttribute("aria-invalid", "true");
    const label = id === "body" ? "Text" : story.controls.get(each.field)?.field.form.label || each.field;
    links.push(make("li", {}, make("a", { href: "#" + id, onclick: (event) => { event.preventDefault(); goTo(id); } }, label), ": ", marked(each.message)));
  }
  const elsewhere = story.page.elsewhere.length ? make("details", {}, make("summary", {}, "Problems in other files keep the site from being built"),
    otherFiles(story.page.elsewhere)) : "";
  const filled = [story.isGone ? goneBox() : "", links.length ? make("ul", {}, ...links) : "", ...general, elsewhere].filter(Boolean);
  const summary = document.getElementById("summary");
  summary.replaceChildren(...filled);
  summary.classList.toggle("wrong", story.isGone || all.some((each) => each.level === "error"));
}

function goneBox() {
  return make("div", { class: "error" }, make("p", {}, "This file is gone: somebody has deleted or moved it. Your text is in this form, and is kept in this browser."),
    make("p", {}, make("button", { type: "button", id: "again", onclick: writeAgain }, "Write the file again")));
}

export function goTo(id) {
  const at = document.getElementById(id);
  at.closest("details")?.setAttribute("open", "");
  at.focus();
}

// Returns a list of problems in other files, each with a link to the file if it can be edited here.
export function otherFiles(problems) {
  return make("ul", {}, problems.map((each) => make("li", {},
    each.file ? make("a", { href: "/?" + new URLSearchParams({ file: each.file }) }, each.where) : each.where, ": ", line(each))));
}
