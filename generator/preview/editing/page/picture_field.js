// What the control of a picture has besides its parts: a small copy, a button to choose it, and a box for decoration.
import { make, picture } from "./page.js";

export const CHOOSE = "choose-picture";  // the event that asks for another picture of the story

const PAUSE = 400;  // milliseconds without typing, after which a name is complete

// `src` is the control of the file's name.
export function shownPicture(src) {
  const image = make("img", { alt: "", hidden: true });
  const button = make("button", { type: "button", onclick: () => element.dispatchEvent(new CustomEvent(CHOOSE, { bubbles: true })) });
  const element = make("div", { class: "shown-picture" }, image, button);
  let timer = 0;
  async function show() {
    const name = src.get();
    button.textContent = name ? "Choose another picture…" : "Choose a picture…";
    const found = name ? await picture(name) : null;
    if (name !== src.get()) return;
    URL.revokeObjectURL(image.src);
    image.hidden = !found;
    if (found) image.src = URL.createObjectURL(found);
    else image.removeAttribute("src");
  }
  src.main.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, PAUSE); });
  show();
  return element;
}

// A picture that is only decoration has an empty `alt`.
export function decoration(alt, isDecoration, id) {
  const box = make("input", { type: "checkbox", id, checked: isDecoration });
  box.addEventListener("change", () => { if (box.checked) alt.main.value = ""; });
  alt.main.addEventListener("input", () => { if (alt.main.value) box.checked = false; });
  return { element: make("label", { class: "check", for: id }, box, " Only decoration: nothing to say about it"),
    apply: (into, name) => { if (box.checked) into[name] = ""; else if (into[name] === "" || into[name] === null) delete into[name]; } };
}
