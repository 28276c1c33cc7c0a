// The control for a story's text in Markdown, with buttons and shortcuts for the most common formatting.
import { make } from "./page.js";

const MARKS = [
  ["bold", "Bold", "**", "**", "b"],
  ["italic", "Italic", "*", "*", "i"],
];
const LINES = [
  ["heading", "Heading", "## "],
  ["quote", "Quotation", "> "],
  ["list", "List", "- "],
];

const NEW = [
  ["Box", "::: facts What we know\n\nWrite what is in the box here.\n\n:::"],
  ["Table", "| Column | Column |\n| --- | --- |\n| Cell | Cell |\n| Cell | Cell |"],
];

const RICH = /<(p|a|b|strong|i|em|li|h[1-6]|blockquote|table)\b/i;

export function writing(words, direction, pick, pasted, linking) {
  const main = make("textarea", { id: "body", class: "writing", value: words, dir: words ? "auto" : direction, spellcheck: "true" });
  const grow = () => {
    if (CSS.supports("field-sizing", "content")) return;
    main.style.blockSize = "auto"; main.style.blockSize = main.scrollHeight + 4 + "px";
  };
  main.addEventListener("input", () => { main.dir = main.value ? "auto" : direction; grow(); });
  requestAnimationFrame(grow);
  main.addEventListener("keydown", (event) => {
    const isShort = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (isShort && event.key === "k") { event.preventDefault(); link(); return; }
    const found = isShort && MARKS.find((each) => each[4] === event.key);
    if (!found) return;
    event.preventDefault();
    around(main, found[2], found[3]);
  });
  main.addEventListener("paste", async (event) => {
    const given = event.clipboardData;
    const [html, plain] = [given.getData("text/html"), given.getData("text/plain")];
    const files = plain ? [] : [...given.files];
    if (!files.length && !RICH.test(html)) return;
    event.preventDefault();
    const found = await pasted({ html, plain, files });
    if (found) put(main, found);
  });
  async function link() {
    const [start, end] = [main.selectionStart, main.selectionEnd];
    const made = await linking(main.value.slice(start, end));
    if (!made) return;
    main.setSelectionRange(start, end);
    put(main, made);
  }
  const tools = make("div", { role: "group", "aria-label": "Formatting", class: "tools" },
    ...MARKS.map(([, label, before, after]) => make("button", { type: "button", onclick: () => around(main, before, after) }, label)),
    ...LINES.map(([, label, mark]) => make("button", { type: "button", onclick: () => begin(main, mark) }, label)),
    make("button", { type: "button", onclick: link }, "Link"),
    make("button", { type: "button", onclick: pick }, "Picture"),
    ...NEW.map(([label, text]) => make("button", { type: "button", onclick: () => insert(main, text) }, label)));
  return { element: make("div", {}, tools, main), main, get: () => main.value, insert: (text) => insert(main, text) };
}

// Inserts text as if it were typed, so that the browser can undo it.
function put(main, text) {
  main.focus();
  if (!document.execCommand("insertText", false, text)) {
    main.setRangeText(text, main.selectionStart, main.selectionEnd, "end");
    main.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function around(main, before, after) {
  const { selectionStart: start, selectionEnd: end } = main;
  const inside = main.value.slice(start, end);
  put(main, before + inside + after);
  if (!inside) main.setSelectionRange(start + before.length, start + before.length);
  else main.setSelectionRange(start + before.length, start + before.length + inside.length);
}

function begin(main, mark) {
  const start = main.value.lastIndexOf("\n", main.selectionStart - 1) + 1;
  const lines = main.value.slice(start, main.selectionEnd).split("\n");
  main.setSelectionRange(start, main.selectionEnd);
  const marked = lines.every((each) => each.startsWith(mark));
  put(main, lines.map((each) => (marked ? each.slice(mark.length) : mark + each)).join("\n"));
}

// Inserts a block at the caret, with a blank line on either side.
function insert(main, text) {
  const before = main.value.slice(0, main.selectionStart);
  const after = main.value.slice(main.selectionEnd);
  const above = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const below = after === "" || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  put(main, above + text + below);
}

// Returns a picture as Markdown: `![What it shows](boat.jpg "Its caption | Credit: Who made it")`.
export function pictureText(name, { alt, caption, credit }) {
  const safe = (words) => words.replace(/[\\[\]]/g, "\\$&");
  const title = [caption, credit && "Credit: " + credit].filter(Boolean).join(" | ").replace(/["\\]/g, "\\$&");
  return `![${safe(alt)}](${name}${title ? ` "${title}"` : ""})`;
}
