// Reads and writes files of content/ for the desk. A save changes only the fields that somebody has changed, and leaves
// every other byte as it is: comments, order, quotation marks, fields that the desk does not know.

import { changedToml } from "./toml.js";
import { parseToml } from "./index.js";
import { changedYaml, parsedYaml } from "./yaml.js";
import { fromForm, isEmpty, same, toForm } from "./forms.js";
import { newFrontMatter } from "./writing.js";

// The field in which the desk keeps the original front matter of a file; forms do not show it.
export const SOURCE = "broadsheet_source";

const FENCES = { "---": [parsedYaml, changedYaml], "+++": [parseToml, changedToml] };

/** The functions of a format: `fields` are those of its collection, `also` other names for them and for their parts. */
export const formatOf = (fields, also) => ({
  fromFile: (text) => {
    const { head, fence, body, ...rest } = parted(text);
    const values = fence ? FENCES[fence][0](inside(head)) : {};
    return { ...toForm(values, fields, also), body, [SOURCE]: JSON.stringify({ head, fence, ...rest }) };
  },
  toFile: ({ [SOURCE]: source, body = "", ...given }) => {
    const now = fromForm(given, fields);
    if (!source) return `${newFrontMatter(now, fields)}\n${body.trim() ? `\n${body.trim()}\n` : ""}`;
    const { head, fence, tail, lines, isEmpty: wasEmpty, isBare } = JSON.parse(source);
    if (isBare && !isEmpty(now)) throw refusal("the fields of this file have no line “---” above and below them, so the desk cannot change them");
    const start = changedHead(head, fence, now, fields, also);
    const text = body.trimEnd();
    const [before, end] = wasEmpty && text ? ["\n\n".slice(start.match(/\n{0,2}$/)[0].length), "\n"] : ["", tail];
    return `${start}${before}${text}${end}`.replaceAll("\n", lines);
  },
});

// Fences as in reading/formats/front_matter.py. A line may have any character but a line break, unlike `.`.
const YAML = /^(\ufeff?\n*(---)[ \t]*\n(?:[^\n]*\n)*?(?:---|\.\.\.)[ \t]*(?:\n\s*\n|\n|$))/;
const TOML = /^(\ufeff?\n*(\+\+\+)[ \t]*\n(?:[^\n]*\n)*?\+\+\+[ \t]*(?:\n\s*\n|\n|$))/;
/** Fields without fences, which a build also reads as front matter. */
const BARE = /^\ufeff?\n*[A-Za-z]+[ \t]*:/;

/** Splits a file into its parts: the front matter with its fences and the blank lines below it, the text, the white space
 * at the end, and the kind of line endings. */
function parted(file) {
  const lines = file.includes("\r\n") ? "\r\n" : "\n";
  const text = file.replaceAll(/\r\n?/g, "\n");
  const [, head = "", fence = ""] = text.match(YAML) ?? text.match(TOML) ?? [];
  const rest = text.slice(head.length);
  const body = rest.trimEnd();
  return { head, fence, body, tail: rest.slice(body.length), lines, isEmpty: !body, isBare: BARE.test(body) && !fence };
}

/** The lines between the fences. */
const inside = (head) => head.slice(blockStart(head), head.trimEnd().lastIndexOf("\n") + 1);
const blockStart = (head) => head.indexOf("\n", head.search(/[-+]/)) + 1;

/**
 * The front matter with the changed values.
 *
 * @throws {Error} if the result would not be read back as the wanted values; nothing is saved then.
 */
function changedHead(head, fence, now, fields, also) {
  if (!fence) return isEmpty(now) ? head : `${newFrontMatter(now, fields)}\n\n${head}`;
  const [parse, change] = FENCES[fence];
  const block = inside(head);
  const values = parse(block);
  const was = fromForm(toForm(values, fields, also), fields);
  if (same(was, now)) return head;
  const changed = checked(change(block, was, now, fields, also), parse, was, now, fields, also);
  const start = blockStart(head);
  const after = head.slice(start + block.length);
  return head.slice(0, start) + changed + (after.endsWith("\n") ? after : `${after}\n`);
}

/** Returns the written text if it is read back as the wanted values. */
function checked(written, parse, was, now, fields, also) {
  let found;
  try {
    found = fromForm(toForm(parse(written), fields, also), fields);
  } catch {
    found = was;
  }
  const wrong = fields.filter(({ name }) => !same(found[name], now[name])).map(({ label }) => `“${label}”`);
  if (!wrong.length) return written;
  throw refusal(`${wrong.join(", ")} is written in this file in a way that the desk cannot change`);
}

function refusal(reason) {
  const message = `Nothing is saved: ${reason}. Undo that change, or ask a colleague to make it in the file itself.`;
  return new Error("saving_failed", { cause: new Error(message) }); // the program shows the cause of errors with this name
}
