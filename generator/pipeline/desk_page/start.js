// Starts the desk with its formats, which keep what was not changed in a file, its field for names, and what a save adds.

import CMS from "./index.js";
import { formatOf } from "./format.js";
import { NamesField } from "./names.js";
import { completed } from "./saving.js";
import { slugOf } from "./slug.js";

const read = async (name) => (await fetch(name, { cache: "no-cache" })).json();

const [config, names] = await Promise.all([read("config.json"), read("names.json")]);

for (const { name, format, fields } of config.collections) {
  const { fromFile, toFile } = formatOf(fields, names.also[name] ?? {});
  CMS.registerCustomFormat(format, "md", { fromFile, toFile });
}
CMS.registerFieldType("names", NamesField(names.known));
CMS.registerEventListener({ name: "preSave", handler: (event) => completed(event, config) });
globalThis.broadsheetSlug = (text) => slugOf(text, names.language);
CMS.init();
