// Controls for the values of fields. Each has its `element`, the `main` control that the label is for, and `get()`, which
// returns the value, or null if it is empty. `half()` returns what is missing from a value that is not complete.
import { make, marked } from "./page.js";
import { decoration, shownPicture } from "./picture_field.js";
import { onClock } from "./words.js";

const YES = ["true", "yes", "on"];
const NO = ["false", "no", "off"];
const LISTS = ["texts", "notes", "names", "people", "addresses", "links"];
const LTR = ["time", "number", "file", "slug", "uri", "address", "addresses", "language", "layout", "email", "handle", "focus", "colours"];
const LOCAL = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))?$/;
const ZONED = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?) ?(Z|[+-]\d\d):?(\d\d)?$/;
const LONG = 200;  // values with more characters get several lines

const isScalar = (value) => value === null || typeof value !== "object";
const written = (value) => (value === null || value === undefined ? "" : String(value));

let ids = 0;
const fresh = () => "c" + (ids += 1);

export function control(form, value, offers, id = fresh()) {
  value = value ?? null;
  if (form.type === "rows") return rows(form, value, offers, id);
  if (Object.keys(form.parts).length) return parts(form, value, offers, id);
  if (LISTS.includes(form.type) || form.type === "name" && form.most > 1 || Array.isArray(value)) return list(form, value, offers, id);
  if (!isScalar(value)) return unshown(value, id);
  if (form.type === "truth") return truth(value, id);
  if (form.type === "choice") return choice(form, value, id);
  if (form.type === "time" && (value === null || LOCAL.test(value) || ZONED.test(value))) return time(form, value, id);
  return text(form, value, offers, id);
}

function unshown(value, id) {
  const element = make("p", { id, class: "unshown", tabindex: "-1" },
    "This form cannot show what the file says here; it is kept as it is. Change it in a text editor.");
  return { element, main: element, get: () => value };
}

function truth(value, id) {
  const given = written(value).toLowerCase();
  const now = YES.includes(given) ? "yes" : NO.includes(given) ? "no" : given;
  const others = ["", "yes", "no"].includes(now) ? [] : [make("option", { value: now }, now)];
  const main = make("select", { id }, make("option", { value: "" }, "—"), make("option", { value: "yes" }, "Yes"),
    make("option", { value: "no" }, "No"), ...others);
  main.value = now;
  return { element: main, main, get: () => (main.value === now ? value : main.value === "yes" ? true : main.value === "no" ? false : null) };
}

function choice(form, value, id) {
  const known = Object.entries(form.choices);
  const now = written(value);
  const others = now === "" || Object.hasOwn(form.choices, now) ? [] : [[now, now]];
  const main = make("select", { id }, make("option", { value: "" }, "—"),
    ...[...known, ...others].map(([name, means]) => make("option", { value: name }, means || name)));
  main.value = now;
  return { element: main, main, get: () => (main.value === now ? value : main.value || null) };
}

// Converts a time with an offset from UTC to the site's time zone; returns any other value as it is.
const local = (value) => (value || "").replace(ZONED, (_, day, clock, shift, minutes) => onClock(`${day}T${clock}${shift}${shift === "Z" ? "" : ":" + (minutes || "00")}`));

// Returns a time as the value of a `datetime-local` control; empty if it is not a time.
export function dayAndTime(value) {
  const [, day, clock] = (typeof value === "string" && LOCAL.exec(local(value))) || [];
  return day ? `${day}T${(clock || "00:00").slice(0, 5)}` : "";
}

// Controls for a day and an optional time of day. A time that nobody changes stays as the file has it.
function time(form, value, id) {
  const [, day, clock] = LOCAL.exec(local(value)) || ["", "", ""];
  const isDay = (value === null && /^\d{4}-\d\d-\d\d$/.test(form.example || ""));
  const main = make("input", { type: "date", id, value: day });
  const at = make("input", { type: "time", id: id + "-clock", value: clock ? clock.slice(0, 5) : "", "aria-label": "Time of day" });
  const shown = [main.value, at.value];
  const half = () => main.validity.badInput || at.validity.badInput ? "this time is not complete" : at.value && !main.value ? "give the day as well" : "";
  return { element: isDay ? main : make("div", { class: "moment" }, main, at), main, half,
    get: () => (same([main.value, at.value], shown) ? value : !main.value ? null : at.value ? `${main.value}T${at.value}` : main.value) };
}

function text(form, value, offers, id) {
  const long = form.longest >= LONG || form.type === "rich" || written(value).length > LONG || /[\r\n]/.test(written(value));
  const about = { id, dir: LTR.includes(form.type) ? "ltr" : "auto", autocomplete: "off", spellcheck: String(!LTR.includes(form.type)) };
  const now = written(value);
  const main = long ? make("textarea", { ...about, rows: form.longest >= LONG ? 2 : 1, value: now })
    : make("input", { ...about, type: "text", value: now, inputmode: form.type === "number" ? "numeric" : null });
  const shown = main.value;
  const offered = long ? "" : offer(main, form, offers);
  return { element: offered ? make("div", {}, main, offered) : main, main, get: () => (main.value === shown ? value : typed(main.value, form)) };
}

// Converts what somebody typed to a value of front matter.
function typed(words, form) {
  const clean = words.replace(/\s*\n\s*/g, " ").trim();
  if (clean === "") return null;
  if (["number", "rating"].includes(form.type) && /^-?\d{1,9}(\.\d{1,3})?$/.test(clean) && String(Number(clean)) === clean) return Number(clean);
  if (/truth|-no$/.test(form.type)) {
    if (YES.includes(clean.toLowerCase())) return true;
    if (NO.includes(clean.toLowerCase())) return false;
  }
  return clean;
}

function offer(main, form, offers) {
  const names = offers[form.of] || [];
  if (!names.length) return "";
  const made = make("datalist", { id: main.id + "-offers" }, names.map((each) => make("option", { value: each, label: offers.headlines?.[each] || null })));
  main.setAttribute("list", made.id);
  return made;
}

function list(form, value, offers, id) {
  const single = !Array.isArray(value) && value !== null;
  const items = Array.isArray(value) ? value : value === null ? [] : [value];
  const inner = { ...form, type: LTR.includes(form.type) ? "address" : form.type === "notes" ? "rich" : "text", parts: {}, longest: 0 };
  const made = several(id, form.label, items, (each) => control(inner, each, offers), null);
  const areNames = ["names", "people"].includes(form.type);
  const split = (each) => (areNames && typeof each === "string" && !items.includes(each) ? each.split(",").map((one) => one.trim()).filter(Boolean) : [each]);
  return { ...made, get: () => {
    const found = made.all().flatMap(split);
    return single && same(found, items) ? value : single && found.length === 1 ? found[0] : found.length || (Array.isArray(value) && !value.length) ? found : null;
  } };
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

// A list of controls that can be added and removed. Empty ones do not count.
function several(id, label, items, begin, first) {
  const inside = [];
  const rowsOf = make("ol", {});
  const one = label.replace(/s$/, "").toLowerCase();
  const add = make("button", { type: "button", id, onclick: () => { append(first).main.focus(); changed(rowsOf); } }, "Add to " + label.toLowerCase());
  function append(value) {
    const made = begin(value);
    made.main.setAttribute("aria-label", `${label}, ${inside.length + 1}`);
    const row = make("li", {}, made.element, make("button", { type: "button", class: "remove", "aria-label": `Remove this ${one}`, onclick: () => {
      inside.splice(inside.indexOf(made), 1);
      row.remove();
      add.focus();
      changed(rowsOf, add);
    } }, "×"));
    inside.push(made);
    rowsOf.append(row);
    return made;
  }
  items.forEach(append);
  return { element: make("div", { class: "several" }, rowsOf, add), main: add,
    all: () => inside.map((each) => each.get()).filter((each) => each !== null), half: () => inside.map((each) => each.half?.()).find(Boolean) };
}

const changed = (...at) => at.forEach((each) => each.dispatchEvent(new Event("input", { bubbles: true })));

function rows(form, value, offers, id) {
  if (value !== null && !Array.isArray(value)) return unshown(value, id);
  const made = several(id, form.label, value || [], (each) => (each === null || isScalar(each) === false ? parts({ ...form, needs: [] }, each, offers, fresh()) : unshown(each, fresh())), null);
  const first = JSON.stringify(value || []);
  return { ...made, get: () => {
    const found = made.all();
    return JSON.stringify(found) === first ? value : found.length ? found : null;
  } };
}

function parts(form, value, offers, id) {
  if (Array.isArray(value)) return unshown(value, id);
  const whole = isScalar(value) ? {} : value;
  const only = form.needs[0];  // a value that is not a mapping is the value of this part
  const named = (part) => Object.keys(whole).find((each) => (form.also[each.toLowerCase()] || each.toLowerCase()) === part) || part;
  const inside = Object.entries(form.parts).map(([part, of], at) => {
    const given = isScalar(value) && part === only ? value : whole[named(part)] ?? null;
    return [named(part), control(of, given, offers, at ? fresh() : id), of];
  });
  const isPicture = form.type === "picture";
  const [alt, altName] = isPicture ? [inside.find(([, , of]) => of === form.parts.alt)[1], named("alt")] : [];
  const decorative = isPicture ? decoration(alt, whole[altName] === "", fresh()) : null;
  const element = make("div", { class: "parts" }, isPicture ? shownPicture(inside[0][1]) : "", ...inside.map(([, made, of]) => {
    const isAlt = decorative && made === alt;
    const hint = make("small", { id: made.main.id + "-part-hint" }, isAlt ? "For readers who cannot see it." : marked(of.about));
    made.main.setAttribute("aria-describedby", hint.id);
    return make("div", { class: "part" }, make("label", { for: made.main.id }, of.label), made.element, hint, isAlt ? decorative.element : "");
  }));
  return { element, main: inside[0][1].main, half: () => inside.map(([, made]) => made.half?.()).find(Boolean), get: () => {
    const found = { ...whole };
    for (const [name, made] of inside) {
      const now = made.get();
      if (now === null && !(name in whole && whole[name] === null)) delete found[name];
      else found[name] = now;
    }
    if (decorative) decorative.apply(found, altName);
    const names = Object.keys(found);
    if (!names.length) return value !== null && !isScalar(value) && !Object.keys(whole).length ? value : null;
    if (names.length === 1 && names[0] === only && (isScalar(value) && (value !== null || form.type === "series"))) return found[only];
    return found;
  } };
}
