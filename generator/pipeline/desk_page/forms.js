// Front matter can write the same value in several ways (`series: Harbour dues`, `series: {name: Harbour dues}`), but a
// form knows only one. Values are converted to that one when they are read.

/** Whether a value is empty, or all of its parts are. */
export const isEmpty = (value) =>
  value === null || value === undefined || value === "" ||
  (typeof value === "object" && Object.values(value).every(isEmpty));

/** Whether two values are equal, ignoring empty parts. */
export const same = (one, other) => stable(one) === stable(other);

const stable = (value) =>
  JSON.stringify(value ?? null, (_, each) => {
    if (Array.isArray(each)) return each.filter((item) => !isEmpty(item));
    if (!each || typeof each !== "object") return each;
    const parts = Object.entries(each).filter(([, part]) => !isEmpty(part));
    return Object.fromEntries(parts.sort(([a], [b]) => (a < b ? -1 : 1)));
  });

/** The form's name for a field, or for a part of `field`, given the name that a file uses. */
export const called = (name, also, field) => {
  const others = field ? (also.parts?.[field] ?? {}) : (also.fields ?? {});
  return Object.hasOwn(others, name.toLowerCase()) ? others[name.toLowerCase()] : name;
};

/** Converts the values of front matter to those of a form with these fields. */
export function toForm(values, fields, also) {
  const found = Object.create(null); // a field may be called `constructor`
  for (const [name, value] of Object.entries(values)) found[called(name, also)] ??= value;
  const shown = {};
  for (const field of fields) {
    const value = inForm(found[field.name], field, also, field.name);
    if (!isEmpty(value)) shown[field.name] = value;
    else if (field.name === "draft") shown.draft = false; // otherwise the desk would use its default for new stories
  }
  return shown;
}

/** The values of a form, without empty ones and those without a field. */
export function fromForm(given, fields) {
  const found = {};
  for (const { name } of fields) {
    const value = trimmed(given[name]);
    if (name !== "body" && !isEmpty(value) && !(name === "draft" && value === false)) found[name] = value;
  }
  return found;
}

const MIDNIGHT = /^(\d{4}-\d\d-\d\d)T00:00$/; // the form always adds a time to a day

/** A value without white space around its texts, each of which becomes one line. */
function trimmed(value) {
  if (typeof value === "string") return value.trim().replaceAll(/\s*\n\s*/g, " ").replace(MIDNIGHT, "$1");
  if (Array.isArray(value)) return value.map(trimmed).filter((each) => !isEmpty(each));
  if (!value || typeof value !== "object") return value;
  const parts = Object.entries(value).map(([name, part]) => [name, trimmed(part)]);
  return Object.fromEntries(parts.filter(([, part]) => !isEmpty(part)));
}

function inForm(value, field, also, within) {
  if (value === null || value === undefined) return undefined;
  if (field.fields) {
    const parts = (item) => inParts(item, field.fields, also, within);
    return field.widget === "list" ? [value].flat().map(parts) : parts(value);
  }
  if (field.multiple || field.widget === "list" || field.widget === "names") return inList(value, field);
  const text = inText(value);
  if (field.widget === "datetime") return inZone(text, field.input_timezone);
  if (field.widget === "boolean" || field.options?.some((each) => each.value === true)) return inTruth(text);
  if (field.widget === "number") return /^\s*\d+\s*$/.test(text) ? Number(text) : text;
  return field.options?.find((each) => each.value?.toLowerCase?.() === text.trim().toLowerCase())?.value ?? text;
}

function inParts(value, fields, also, within) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) value = { [fields[0].name]: inText(value) };
  const found = Object.create(null);
  for (const [name, part] of Object.entries(value)) found[called(name, also, within)] ??= part;
  const parts = fields.map((field) => [field.name, inForm(found[field.name], field, also)]);
  return Object.fromEntries(parts.filter(([, part]) => !isEmpty(part)));
}

const inList = (value, { commas }) => {
  const items = typeof value === "string" && commas ? value.split(",") : [value].flat();
  return items.map(inText).map((each) => each.trim()).filter(Boolean);
};

/** Converts a value to a line of text. */
function inText(value) {
  if (Array.isArray(value)) return value.map(inText).join(", ");
  if (value && typeof value === "object" && !(value instanceof Date)) return String(value.name ?? JSON.stringify(value));
  return value instanceof Date ? value.toISOString() : String(value ?? "");
}

const TRUTH = { true: true, yes: true, on: true, y: true, 1: true, false: false, no: false, off: false, n: false, 0: false };
const inTruth = (text) => (Object.hasOwn(TRUTH, text.trim().toLowerCase()) ? TRUTH[text.trim().toLowerCase()] : text);

const TIME = /^(\d{4}-\d\d-\d\d)(?:[T ]+(\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?$/i;

/** A time in the site's time zone; a day alone becomes its midnight. Text in other forms is kept. */
function inZone(text, timeZone) {
  const [, day, time, zone] = text.trim().match(TIME) ?? [];
  if (!day) return text;
  if (!time || !zone) return `${day}T${time ?? "00:00"}`;
  const offset = /^[+-]/.test(zone) ? zone.replace(/^(...):?(\d\d)?$/, (_, hours, minutes) => `${hours}:${minutes ?? "00"}`) : "Z";
  const at = new Date(`${day}T${time}${offset}`);
  if (Number.isNaN(at.getTime())) return text;
  const options = { timeZone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const parts = Object.fromEntries(new Intl.DateTimeFormat("en", options).formatToParts(at).map((each) => [each.type, each.value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}
