// The form of a story: a box for each field, and its text.
import { make, marked } from "./page.js";
import { keep, story } from "./state.js";
import { control } from "./controls.js";
import { writing } from "./writing.js";
import { drawBar } from "./bar.js";
import { drawProblems } from "./problems.js";
import { drawConflicts } from "./versions.js";
import { choosePictures, pasted } from "./pictures.js";
import { linking } from "./linking.js";
import { save } from "./saving.js";

const FIRST = ["title", "name", "headline", "standfirst"];  // above the text

export function place() {
  const at = document.activeElement;
  const selects = at && (at.tagName === "TEXTAREA" || at.type === "text");
  return at && at.id ? { id: at.id, caret: selects ? [at.selectionStart, at.selectionEnd] : null } : null;
}

export function restore(before) {
  const at = before && document.getElementById(before.id);
  if (!at) return;
  at.focus({ preventScroll: true });
  if (before.caret && at.setSelectionRange) at.setSelectionRange(...before.caret);
}

function box(id, label, main, element, about, longest = 0) {
  const hint = make("small", { id: id + "-hint", class: "hint" }, marked(inForm(about)));
  const wrong = make("div", { id: id + "-problems", class: "problems" });
  const count = longest ? make("small", { id: id + "-count", class: "count" }) : "";
  const described = [main.getAttribute("aria-describedby"), hint.id, wrong.id, count && count.id].filter(Boolean).join(" ");
  main.setAttribute("aria-describedby", described);
  const grouped = element.classList.contains("parts") || element.classList.contains("several");
  const named = grouped ? make("legend", {}, label) : make("label", { for: main.id }, label);
  return make(grouped ? "fieldset" : "div", { class: "field", "aria-describedby": grouped ? described : null, "data-longest": longest || null }, named, element, hint, count, wrong,
    make("div", { id: id + "-conflict" }));
}

// Files say `true` or `false` where a form says Yes or No.
const inForm = (about) => about.replaceAll("`true`", "Yes").replaceAll("`false`", "No");

// What fields offer: the names that stories have, and the headlines that a list of slugs shows.
const offers = (form) => ({ ...story.offers.choices, headlines: form.of === "story" ? story.offers.headlines : {} });

function fieldBox(field, overlay) {
  const id = "field-" + field.name;
  if (field.unclear) {
    const note = make("p", { id, class: "unshown" }, field.unclear);
    return box(id, field.form.label, note, note, field.form.about);
  }
  const first = control(field.form, field.value, offers(field.form)).get();
  const shown = field.name in overlay ? overlay[field.name] : field.value;
  const made = control(field.form, shown, offers(field.form), id);
  const element = box(id, field.form.label + (field.form.needed ? " (needed)" : ""), made.main, made.element, field.form.about, field.form.longest);
  story.controls.set(field.name, { field, control: made, first, box: element });
  return element;
}

export function draw(mine = { fields: {}, body: null }) {
  const before = place();
  const open = document.getElementById("more")?.open;
  story.controls = new Map();
  const of = (choose) => story.base.fields.filter(choose).map((each) => fieldBox(each, mine.fields));
  const isFirst = (each) => FIRST.includes(each.name);
  const isShown = (each) => each.always || each.present || each.name in mine.fields;
  story.text = writing(mine.body ?? story.base.body, story.base.direction, choosePictures, pasted, linking);
  const label = story.base.whole ? "The whole file" : "Text";
  const about = story.base.whole ? "The front matter at the beginning cannot be read, so there are no fields yet."
    : "A blank line begins a new paragraph. Drop a picture here to add it.";
  const first = of(isFirst);
  const shown = [...of((each) => !isFirst(each) && each.always), ...of((each) => !isFirst(each) && !each.always && isShown(each))];
  const more = of((each) => !isFirst(each) && !isShown(each));
  const form = make("form", { id: "form", novalidate: true, oninput: onInput, onsubmit: (event) => { event.preventDefault(); save(); } },
    make("div", { id: "summary" }), ...first, box("body", label, story.text.main, story.text.element, about), ...shown,
    more.length ? make("details", { id: "more", open }, make("summary", {}, `More fields (${more.length})`), ...more) : "",
    story.base.others.length ? make("p", { class: "hint" }, "Also in the file, and kept as it is: " + story.base.others.join(", ") + ".") : "");
  if (document.getElementById("form")) document.getElementById("form").replaceWith(form);
  else document.getElementById("desk").append(form, make("section", { id: "live", "aria-label": "Page" }, make("p", { id: "no-page" })));
  drawBar();
  drawConflicts();
  drawProblems();
  count();
  keep();
  restore(before);
}

function onInput() {
  count();
  keep();
}

function count() {
  for (const each of document.querySelectorAll("[data-longest]")) {
    const most = Number(each.dataset.longest);
    const counter = each.querySelector(".count");
    const length = [...(each.querySelector("input, textarea")?.value || "")].length;
    counter.textContent = length > most * 0.8 ? `${length} of ${most} characters` : "";
    counter.classList.toggle("over", length > most);
  }
}
