// Changes values in YAML front matter, and keeps every other byte.

import { parseYamlDocument } from "./index.js";
import { called, isEmpty, same } from "./forms.js";
import { inYaml, yamlItem, yamlLines } from "./writing.js";

const document = (text) => {
  const found = parseYamlDocument(text);
  if (found.errors.length) throw found.errors[0];
  return found;
};

/** The values of YAML front matter; numbers are kept as text, as written. */
export const parsedYaml = (text) => {
  const found = document(text);
  return plain(found.contents, found) ?? {};
};

function plain(node, within) {
  if (node?.source !== undefined && typeof node.value === "number") return node.source;
  if (!node?.items) return node?.toJS(within);
  if (!("key" in (node.items[0] ?? {}))) return node.items.map((each) => plain(each, within));
  return Object.fromEntries(node.items.map(({ key, value }) => [String(key?.value ?? key), plain(value, within)]));
}

/** YAML front matter in which the values that differ between `was` and `now` are changed. */
export function changedYaml(text, was, now, fields, also) {
  const edits = [];
  const root = document(text).contents;
  const order = fields.map(({ name }) => name);
  if (root?.items) inMap(root, was, now, { text, edits, order, name: (key) => called(key, also), also });
  else edits.push({ start: text.length, end: text.length, text: lines(Object.entries(now), "") });
  return edits.sort((a, b) => b.start - a.start || b.end - a.end).reduce(
    (result, { start, end, text: by }) => result.slice(0, start) + by + result.slice(end), text);
}

const lines = (entries, indent) => entries.flatMap(([name, value]) => yamlLines(name, value, indent)).map((each) => `${each}\n`).join("");

function inMap(map, was, now, at) {
  const there = new Map();
  for (const pair of map.items) {
    const name = at.name(String(pair.key.value ?? pair.key));
    if (!there.has(name)) there.set(name, pair);
  }
  if (map.flow) return inBraces(map, there, was, now, at);
  const indent = " ".repeat(column(at.text, map.items[0].key.range[0]));
  const last = map.items.at(-1);
  for (const [name, pair] of there) {
    if (same(was[name], now[name])) continue;
    if (isEmpty(now[name])) remove(pair, at);
    else change(pair, was[name], now[name], name, at);
  }
  const added = Object.keys(now).filter((name) => !isEmpty(now[name]) && !there.has(name));
  const place = (name) => at.order?.indexOf(name) ?? 0;
  for (const name of added.sort((a, b) => place(a) - place(b)).reverse()) { // if two have the same place, the second is inserted first
    const before = at.order?.slice(0, at.order.indexOf(name)).findLast((each) => there.has(each));
    const first = at.order && !before;
    const start = first ? lineStart(at.text, map.items[0].key.range[0]) : lineEnd(at.text, pairEnd(there.get(before) ?? last, at.text));
    const text = lines([[name, now[name]]], indent);
    at.edits.push({ start, end: start, text: first || at.text[start - 1] === "\n" ? text : `\n${text.trimEnd()}` });
  }
}

/** Changes a mapping in braces. */
function inBraces(map, there, was, now, { text, edits }) {
  const written = ({ key, value }) => text.slice(key.range[0], pairEnd({ key, value }, text));
  const changed = (name, pair) => `${text.slice(...pair.key.range)}: ${inYaml(now[name], false)}`;
  const pairs = map.items.map((pair) => {
    const [name] = [...there].find(([, each]) => each === pair) ?? [];
    return !name || same(was[name], now[name]) ? written(pair) : isEmpty(now[name]) ? "" : changed(name, pair);
  });
  const added = Object.entries(now).filter(([name, value]) => !isEmpty(value) && !there.has(name));
  const lines = added.map(([name, value]) => `${name}: ${inYaml(value, false)}`);
  const places = map.items.map((pair) => [pair.key.range[0], pairEnd(pair, text)]);
  if (pairs.includes("")) {
    const all = [...pairs.filter(Boolean), ...lines].join(", ");
    edits.push({ start: places[0][0], end: places.at(-1)[1], text: all });
  } else {
    edits.push(...pairs.map((pair, index) => ({ start: places[index][0], end: places[index][1], text: pair })));
    edits.push({ start: places.at(-1)[1], end: places.at(-1)[1], text: lines.map((each) => `, ${each}`).join("") });
  }
}

function change(pair, was, now, name, at) {
  const { value } = pair;
  const block = value?.items?.length && !value.flow;
  if (block && isObject(now) && isObject(was) && "key" in value.items[0])
    return inMap(value, was, now, { ...at, order: undefined, name: (key) => called(key, at.also, name) });
  if (block && Array.isArray(now) && Array.isArray(was) && !("key" in value.items[0])) return inList(value, was, now, name, at);
  if (isObject(now) && typeof was?.[Object.keys(now)[0]] === "string" && Object.keys(now).length === 1 && value?.value !== undefined)
    now = Object.values(now)[0]; // `series: Harbour dues` stays one line
  const isWritten = value?.range?.[1] > value?.range?.[0];
  const start = isWritten ? value.range[0] : colon(pair, at.text);
  const like = isWritten ? at.text.slice(start, nodeEnd(value, at.text)) : "";
  const text = inYaml(now, !like.startsWith("{"), like);
  at.edits.push({ start, end: start + like.length, text: isWritten ? text : ` ${text}` });
}

/** Changes a list with one item on each line; existing items stay as they are written. */
function inList(list, was, now, name, at) {
  if (was.length === now.length && was.length === list.items.length)
    return now.forEach((item, index) => {
      if (!same(item, was[index])) changeItem(list.items[index], was[index], item, name, at);
    });
  const dash = at.text.lastIndexOf("-", list.items[0].range[0]);
  const indent = " ".repeat(column(at.text, dash));
  const written = was.length === list.items.length ? list.items.map((item) => at.text.slice(item.range[0], nodeEnd(item, at.text))) : [];
  const items = now.map((item) => {
    const index = was.findIndex((each) => same(each, item));
    return written[index] === undefined ? yamlItem(item, indent).join("\n") : `${indent}- ${written[index]}`;
  });
  at.edits.push({ start: dash - indent.length, end: nodeEnd(list.items.at(-1), at.text), text: items.join("\n") });
}

function changeItem(node, was, now, name, at) {
  const isBlock = node.items?.length && !node.flow && "key" in node.items[0] && isObject(now) && isObject(was);
  if (isBlock && !isEmpty(now[called(String(node.items[0].key.value), at.also, name)])) // it is on the line of the dash
    return inMap(node, was, now, { ...at, order: undefined, name: (key) => called(key, at.also, name) });
  const [start, end] = [node.range[0], nodeEnd(node, at.text)];
  const like = at.text.slice(start, end);
  at.edits.push({ start, end, text: inYaml(now, !like.startsWith("{"), like) });
}

/** Removes the lines of a field. */
function remove(pair, { text, edits }) {
  edits.push({ start: lineStart(text, pair.key.range[0]), end: lineEnd(text, pairEnd(pair, text)), text: "" });
}

const isObject = (value) => value && typeof value === "object" && !Array.isArray(value);
const lineStart = (text, place) => (place ? text.lastIndexOf("\n", place - 1) + 1 : 0);
const column = (text, place) => place - lineStart(text, place);
const colon = (pair, text) => text.indexOf(":", pair.key.range[1]) + 1;
const pairEnd = (pair, text) => (pair.value?.range ? Math.max(nodeEnd(pair.value, text), pair.key.range[1]) : colon(pair, text));
const lineEnd = (text, place) => (text.indexOf("\n", place) < 0 ? text.length : text.indexOf("\n", place) + 1);

/** Where a value ends, without the comments and blank lines after it. */
function nodeEnd(node, text) {
  if (node.items?.length && !node.flow) {
    const last = node.items.at(-1);
    return "key" in last ? pairEnd(last, text) : nodeEnd(last, text);
  }
  const [start, end] = node.range;
  return start + text.slice(start, end).trimEnd().length;
}
