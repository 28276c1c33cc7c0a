// Elements, and requests to the preview. Text is never parsed as HTML.
const told = document.querySelector('meta[name="token"]');
export const SITE = told.dataset.site;
export const FOLDER = told.dataset.folder;  // tells sites apart whose previews were at one address

export function make(name, attributes, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "value") made.value = value;
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...inside.flat().filter((each) => each !== null && each !== undefined && each !== ""));
  return made;
}

// Words in which what is between backticks is code.
export const marked = (words) => words.split("`").map((each, at) => (at % 2 ? make("code", {}, each) : each));

async function answered(request) {
  let answer;
  try {
    answer = await request;
  } catch {
    return { status: 0, data: { problems: [problem("The preview does not answer. Start it again, then save.")], possible: false } };
  }
  const isData = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  const data = isData ? await answer.json() : { problems: [problem(await answer.text())], possible: false };
  return { status: answer.status, data };
}

export const problem = (message, field = "") => ({ field, level: "error", line: 0, message, fix: "", source: "" });
const headers = { "X-Broadsheet-Token": told.content };
export const read = (what, query = {}) => answered(fetch(`/api/${what}?${new URLSearchParams(query)}`, { headers }));
export const act = (what, data) => answered(fetch(`/api/${what}`, {
  method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(data) }));
export const send = (file, name, body) => answered(fetch(`/api/picture?${new URLSearchParams({ file, name })}`, {
  method: "POST", headers, body }));

export const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
