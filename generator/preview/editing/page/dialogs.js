// Dialogs that ask for a time, a reason, a correction, the description of a picture, or a confirmation.
import { begun } from "./keeping.js";
import { make, problem } from "./page.js";
import { problemLine } from "./words.js";

// Shows a form in a dialog; resolves when the dialog is closed. `submit` returns the problems that keep it open, or
// nothing. What is typed is kept, under the ids of the controls and `about`, until the form has been submitted.
export function ask(title, fields, done, submit, about) {
  const isText = "textarea, input:not([type])";
  const nameOf = (each) => `${location.search}:${about}:${each.id}`;
  const errors = make("div", { role: "alert", class: "problems" });
  const back = document.activeElement;
  const go = make("button", { class: "main" }, done);
  const form = make("form", { method: "dialog", onsubmit: async (event) => {
    event.preventDefault();
    go.disabled = true;
    const problems = (await submit()) || [];
    go.disabled = false;
    errors.replaceChildren(...problems.map(problemLine));
    if (problems.length) return;
    begun.drop([...form.querySelectorAll(isText)].map(nameOf));
    dialog.close();
  }, oninput: (event) => { if (event.target.matches(isText)) begun.set(nameOf(event.target), event.target.value); } }, make("h2", { id: "asked" }, title), ...fields, errors,
  make("p", { class: "buttons" }, go, make("button", { type: "button", autofocus: !fields.some((each) => each.querySelector?.("input, textarea")), onclick: () => dialog.close() }, "Cancel")));
  const dialog = make("dialog", { "aria-labelledby": "asked", onclose: () => { dialog.remove(); (back?.isConnected ? back : document.getElementById(back?.id))?.focus(); closed(); } }, form);
  let closed;
  const end = new Promise((resolve) => { closed = resolve; });
  for (const each of form.querySelectorAll(isText)) each.value = begun.get(nameOf(each));
  document.body.append(dialog);
  dialog.showModal();
  return end;
}

export function labelled(id, label, input, hint) {
  const about = hint ? make("small", { id: id + "-hint" }, hint) : "";
  input.id = id;
  if (hint) input.setAttribute("aria-describedby", about.id);
  return make("div", { class: "part" }, make("label", { for: id }, label), input, about);
}

function radio(name, value, label, checked) {
  const input = make("input", { type: "radio", name, value, checked, id: `${name}-${value}` });
  return { input, element: make("label", { class: "check" }, input, " " + label) };
}

// `at` is the time of the story, as the value of the control.
export function publishing(zone, scheduled, at, submit) {
  const now = radio("when", "now", "Now", !scheduled);
  const later = radio("when", "later", "At a time:", scheduled);
  const time = make("input", { type: "datetime-local", value: at, oninput: () => { later.input.checked = true; } });
  ask(scheduled ? "Change the time" : "Publish or schedule", [
    make("fieldset", {}, make("legend", {}, "When do readers see it?"), now.element, later.element,
      labelled("at", "Time", time, zone)),
  ], scheduled ? "Change" : "Publish", () => {
    if (later.input.checked && !time.value) return [problem("Give the day and the time")];
    return submit(later.input.checked ? time.value : "");
  }, "publish");
}

export function withdrawing(submit) {
  const reason = make("textarea", { rows: 3, dir: "auto" });
  ask("Withdraw the story", [
    make("p", {}, "Its address stays, and says only that it was withdrawn, and why."),
    labelled("reason", "Why it was withdrawn", reason, "Readers see this in its place."),
  ], "Withdraw", () => submit(reason.value), "withdraw");
}

export function deleting(headline, submit) {
  ask("Delete the draft", [
    make("p", {}, "“", make("bdi", {}, headline), "” is removed from the list of stories. It has never been on the site."),
    make("p", {}, "Its file is moved to the folder ", make("code", {}, "trash"), ", next to ", make("code", {}, "content"), ", where you can get it back. Its pictures stay."),
  ], "Delete", submit, "delete");
}

export function discarding(submit) {
  ask("Discard what you typed", [make("p", {}, "The form shows the story as it was last saved. What you have typed since then is lost.")],
    "Discard it", submit, "discard");
}

const KINDS = { correction: "Correction", clarification: "Clarification", update: "Update", "editors-note": "Editor’s note" };

export function correcting(submit) {
  const kind = make("select", {}, ...Object.entries(KINDS).map(([value, label]) => make("option", { value }, label)));
  const text = make("textarea", { rows: 4, dir: "auto", autofocus: true });
  ask("Correct the story", [
    make("p", {}, "Change the text of the story as well; this tells readers what was wrong."),
    labelled("kind", "Kind", kind),
    labelled("text", "What was wrong, and what is right", text, "It may have emphasis and links."),
  ], "Add it", () => (text.value.trim() ? submit(kind.value, text.value) : [problem("Say what was wrong, and what is right")]), "correct");
}

// `place` is "lead" for the picture of the story, "text" for one in its text; if it is empty, the dialog asks.
export function picturing(file, which, place, isFree, submit) {
  const shown = file.type.startsWith("image/") ? make("img", { src: URL.createObjectURL(file), alt: "" }) : "";
  const lead = radio("where", "lead", isFree ? "As the picture of the story" : "As the picture of the story, in place of the one that it has", isFree);
  const inText = radio("where", "text", "In the text, at the cursor", !isFree);
  const alt = make("textarea", { rows: 2, dir: "auto", autofocus: true, oninput: () => { if (alt.value) only.checked = false; } });
  const only = make("input", { type: "checkbox", onchange: () => { if (only.checked) alt.value = ""; } });
  const caption = make("input", { dir: "auto" });
  const credit = make("input", { dir: "auto" });
  return ask("Add a picture" + which, [
    make("div", { class: "picture" }, shown, make("span", {}, file.name)),
    place ? "" : make("fieldset", {}, make("legend", {}, "Where does it go?"), lead.element, inText.element),
    labelled("alt", "What does it show?", alt, "For readers who cannot see it."),
    make("label", { class: "check" }, only, " Only decoration: nothing to say about it"),
    labelled("caption", "Caption", caption, "A line below the picture."),
    labelled("credit", "Credit", credit, "Who made it."),
  ], "Add it", () => {
    const words = alt.value.trim();
    if (!words && !only.checked) return [problem("Say what the picture shows, or that it is only decoration")];
    return submit({ lead: place ? place === "lead" : lead.input.checked, alt: words.replace(/\s+/g, " "), caption: caption.value.trim(), credit: credit.value.trim() });
  }, `picture:${file.name}:${file.size}`);
}
