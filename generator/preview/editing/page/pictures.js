// Pictures that somebody adds: chosen, dropped or pasted. Each is put next to the story when it has been described.
import { act, make, problem, send } from "./page.js";
import { FILE, changes, keep, story } from "./state.js";
import { say } from "./status.js";
import { picturing } from "./dialogs.js";
import { pictureText } from "./writing.js";
import { CHOOSE } from "./picture_field.js";
import { draw } from "./form.js";

const LARGEST = 50_000_000;  // the most bytes that the preview accepts
const TOO_LARGE = { ...problem("this picture is larger than 40 MB"), fix: "make it smaller: a width of 2,400 pixels is enough for any screen" };

export async function addPictures(files) {
  for (const [at, file] of files.entries()) await addPicture(file, files.length > 1 ? ` (${at + 1} of ${files.length})` : "");
}

const pictureField = () => story.controls.get("picture") || story.controls.get("image");

// `place` is "lead" for the picture of the story; if it is empty, the dialog asks where it goes.
function addPicture(file, which = "", place = "") {
  const field = pictureField();
  const isFree = Boolean(field) && field.control.get() === null;
  return picturing(file, which, place || (field ? "" : "text"), isFree, async (given) => {
    if (file.size > LARGEST) return [TOO_LARGE];
    const { status: code, data } = await send(FILE, file.name, file);
    if (code !== 200) return data.problems;
    const mine = changes();
    if (given.lead) {
      const value = { src: data.name, alt: given.alt };
      if (given.caption) value.caption = given.caption;
      if (given.credit) value.credit = given.credit;
      mine.fields[field.field.name] = value;
      draw(mine);
    } else {
      story.text.insert(pictureText(data.name, given));
    }
    keep();
    say("The picture is in the form. Save to show it.");
    return [];
  });
}

// Asks for files, and passes the chosen ones to `take`.
function chooseFiles(several, take) {
  const input = make("input", { type: "file", accept: "image/*,.svg", multiple: several, onchange: () => take([...input.files]) });
  input.click();
}

export const choosePictures = () => chooseFiles(true, addPictures);
addEventListener(CHOOSE, () => chooseFiles(false, ([file]) => addPicture(file, "", "lead")));

function isPicture(event) {
  return [...(event.dataTransfer?.items || [])].some((each) => each.kind === "file");
}
addEventListener("dragover", (event) => { if (isPicture(event)) { event.preventDefault(); document.body.classList.add("dragging"); } });
addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dragging"); });
addEventListener("drop", (event) => {
  document.body.classList.remove("dragging");
  if (!isPicture(event)) return;
  event.preventDefault();
  if (!story.base || document.querySelector("dialog")) return;
  if (event.target.closest?.(".field")?.querySelector(".shown-picture")) addPicture(event.dataTransfer.files[0], "", "lead");
  else addPictures([...event.dataTransfer.files]);
});

// Handles what is pasted into the text: adds pictures, and returns text from a word processor or a web page as Markdown.
export async function pasted(data) {
  if (data.files.length) { addPictures(data.files); return ""; }
  const { status: code, data: found } = await act("markdown", { html: data.html });
  if (code !== 200) say("Pasted without its links and emphasis: it is too long, or the preview does not answer.");
  if (code !== 200 || !found.markdown) return data.plain;
  say(found.left_out.length ? "Left out of what you pasted: " + found.left_out.join("; ") + "." : "Pasted with its links and emphasis.");
  return found.markdown;
}
