// The page for starting a story.
import { FOLDER, act, make } from "./page.js";
import { unbegun } from "./keeping.js";
import { story } from "./state.js";
import { say } from "./status.js";
import { problemLine } from "./words.js";

export function showNew() {
  const typed = unbegun.get(FOLDER);
  const title = make("input", { id: "headline", dir: "auto", value: typed.headline || "", autocomplete: "off", "aria-describedby": "new-problems" });
  const section = make("input", { id: "section", dir: "auto", value: typed.section || "", list: "sections", autocomplete: "off" });
  const wrong = make("div", { id: "new-problems", class: "problems", role: "alert" });
  let refusedSection = null;  // the server has answered that this section would be new
  document.getElementById("bar").replaceChildren(make("a", { href: "/" }, "Stories"), make("h1", {}, "New story"));
  document.title = "New story";
  const begin = async (event) => {
    event.preventDefault();
    const { status: code, data } = await act("new", { headline: title.value, section: section.value, is_new_section: refusedSection === section.value });
    if (code === 200) {
      unbegun.drop(FOLDER);
      location.assign("/?" + new URLSearchParams({ file: data.file }));
      return;
    }
    wrong.replaceChildren(...data.problems.map(problemLine));
    refusedSection = section.value;
    (title.value.trim() ? section : title).focus();
  };
  const keep = () => unbegun.set(FOLDER, { headline: title.value, section: section.value });
  const { choices, sections } = story.offers;
  document.getElementById("desk").replaceChildren(make("form", { id: "form", class: "new", novalidate: true, onsubmit: begin, oninput: keep },
    make("div", { class: "field" }, make("label", { for: "headline" }, "Headline"), title),
    make("div", { class: "field" }, make("label", { for: "section" }, "Section"), section,
      make("datalist", { id: "sections" }, (choices.section || sections).map((each) => make("option", { value: each })))),
    wrong, make("p", {}, "It is a draft at first: readers see it when you publish it."),
    make("p", {}, make("button", { class: "main" }, "Start writing"))));
  if (title.value || section.value) say("What you typed before is in the form again.");
  title.focus();
}
