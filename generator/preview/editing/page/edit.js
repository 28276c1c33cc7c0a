// The page for editing a story: its form, and the live page beside it. What somebody types is kept in this browser until
// it is saved, and is never overwritten by a change from elsewhere: both are shown then.
import { FOLDER, SITE, act, make, marked, problem, read, same, send } from "./page.js";
import { problemLine, readable, sentence, showTimesOf } from "./problems.js";
import { control } from "./controls.js";
import { keeper } from "./keeping.js";
import { correcting, picturing, publishing, withdrawing } from "./dialogs.js";
import { pictureText, writing } from "./writing.js";

const FILE = new URLSearchParams(location.search).get("file") || "";
const kept = FILE ? keeper(FOLDER + ":" + FILE) : null;
const FIRST = ["title", "name", "headline", "standfirst"];  // above the text
const PAUSE = 1500;  // milliseconds from one look at the file to the next

const bar = document.getElementById("bar");
const status = document.getElementById("status");
const desk = document.getElementById("desk");
let base = null;  // the file as it was when it was last read
let offers = { choices: {}, zone: "", sections: [] };
let controls = new Map();  // name -> { field, control, first, box }
let text = null;
let conflicts = new Map();  // name -> the other version, and where it is from
let isGone = false;  // whether the file has been deleted or moved
let isCutOff = false;  // whether the preview does not answer
let found = [];  // problems of the form
let page = { address: "", problems: [], elsewhere: [] };
let busy = false;
let unkept = false;  // whether the browser could not keep what was typed
let frame = null;

// ----- what has changed

const lines = (words) => words.replace(/\r\n?/g, "\n");
const trimmed = (words) => (base.whole ? lines(words) : lines(words).replace(/^\n+|\n+$/g, ""));

function changes() {
  const fields = {};
  for (const [name, each] of controls) {
    const now = each.control.get();
    if (!same(now, each.first)) fields[name] = now;
  }
  const body = trimmed(text.get());
  return { fields, body: body === base.body ? null : body };
}

const isChanged = (now = changes()) => Object.keys(now.fields).length > 0 || now.body !== null;

function keep() {
  const now = changes();
  unkept = !kept.keep(isChanged(now) || conflicts.size ? { base, now, conflicts: [...conflicts] } : null);
  document.getElementById("save").disabled = busy || !isChanged(now);
  document.title = (isChanged(now) ? "* " : "") + headline() + " – Edit";
}

const valueOf = (doc, name) => doc.fields.find((each) => each.name === name)?.value ?? null;
const headline = () => valueOf(base, base.kind === "person" ? "name" : "title") || FILE.split("/").pop();

// Takes in a file that has changed elsewhere. Where both have changed something, both versions are shown.
function merge(current, mine) {
  const theirs = (name) => !same(valueOf(base, name), valueOf(current, name));
  for (const name of Object.keys(mine.fields)) {
    if (same(mine.fields[name], valueOf(current, name))) delete mine.fields[name];
    else if (theirs(name)) conflicts.set(name, { value: valueOf(current, name), from: "file" });
  }
  if (mine.body !== null) {
    if (mine.body === current.body) mine.body = null;
    else if (current.body !== base.body || current.whole !== base.whole) conflicts.set("body", { value: current.body, from: "file" });
  }
  base = current;
  draw(mine);
  say(conflicts.size ? "Somebody else has changed this file, too. Choose below which version to keep."
    : "Somebody else has changed this file. Their changes are in the form now.");
}

// Takes in what was typed in another window that was closed before it was saved.
function takeIn(words) {
  if (!base) {
    base = words.base;
    conflicts = new Map(words.conflicts);
    draw(words.now);
    return true;
  }
  if (conflicts.size || words.conflicts.length) return false;  // not yet: there is enough to choose from
  const mine = changes();
  const shown = (name) => (name in mine.fields ? mine.fields[name] : valueOf(base, name));
  for (const [name, value] of Object.entries(words.now.fields)) {
    if (same(shown(name), value)) continue;
    if (same(shown(name), valueOf(words.base, name))) mine.fields[name] = value;
    else conflicts.set(name, { value, from: "window" });
  }
  const body = words.now.body;
  if (body !== null && body !== (mine.body ?? base.body)) {
    if ((mine.body ?? base.body) === words.base.body) mine.body = body;
    else conflicts.set("body", { value: body, from: "window" });
  }
  draw(mine);
  return true;
}

// ----- the form

function place() {
  const at = document.activeElement;
  const selects = at && (at.tagName === "TEXTAREA" || at.type === "text");
  return at && at.id ? { id: at.id, caret: selects ? [at.selectionStart, at.selectionEnd] : null } : null;
}

function restore(before) {
  const at = before && document.getElementById(before.id);
  if (!at) return;
  at.focus({ preventScroll: true });
  if (before.caret && at.setSelectionRange) at.setSelectionRange(...before.caret);
}

function box(id, label, main, element, about, longest = 0) {
  const hint = make("small", { id: id + "-hint", class: "hint" }, marked(about));
  const wrong = make("div", { id: id + "-problems", class: "problems" });
  const count = longest ? make("small", { id: id + "-count", class: "count" }) : "";
  const described = [main.getAttribute("aria-describedby"), hint.id, wrong.id, count && count.id].filter(Boolean).join(" ");
  main.setAttribute("aria-describedby", described);
  const grouped = element.classList.contains("parts") || element.classList.contains("several");
  const named = grouped ? make("legend", {}, label) : make("label", { for: main.id }, label);
  return make(grouped ? "fieldset" : "div", { class: "field", "aria-describedby": grouped ? described : null, "data-longest": longest || null }, named, element, hint, count, wrong,
    make("div", { id: id + "-conflict" }));
}

function fieldBox(field, overlay) {
  const id = "field-" + field.name;
  if (field.unclear) {
    const said = make("p", { id, class: "unshown" }, field.unclear);
    return box(id, field.form.label, said, said, field.form.about);
  }
  const first = control(field.form, field.value, offers.choices).get();
  const shown = field.name in overlay ? overlay[field.name] : field.value;
  const made = control(field.form, shown, offers.choices, id);
  const element = box(id, field.form.label + (field.form.needed ? " (needed)" : ""), made.main, made.element, field.form.about, field.form.longest);
  controls.set(field.name, { field, control: made, first, box: element });
  return element;
}

function draw(mine = { fields: {}, body: null }) {
  const before = place();
  const open = document.getElementById("more")?.open;
  controls = new Map();
  const of = (choose) => base.fields.filter(choose).map((each) => fieldBox(each, mine.fields));
  const isFirst = (each) => FIRST.includes(each.name);
  const isShown = (each) => each.always || each.present || each.name in mine.fields;
  text = writing(mine.body ?? base.body, base.direction, () => choose.click(), pasted);
  const choose = make("input", { type: "file", accept: "image/*,.svg", multiple: true, hidden: true, tabindex: "-1", "aria-label": "Picture",
    onchange: () => { addPictures([...choose.files]); choose.value = ""; } });
  const label = base.whole ? "The whole file" : "Text";
  const about = base.whole ? "What is between the lines at the beginning cannot be read, so there are no fields yet."
    : "Markdown: a blank line between paragraphs. Drop a picture here to add it.";
  const first = of(isFirst);
  const shown = [...of((each) => !isFirst(each) && each.always), ...of((each) => !isFirst(each) && !each.always && isShown(each))];
  const more = of((each) => !isFirst(each) && !isShown(each));
  const form = make("form", { id: "form", novalidate: true, oninput: onInput, onsubmit: (event) => { event.preventDefault(); save(); } },
    make("div", { id: "summary" }), ...first, box("body", label, text.main, text.element, about), choose, ...shown,
    more.length ? make("details", { id: "more", open }, make("summary", {}, `More fields (${more.length})`), ...more) : "",
    base.others.length ? make("p", { class: "hint" }, "Also in the file, and kept as it is: " + base.others.join(", ") + ".") : "");
  if (document.getElementById("form")) document.getElementById("form").replaceWith(form);
  else desk.append(form, make("section", { id: "live", "aria-label": "Page" }, make("p", { id: "no-page" })));
  drawBar();
  drawConflicts();
  drawProblems();
  count();
  keep();
  restore(before);
}

function drawBar() {
  const before = place();
  const button = (id, label, onclick) => make("button", { type: "button", id, onclick }, label);
  const acts = [];
  if (base.readable && base.kind !== "term" && base.kind !== "person") {
    if (["draft", "scheduled", "embargoed"].includes(base.state)) acts.push(button("publish", base.state === "draft" ? "Publish…" : "Change time…", publish));
    if (base.state === "" && base.kind === "story") acts.push(button("correct", "Correct…", correct));
    if (["", "expired"].includes(base.state)) acts.push(button("withdraw", "Withdraw…", withdraw));
  }
  bar.replaceChildren(
    make("a", { href: page.address ? SITE + page.address : SITE + "/" }, "Site"),
    make("h1", {}, headline()),
    base.withheld ? make("mark", {}, sentence(base.withheld)) : "",
    make("span", { class: "buttons" },
      make("button", { type: "submit", form: "form", id: "save", class: "main", "aria-keyshortcuts": "Control+S" }, "Save"),
      make("button", { type: "button", id: "turn", "aria-pressed": String(document.body.classList.contains("page")), onclick: turn }, "Page"), ...acts,
      make("a", { href: "/", id: "new" }, "New story")));
  restore(before);
}

function turn() {
  const isPage = document.body.classList.toggle("page");
  document.getElementById("turn").setAttribute("aria-pressed", String(isPage));
}

function onInput() {
  count();
  keep();
}

function count() {
  for (const each of document.querySelectorAll("[data-longest]")) {
    const most = Number(each.dataset.longest);
    const said = each.querySelector(".count");
    const length = [...(each.querySelector("input, textarea")?.value || "")].length;
    said.textContent = length > most * 0.8 ? `${length} of ${most} characters` : "";
    said.classList.toggle("over", length > most);
  }
}

// ----- problems and conflicts

const say = (words) => { status.textContent = words; };
const idOf = (name) => (name === "body" ? "body" : document.getElementById("field-" + name) ? "field-" + name : "");

// A field that is needed says only that: how to write it into the file is nothing for a form.
function inForm(each) {
  const at = controls.get(each.field);
  return at && at.field.form.needed && at.control.get() === null ? { ...each, message: "this is needed", fix: "" } : each;
}

function drawProblems() {
  const all = found.map(inForm);
  for (const each of page.problems.map(inForm)) if (!all.some((one) => one.message === each.message && one.field === each.field)) all.push(each);
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
    const label = id === "body" ? "Text" : controls.get(each.field)?.field.form.label || each.field;
    links.push(make("li", {}, make("a", { href: "#" + id, onclick: (event) => { event.preventDefault(); goTo(id); } }, label), ": ", marked(each.message)));
  }
  const elsewhere = page.elsewhere.length ? make("details", {}, make("summary", {}, "Problems in other files keep the site from being built"),
    make("ul", {}, ...page.elsewhere.map((each) => make("li", {}, each)))) : "";
  const filled = [isGone ? goneBox() : "", links.length ? make("ul", {}, ...links) : "", ...general, elsewhere].filter(Boolean);
  const summary = document.getElementById("summary");
  summary.replaceChildren(...filled);
  summary.classList.toggle("wrong", isGone || all.some((each) => each.level === "error"));
}

function goneBox() {
  return make("div", { class: "error" }, make("p", {}, "This file is gone: somebody has deleted or moved it. Your words are here, and are kept in this browser."),
    make("p", {}, make("button", { type: "button", id: "again", onclick: writeAgain }, "Write the file again")));
}

function goTo(id) {
  const at = document.getElementById(id);
  at.closest("details")?.setAttribute("open", "");
  at.focus();
}

function drawConflicts() {
  for (const [name, { value: theirs, from }] of conflicts) {
    const id = idOf(name);
    const at = id && document.getElementById(id + "-conflict");
    if (!at) continue;
    const done = (isOther, words = theirs) => () => {
      conflicts.delete(name);
      const now = changes();
      if (isOther && name === "body") now.body = words;
      else if (isOther) now.fields[name] = words;
      draw(now);
      goTo(id);
      say(conflicts.size ? "" : "Nothing more to choose. Save when you are ready.");
    };
    const isText = name === "body";
    const shown = theirs === null ? "(nothing)" : typeof theirs === "string" ? theirs : JSON.stringify(theirs, null, 1);
    at.replaceChildren(make("div", { class: "conflict", role: "group", "aria-label": "Two versions" },
      make("p", {}, from === "file" ? "Yours is above. In the file, there is now:" : "In another window, which is closed now, you wrote:"), make("pre", { dir: "auto", tabindex: "0" }, shown),
      make("p", { class: "buttons" },
        make("button", { type: "button", onclick: done(false) }, from === "file" ? "Keep mine" : "Keep what is above"),
        make("button", { type: "button", onclick: done(true) }, from === "file" ? "Take theirs" : "Take this"),
        isText ? make("button", { type: "button", onclick: () => done(true, text.get().replace(/\n+$/, "") + "\n\n" + theirs)() }, "Keep both, one below the other") : "")));
  }
}

// ----- saving

async function save(anyway = false) {
  if (busy) return false;
  const now = changes();
  if (conflicts.size) return refused("Choose which versions to keep first.");
  const half = [...controls].map(([name, each]) => [name, each.control.half?.()]).filter(([, why]) => why);
  if (half.length) {
    found = half.map(([name, why]) => problem(why, name));
    drawProblems();
    return refused("Not saved: a time is not complete.");
  }
  if (!isChanged(now)) return true;
  const typed = new Map([...controls].map(([name, each]) => [name, each.control.get()]));
  busy = true;
  say("Saving …");
  const { status: code, data } = await act("save", { file: FILE, version: base.version, fields: now.fields, body: now.body, anyway });
  busy = false;
  if (code === 409) { merge(data, changes()); return false; }
  if (code === 410) { gone(); keep(); return refused("Not saved: the file is gone."); }
  if (code !== 200) return notSaved(data);
  saved(data, typed);
  return true;
}

function gone() {
  if (isGone) return;
  isGone = true;
  drawProblems();
  say("This file is gone.");
}

// Writes a file again that is gone, as it was before the changes, and saves these in it.
async function writeAgain() {
  const { status: code, data } = await act("restore", { file: FILE, source: base.source });
  if (code !== 200 && code !== 409) { notSaved(data); return; }
  isGone = false;
  found = data.problems;
  if (code === 409) { merge(data, changes()); return; }
  base = data;
  drawProblems();
  say("The file is there again.");
  await save();
}

function saved(data, typed) {
  const shape = (doc) => JSON.stringify([doc.whole, doc.fields.map((each) => [each.name, each.unclear])]);
  const sameForm = shape(data) === shape(base);
  const later = [...controls].filter(([name, each]) => !same(each.control.get(), typed.get(name))).map(([name, each]) => [name, each.control.get()]);
  const body = trimmed(text.get());
  base = data;
  isCutOff = false;
  found = data.problems;
  if (!sameForm) draw({ fields: Object.fromEntries(later), body: body === data.body ? null : body });
  for (const [name, each] of controls) if (typed.has(name)) each.first = typed.get(name);
  drawBar();
  drawProblems();
  keep();
  const errors = found.filter((each) => each.level === "error").length;
  say(errors ? "Saved, with problems: the site cannot be built until they are fixed." : "Saved.");
  look();
}

function notSaved(data) {
  found = data.problems;
  drawProblems();
  if (data.possible) {
    document.getElementById("summary").prepend(make("p", {}, "Your words are not in the file yet, but are kept in this browser. Until the problems are fixed, the site cannot be built."),
      make("p", {}, make("button", { type: "button", id: "anyway", onclick: () => save(true) }, "Save anyway")));
  }
  keep();
  const errors = found.filter((each) => each.level === "error").length;
  return refused(`Not saved: ${errors === 1 ? "there is a problem" : `there are ${errors} problems`}.`);
}

function refused(words) {
  say(words);
  const summary = document.getElementById("summary");
  (summary.querySelector("a, button") || document.querySelector(".conflict button"))?.focus();
  return false;
}

// ----- publishing, correcting, withdrawing

async function then(what, data, words) {
  const { status: code, data: answer } = await act(what, { file: FILE, version: base.version, ...data });
  if (code === 409) { merge(answer, changes()); return []; }
  if (code !== 200) return answer.problems;
  const mine = changes();  // what was typed meanwhile
  base = answer;
  found = answer.problems;
  draw(mine);
  say(typeof words === "string" ? words : words(answer));
  look();
  return [];
}

const publish = async () => { if (await save()) publishing(offers.zone, base.state !== "draft", (at) => then("publish", { at }, (now) => (now.withheld ? `Readers do not see it yet: ${readable(now.withheld)}.` : "Published, with the next build."))); };
const withdraw = async () => { if (await save()) withdrawing((reason) => then("withdraw", { reason }, "Withdrawn, with the next build.")); };
const correct = async () => { if (await save()) correcting((kind, words) => then("correct", { kind, text: words }, "The correction is in the story.")); };

// ----- pictures

async function addPictures(files) {
  for (const [at, file] of files.entries()) await addPicture(file, files.length > 1 ? ` (${at + 1} of ${files.length})` : "");
}

function addPicture(file, which) {
  const field = controls.get("picture") || controls.get("image");
  const isFree = Boolean(field) && field.control.get() === null;
  return picturing(file, which, Boolean(field), isFree, async (given) => {
    const { status: code, data } = await send(FILE, file.name, file);
    if (code !== 200) return data.problems;
    const now = changes();
    if (given.lead) {
      const value = { src: data.name, alt: given.alt };
      if (given.caption) value.caption = given.caption;
      if (given.credit) value.credit = given.credit;
      now.fields[field.field.name] = value;
      draw(now);
    } else {
      text.insert(pictureText(data.name, given));
    }
    keep();
    say("The picture is saved next to the story. Save the story to show it.");
    return [];
  });
}

function isPicture(event) {
  return [...(event.dataTransfer?.items || [])].some((each) => each.kind === "file");
}
addEventListener("dragover", (event) => { if (isPicture(event)) { event.preventDefault(); document.body.classList.add("dragging"); } });
addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dragging"); });
addEventListener("drop", (event) => {
  document.body.classList.remove("dragging");
  if (!isPicture(event)) return;
  event.preventDefault();
  if (base && !document.querySelector("dialog")) addPictures([...event.dataTransfer.files]);
});

// What is pasted into the text: pictures are added, words of a word processor or a web page come as Markdown.
async function pasted(data) {
  if (data.files.length) { addPictures(data.files); return ""; }
  const { status: code, data: found } = await act("markdown", { html: data.html });
  if (code !== 200 || !found.markdown) return data.plain;
  say(found.left_out.length ? "Left out of what you pasted: " + found.left_out.join("; ") + "." : "Pasted with its links and emphasis.");
  return found.markdown;
}

// ----- the page beside the form

// The page may run its own scripts in its own origin, but not lead this window elsewhere.
function show(address) {
  if (frame) { frame.src = address; return; }
  frame = make("iframe", { id: "page", name: "broadsheet-edit", title: "The page of this story", src: address,
    sandbox: "allow-scripts allow-same-origin allow-forms allow-popups" });
  document.getElementById("live").append(frame);
}

async function look() {
  if (busy || document.hidden || !base) return;
  const { status: code, data } = await read("page", { file: FILE });
  if (busy) return;
  if (code === 410) { gone(); return; }
  if (code !== 200) { isCutOff = code === 0; say(sentence(data.problems[0]?.message || "")); return; }
  if (isCutOff) say("The preview is running again.");
  if (isGone) { isGone = false; drawProblems(); say("The file is there again."); }
  isCutOff = false;
  if (data.version !== base.version) {
    const { status: again, data: current } = await read("document", { file: FILE });
    if (again === 200 && !busy && current.version !== base.version) { found = current.problems; merge(current, changes()); }
    return;
  }
  const before = page;
  page = data.current || data.problems.some((each) => each.level === "error") || data.elsewhere.length ? data : { ...data, problems: [] };
  if (data.address && data.address !== before.address) show(SITE + data.address);
  document.getElementById("no-page").textContent = data.address ? "" : "The page appears here as soon as the story can be shown.";
  if (!same(before, page)) { drawProblems(); drawBar(); keep(); }
}

// ----- the beginning

function startNew() {
  const title = make("input", { id: "headline", dir: "auto", required: true, autocomplete: "off", "aria-describedby": "new-problems" });
  const section = make("input", { id: "section", dir: "auto", list: "sections", autocomplete: "off" });
  const wrong = make("div", { id: "new-problems", class: "problems", role: "alert" });
  let refusedSection = null;  // for which somebody has been told that it would be a new one
  bar.replaceChildren(make("a", { href: SITE + "/" }, "Site"), make("h1", {}, "New story"));
  document.title = "New story";
  desk.replaceChildren(make("form", { id: "form", onsubmit: async (event) => {
    event.preventDefault();
    const { status: code, data } = await act("new", { headline: title.value, section: section.value, is_new_section: refusedSection === section.value });
    if (code === 200) { location.assign("/?" + new URLSearchParams({ file: data.file })); return; }
    wrong.replaceChildren(...data.problems.map(problemLine));
    refusedSection = section.value;
  } },
  make("div", { class: "field" }, make("label", { for: "headline" }, "Headline"), title),
  make("div", { class: "field" }, make("label", { for: "section" }, "Section"), section,
    make("datalist", { id: "sections" }, (offers.choices.section || offers.sections).map((each) => make("option", { value: each })))),
  wrong, make("p", {}, "It is a draft at first: readers see it when you publish it."),
  make("p", {}, make("button", { class: "main" }, "Start writing"))));
  title.focus();
}

async function start() {
  const asked = await read("choices");
  if (asked.status === 200) { offers = asked.data; showTimesOf(offers.zone); }
  if (!FILE) { startNew(); return; }
  const { status: code, data } = await read("document", { file: FILE });
  await kept.takeLeft(takeIn);
  const isKept = base !== null;
  if (code === 410 && isKept) gone();
  else if (code !== 200 && !isKept) {
    bar.replaceChildren(make("a", { href: SITE + "/" }, "Site"), make("h1", {}, FILE));
    desk.replaceChildren(make("div", { role: "alert" }, ...data.problems.map(problemLine)));
    return;
  } else if (code === 200) {
    found = data.problems;
    base ??= data;
    if (base.version !== data.version) merge(data, changes());
    else draw(isKept ? changes() : undefined);
  }
  if (conflicts.size && !isGone) say("There are two versions of what you wrote. Choose below which to keep.");
  else if (isKept && !isGone) say("Your changes from before are in the form; they are not saved yet.");
  look();
  setInterval(look, PAUSE);
}

addEventListener("beforeunload", (event) => { if (unkept) event.preventDefault(); });
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key === "s" && base) { event.preventDefault(); save(); }
});
start();
