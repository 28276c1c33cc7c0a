// Creates elements, and sends requests to the preview. Text is never parsed as HTML.
const meta = document.querySelector('meta[name="token"]');
export const SITE = meta.dataset.site;
export const FOLDER = meta.dataset.folder;  // tells sites apart whose previews use the same address

let token = meta.content;

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

// Returns a text as nodes: what is between backticks becomes code.
export const marked = (words) => words.split("`").map((each, at) => (at % 2 ? make("code", {}, each) : each));

const STOPPED = "the preview has stopped; your text is kept in this browser";
const REFUSED = "the preview did not accept this; perhaps it is too long";
const OTHER = "the preview of another site uses this address now; your text is kept in this browser";

async function answered(path, query, options = {}) {
  const request = () => fetch(`/api/${path}?${new URLSearchParams(query)}`, { ...options, headers: { ...options.headers, "X-Broadsheet-Token": token } });
  let answer;
  try {
    answer = await request();
    if (answer.status === 403 && await isRestarted()) answer = await request();
  } catch {
    return { status: 0, data: { problems: [{ ...problem(STOPPED), fix: "start it again (`broadsheet preview`), or ask the person who started it; then save" }], possible: false } };
  }
  if (answer.status === 403) return { status: 403, data: { problems: [{ ...problem(OTHER), fix: "start the preview of this site again" }], possible: false } };
  if (options.isPicture && answer.ok) return { status: answer.status, data: await answer.blob() };
  const isData = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  const data = isData ? await answer.json() : { problems: [problem(await answer.text() || REFUSED)], possible: false };
  return { status: answer.status, data };
}

export const problem = (message, field = "") => ({ field, level: "error", line: 0, message, fix: "", source: "" });
export const read = (what, query = {}) => answered(what, query);
export const act = (what, data) => answered(what, {}, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(data) });
export const send = (file, name, body) => answered("picture", { file, name }, { method: "POST", body });

// Whether the preview of this site has been restarted. If so, it has another token, which this page uses from now on.
async function isRestarted() {
  const page = await (await fetch("/")).text();
  const found = /<meta name="token" content="([^"]+)" data-site="[^"]*" data-folder="([^"]*)">/.exec(page);
  if (!found || found[2] !== FOLDER) return false;
  token = found[1];
  return true;
}


// A small copy of a picture that the story of this page refers to; null if there is none.
export async function picture(src) {
  const file = new URLSearchParams(location.search).get("file");
  const { status, data } = await answered("picture", { file, src }, { isPicture: true });
  return status === 200 ? data : null;
}

export const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
