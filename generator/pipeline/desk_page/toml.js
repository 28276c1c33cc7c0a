// Replaces fields of TOML front matter, and leaves every other byte as it is.

import { parseToml } from "./index.js";
import { called, isEmpty, same } from "./forms.js";
import { inToml, tomlLines } from "./writing.js";

/** TOML front matter in which the values that differ between `was` and `now` are changed. */
export function changedToml(text, was, now, fields, also) {
  let lines = text.split("\n");
  for (const { name } of fields) {
    if (same(was[name], now[name])) continue;
    const there = fieldIn(lines, (key) => called(key, also) === name);
    if (there) lines.splice(there.start, there.end - there.start, ...(isEmpty(now[name]) ? [] : instead(there, name, now[name], lines)));
    else lines = added(lines, name, now[name]);
  }
  return lines.join("\n");
}

const KEY = /^(?:"([^"\\]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*=\s*/;
const TABLE = /^\[{1,2}\s*(?:"([^"\\]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*[.\]]/;
const nameIn = (found) => found[1] ?? found[2] ?? found[3];

/** The lines of the field whose name `isCalled` accepts: a value, a table, or the tables of a list. */
function fieldIn(lines, isCalled) {
  for (let start = 0; start < lines.length; start = Math.max(start + 1, valueEnd(lines, start))) {
    const table = lines[start].match(TABLE);
    if (table) return tablesIn(lines, start, isCalled);
    const found = lines[start].match(KEY);
    if (found && isCalled(nameIn(found))) return { start, end: valueEnd(lines, start), key: found[0] };
  }
  return undefined;
}

/** The index after the last line of the value that begins on the line `start`; a value may have several lines. */
function valueEnd(lines, start) {
  if (!KEY.test(lines[start])) return start + 1;
  for (let end = start + 1; end <= lines.length; end += 1) {
    try {
      parseToml(lines.slice(start, end).join("\n"));
      return end;
    } catch {
      // the value continues
    }
  }
  return start + 1;
}

function tablesIn(lines, from, isCalled) {
  const heads = lines.map((line, index) => [line.match(TABLE), index]).filter(([found, index]) => found && index >= from);
  const own = heads.filter(([found]) => isCalled(nameIn(found)));
  if (!own.length) return undefined;
  const next = heads.find(([found, index]) => index > own.at(-1)[1] && !isCalled(nameIn(found)));
  let end = next ? next[1] : lines.length;
  while (end > own[0][1] + 1 && /^\s*(#.*)?$/.test(lines[end - 1])) end -= 1;
  return { start: own[0][1], end, key: "" };
}

function instead({ start, key }, name, value, lines) {
  if (!key) return tomlLines(name, value).slice(1);
  const [before] = lines.slice(start, start + 1);
  const comment = parsesAlone(before) ? (before.match(/\s+#[^"'\]}]*$/)?.[0] ?? "") : "";
  return [`${key}${inToml(value, before.slice(key.length))}${comment}`];
}

function parsesAlone(line) {
  try {
    return Boolean(parseToml(line));
  } catch {
    return false;
  }
}

function added(lines, name, value) {
  const written = tomlLines(name, value);
  const first = lines.findIndex((line) => TABLE.test(line));
  const end = lines.at(-1) === "" ? lines.length - 1 : lines.length;
  if (written.length > 1 || first < 0) return [...lines.slice(0, end), ...written, ...lines.slice(end)];
  let at = first;
  while (at > 0 && /^\s*(#.*)?$/.test(lines[at - 1])) at -= 1;
  return [...lines.slice(0, at), ...written, ...lines.slice(at)];
}
