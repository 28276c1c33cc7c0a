// Completes a story when it is saved: adds the slug of a new one, and the time when it is no longer a draft.

import { SOURCE } from "./format.js";

/** The values of the saved entry, with missing ones added. */
export function completed({ entry }, config) {
  let data = entry.get("data");
  if (entry.get("collection") !== "stories") return data;
  if (entry.get("newRecord") && !data.get("slug")) data = data.set("slug", entry.get("slug"));
  if (!data.get("draft") && !data.get("published") && wasDraft(data)) data = data.set("published", now(config));
  return data;
}

/** Whether the file has a `draft` field, or is new. Other files may have the time in their names. */
const wasDraft = (data) => /^["']?draft["']?\s*[:=]/m.test(JSON.parse(data.get(SOURCE) ?? '{"head": "draft:"}').head);

/** The current time in the site's time zone. */
function now(config) {
  const { fields } = config.collections.find(({ name }) => name === "stories");
  const timeZone = fields.find(({ name }) => name === "published").input_timezone;
  return new Date().toLocaleString("sv", { timeZone }).replace(" ", "T").slice(0, 16);
}
