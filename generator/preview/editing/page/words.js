// Formats problems as sentences, and times as people write them.
import { make, marked } from "./page.js";

let zone = "UTC";
export const showTimesOf = (name) => { zone = name || "UTC"; };

const TIME = /(\bat )?\b(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d)?([+-]\d\d:\d\d)/g;

// Writes the times in a text as people do, in the site's time zone.
export const readable = (words) => words.replace(TIME, (_, at, day, time, seconds, shift) => {
  const instant = new Date(`${day}T${time}${seconds || ""}${shift}`);
  const shown = (style) => new Intl.DateTimeFormat("en-GB", { ...style, timeZone: zone }).format(instant);
  return `${at ? "on " : ""}${shown({ dateStyle: "long" })}, ${shown({ timeStyle: "short" })}`;
});
export function sentence(words) {
  const shown = readable(words);
  return shown && shown[0].toUpperCase() + shown.slice(1);
}

export const line = (each) => marked(sentence(each.message).replace(/\.?$/, "."));

export function problemLine(each) {
  return make("div", { class: each.level }, make("p", {}, each.field === "body" && each.source ? make("code", {}, each.source) : "", " ", line(each)),
    each.fix ? make("p", { class: "fix" }, marked(sentence(each.fix).replace(/\.?$/, "."))) : "");
}

// Returns the day and the time of day in the site's time zone, as 2026-11-24 18:00.
export const onClock = (iso) => new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeStyle: "short", timeZone: zone }).format(new Date(iso));

// Returns a time in the site's time zone; only the day at midnight, which stands for a day without a time.
export function moment(iso) {
  if (!iso) return "";
  const shown = (style) => new Intl.DateTimeFormat("en-GB", { ...style, timeZone: zone }).format(new Date(iso));
  const clock = shown({ timeStyle: "short" });
  return shown({ dateStyle: "medium" }) + (clock === "00:00" ? "" : ", " + clock);
}
