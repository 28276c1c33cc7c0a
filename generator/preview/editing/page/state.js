// The story that this window edits: its file as it was last read, and what somebody has typed since.
import { FOLDER, same } from "./page.js";
import { keeper } from "./keeping.js";

export const FILE = new URLSearchParams(location.search).get("file") || "";
export const kept = FILE ? keeper(FOLDER + ":" + FILE) : null;

export const story = {
  base: null,  // the file as it was when it was last read
  offers: { choices: {}, headlines: {}, zone: "", sections: [] },
  controls: new Map(),  // name -> { field, control, first, box }
  text: null,
  conflicts: new Map(),  // name -> the other version, and where it is from
  isGone: false,  // whether the file has been deleted or moved
  cutOff: "",  // what to say when the preview answers again, or when the settings have been fixed
  found: [],  // problems of the form
  page: { address: "", problems: [], elsewhere: [] },
  busy: false,
  unkept: false,  // whether the browser could not keep what was typed
};

const lines = (words) => words.replace(/\r\n?/g, "\n");
export const trimmed = (words) => (story.base.whole ? lines(words) : lines(words).replace(/^\n+|\n+$/g, ""));

export function changes() {
  const fields = {};
  for (const [name, each] of story.controls) {
    const value = each.control.get();
    if (!same(value, each.first)) fields[name] = value;
  }
  const body = trimmed(story.text.get());
  return { fields, body: body === story.base.body ? null : body };
}

export const isChanged = (mine = changes()) => Object.keys(mine.fields).length > 0 || mine.body !== null;

export function keep() {
  const mine = changes();
  story.unkept = !kept.keep(isChanged(mine) || story.conflicts.size ? { base: story.base, now: mine, conflicts: [...story.conflicts] } : null);
  document.getElementById("save").disabled = story.busy || !isChanged(mine);
  document.title = (isChanged(mine) ? "* " : "") + headline() + " – Edit";
}

export const valueOf = (doc, name) => doc.fields.find((each) => each.name === name)?.value ?? null;
export const headline = () => valueOf(story.base, story.base.kind === "person" ? "name" : "title") || FILE.split("/").pop();
