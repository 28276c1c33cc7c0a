// What a save adds to a story: its slug when it is new, and the time when it is no longer a draft.

import { SOURCE } from "./format.js";

/** The values of the entry that is saved, with what they lack. */
export function completed({ entry }, config) {
  let data = entry.get("data");
  if (entry.get("collection") !== "stories") return data;
  if (entry.get("newRecord") && !data.get("slug")) data = data.set("slug", entry.get("slug"));
  if (!data.get("draft") && !data.get("published") && wasDraft(data)) data = data.set("published", now(config));
  return data;
}

/** Whether the file says something of drafts, or is new; the time of another one may be in its name. */
const wasDraft = (data) => /^["']?draft["']?\s*[:=]/m.test(JSON.parse(data.get(SOURCE) ?? '{"head": "draft:"}').head);

/** The time, as the clocks of the site's zone show it. */
function now(config) {
  const { fields } = config.collections.find(({ name }) => name === "stories");
  const timeZone = fields.find(({ name }) => name === "published").input_timezone;
  return new Date().toLocaleString("sv", { timeZone }).replace(" ", "T").slice(0, 16);
}
