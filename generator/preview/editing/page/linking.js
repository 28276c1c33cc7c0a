// The dialog for a link: to a story, found by its words or its address, or to an address on the web.
import { SITE, make, problem, read } from "./page.js";
import { FILE } from "./state.js";
import { ask, labelled } from "./dialogs.js";

const SHOWN = 6;  // stories to choose from
const TYPING = 200;  // milliseconds without typing before a search
const ON_THE_WEB = /^(https?:\/\/|mailto:)\S+$/i;

// Resolves to the Markdown of a link, or to an empty text if the dialog was cancelled; `words` is the selected text.
export async function linking(words) {
  let link = "";
  let asked = 0;
  let timer = 0;
  const to = make("input", { type: "search", dir: "auto", autocomplete: "off", oninput: () => { clearTimeout(timer); timer = setTimeout(find, TYPING); } });
  const text = make("input", { type: "text", dir: "auto", autocomplete: "off", value: words });
  const found = make("fieldset", { id: "found" }, make("legend", {}, "Stories"));

  async function find() {
    const mine = (asked += 1);
    const wanted = to.value.trim();
    const own = wanted.startsWith(SITE + "/") ? wanted.slice(SITE.length) : wanted;
    const { status, data } = await read("stories", { words: own });
    if (mine !== asked) return;
    const stories = status === 200 ? data.stories.slice(0, SHOWN) : [];
    const isAddress = own !== wanted || ON_THE_WEB.test(wanted);
    found.hidden = !stories.length;
    found.replaceChildren(make("legend", {}, "Stories"), ...stories.map((each, at) => make("label", { class: "check" },
      make("input", { type: "radio", name: "story", id: `story-${at}`, value: each.file, "data-headline": each.headline, checked: isAddress && stories.length === 1 }),
      " ", make("bdi", {}, each.headline || each.file))));
  }

  function made() {
    const story = found.querySelector("input:checked");
    const address = to.value.trim().replace(/^www\./i, "https://www.");
    if (!story && !ON_THE_WEB.test(address)) return [{ ...problem("this is not an address"), fix: "choose one of the stories, or write the full address, such as `https://example.org/`" }];
    const label = text.value.trim() || (story ? story.dataset.headline : address);
    link = `[${label.replace(/[\\[\]]/g, "\\$&")}](${enclosed(story ? relative(FILE, story.value) : address)})`;
    return [];
  }

  find();
  await ask("Add a link", [
    labelled("to", "Where does it lead?", to, "Words of a headline, or an address on the web."),
    found, labelled("words", "Words of the link", text, "The text that readers click."),
  ], "Add it", made, "link");
  return link;
}

// Returns the path of the file `to`, relative to the folder of the file `from`.
function relative(from, to) {
  const [above, path] = [from.split("/").slice(0, -1), to.split("/")];
  while (above.length && path.length > 1 && above[0] === path[0]) { above.shift(); path.shift(); }
  return [...above.map(() => ".."), ...path].join("/");
}

const enclosed = (address) => (/[\s()<>]/.test(address) ? `<${address.replace(/</g, "%3C").replace(/>/g, "%3E")}>` : address);
