// Writes values as YAML and TOML, in the same way as the form of the preview.

import { isEmpty } from "./forms.js";

const BARE_KEY = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const LETTER = "[A-Za-z\\u00c0-\\u024f]";
const BARE_TEXT = new RegExp(`^(?:${LETTER}(?:[0-9 _-]|${LETTER})*|(?:\\.\\./)*${LETTER}[A-Za-z0-9./_-]*)$`);
const TIME = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?$/;
const TAKEN = new Set(["true", "yes", "on", "y", "false", "no", "off", "n", "null"]);

/** Text in quotation marks, in a form that both YAML and TOML read. */
export const inQuotes = (text) =>
  JSON.stringify(text).replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (character) =>
    `\\u${character.codePointAt(0).toString(16).padStart(4, "0")}`);

const isWord = (value) =>
  typeof value === "string" && BARE_TEXT.test(value) && !value.endsWith(" ") && !TAKEN.has(value.toLowerCase());

const key = (name) => (BARE_KEY.test(name) ? name : inQuotes(name));

/** A YAML value on one line. Text is written without quotation marks only if `bare`, and only if `like`, the text that it
 * replaces, has none. */
export function inYaml(value, bare, like = "") {
  if (Array.isArray(value)) return `[${value.map((each) => inYaml(each, bare && isWord(each))).join(", ")}]`;
  if (value && typeof value === "object") return `{${parts(value).map(([name, part]) => `${key(name)}: ${inYaml(part, false)}`).join(", ")}}`;
  if (typeof value !== "string") return String(value);
  if (like.startsWith("'") && value && !/[\p{C}\p{Zl}\p{Zp}]/u.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return bare && !like.startsWith('"') && (isWord(value) || TIME.test(value)) ? value : inQuotes(value);
}

/** A named YAML value, on its own lines. */
export function yamlLines(name, value, indent = "") {
  const start = `${indent}${key(name)}:`;
  if (Array.isArray(value) && value.some((each) => typeof each === "object"))
    return [start, ...value.flatMap((each) => yamlItem(each, `${indent}  `))];
  if (value && typeof value === "object" && !Array.isArray(value))
    return [start, ...parts(value).flatMap(([each, part]) => yamlLines(each, part, `${indent}  `))];
  return [`${start} ${inYaml(value, true)}`];
}

/** An item of a YAML list, on its own lines. */
export function yamlItem(value, indent) {
  if (!value || typeof value !== "object" || Array.isArray(value)) return [`${indent}- ${inYaml(value, true)}`];
  const [first, ...others] = parts(value).flatMap(([name, part]) => yamlLines(name, part, `${indent}  `));
  return [`${indent}- ${first.trim()}`, ...others];
}

/** A TOML value on one line. */
export function inToml(value, like = "") {
  if (Array.isArray(value)) return `[${value.map((each) => inToml(each)).join(", ")}]`;
  if (value && typeof value === "object") return `{${parts(value).map(([name, part]) => `${key(name)} = ${inToml(part)}`).join(", ")}}`;
  if (typeof value !== "string") return String(value);
  const keeps = /^'[^']/.test(like) && value && !/['\p{C}\p{Zl}\p{Zp}]/u.test(value);
  return keeps ? `'${value}'` : inQuotes(value);
}

/** A named TOML value, on its own lines; a value with parts is a table, if it `mayBeTable`. */
export function tomlLines(name, value, mayBeTable = true) {
  const inside = (each) => parts(each).map(([part, given]) => `${key(part)} = ${inToml(given)}`);
  const isTable = (each) => mayBeTable && each && typeof each === "object" && !Array.isArray(each);
  if (Array.isArray(value) && value.length && value.every(isTable))
    return value.flatMap((each) => ["", `[[${key(name)}]]`, ...inside(each)]);
  if (isTable(value)) return ["", `[${key(name)}]`, ...inside(value)];
  return [`${key(name)} = ${inToml(value)}`];
}

/** The front matter of a new file, in the order of the form. */
export function newFrontMatter(values, fields) {
  const known = fields.filter(({ name }) => !isEmpty(values[name]));
  return ["---", ...known.flatMap(({ name }) => yamlLines(name, values[name])), "---"].join("\n");
}

const parts = (value) => Object.entries(value).filter(([, part]) => !isEmpty(part));
