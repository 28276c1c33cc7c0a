// Queries Pagefind's indexes (one of the newest months, one of each year before) and shows the results. The query is in the
// address, so that readers can save and share a search. Everything is inserted as text, except the marks around the words
// that were searched for.

const form = document.getElementById("search");
const found = document.getElementById("found");
const results = document.getElementById("results");
const words = form.dataset;
const indexes = words.indexes.split(" ").map((each) => new URL(each, location).pathname);
const language = document.documentElement.lang;
const PAGE = 10;
const WORDS = 28; // in the excerpt of a result
const PLAIN_FORMS = "※※"; // comes between a story's text and the plain forms of its words
let pagefind, asked = 0, shown = [], count = 0;

document.getElementById("without-script").hidden = true;
const given = new URLSearchParams(location.search);
form.q.value = given.get("q") ?? "";
form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
form.addEventListener("change", (event) => { if (event.target !== form.q) ask(); });
form.q.addEventListener("input", () => { const now = ++asked; setTimeout(() => { if (now === asked) ask(); }, 250); });
if (!form.q.value) form.q.focus();

try {
  pagefind = await opened(indexes);
  choices(await pagefind.filters(), given);
  ask();
} catch (error) {
  console.error(error);
  results.removeAttribute("aria-busy");
  found.textContent = document.querySelector("script[data-sign]") ? words.preview : words.failed;
}

async function opened([first, ...others]) {
  const made = await import(new URL(`${first}pagefind.js`, location).href);
  await made.options({ excerptLength: WORDS, mergeFilter: { index: first } });
  await made.init();
  await Promise.all(others.map((other) => made.mergeIndex(other, { mergeFilter: { index: other } })));
  return made;
}

function choices(filters, given) {
  const fill = (name, any, groups) => {
    const select = form[name];
    select.replaceChildren(new Option(any, ""));
    for (const [label, options] of groups) {
      let into = select;
      if (label) { into = document.createElement("optgroup"); into.label = label; select.append(into); }
      for (const [value, text] of options) into.append(new Option(text, value));
    }
    select.value = [...select.options].some((each) => each.value === given.get(name)) ? given.get(name) : "";
    select.closest("label").hidden = select.options.length < 2;
  };
  const named = (counts) => Object.keys(counts ?? {}).sort((a, b) => a.localeCompare(b, language)).map((name) => [name, name]);
  fill("section", words.anySection, [["", named(filters.section)]]);
  fill("tag", words.anyTag, [["", named(filters.tag)]]);
  const month = new Intl.DateTimeFormat(language, { year: "numeric", month: "long", timeZone: "UTC" });
  const dates = Object.keys(filters.date ?? {}).sort().reverse();
  const years = dates.filter((date) => date.length === 4);
  fill("date", words.anyDate, years.map((year) => [year, [[year, year],
    ...dates.filter((date) => date.startsWith(`${year}-`)).map((date) => [date, month.format(new Date(`${date}-01T00:00Z`))])]]));
  form.order.value = given.get("order") === "newest" ? "newest" : "";
}

async function ask() {
  const now = ++asked;
  if (!pagefind) return;
  const text = form.q.value.trim();
  const filters = {};
  for (const name of ["section", "tag", "date"]) if (form[name].value) filters[name] = form[name].value;
  keep(text, filters);
  results.setAttribute("aria-busy", "true");
  if (!text && !Object.keys(filters).length) { results.removeAttribute("aria-busy"); found.textContent = ""; results.replaceChildren(); return; }
  const sort = form.order.value || !text ? { sort: { date: "desc" } } : {};
  const answer = await searched(text, { filters, ...sort });
  if (now !== asked) return;
  shown = answer;
  count = 0;
  found.textContent = shown.length ? foundWords(shown.length) : words.none;
  results.replaceChildren();
  await more(now);
  if (now === asked) results.removeAttribute("aria-busy");
}

function foundWords(count) {
  const forms = JSON.parse(words.found);
  return forms[new Intl.PluralRules(language).select(count)].replace("{count}", new Intl.NumberFormat(language).format(count));
}

async function searched(text, options) {
  // The index also has the plain forms of words that people type differently (generator/search/folding.py).
  const texts = [...new Set([text, folded(text)])];
  const answers = await Promise.all(texts.map((each) => queried(each || null, options)));
  const found = new Map(answers.flatMap((each) => each.results).reverse().map((result) => [result.id, result]));
  const inOrder = options.sort && found.size > 1 && texts.length > 1
    ? (await queried(null, options)).results : answers.flatMap((each) => each.results);
  return [...new Set(inOrder.map((result) => result.id))].flatMap((id) => found.get(id) ?? []);
}

async function queried(text, options) {
  if (!options.sort) return pagefind.search(text, options);
  // Pagefind sorts by date within an index only. No index has stories from between those of another.
  const answers = await Promise.all(indexes.map((index) =>
    pagefind.search(text, { ...options, filters: { ...options.filters, index } })));
  return { results: answers.flatMap((each) => each.results) };
}

function folded(text) {
  const plain = text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]/g, "");
  const letters = { ı: "i", ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h" };
  const spelt = plain.replace(/[ıßæœøłđðþħ]/g, (letter) => letters[letter]).normalize("NFC");
  return spelt.replace(/(^|\s)\p{L}[’'ʼ]/gu, "$1").replace(/[’'ʼ]/g, " ");
}

async function more(now) {
  document.getElementById("more")?.remove();
  const next = await Promise.all(shown.slice(count, count + PAGE).map((result) => result.data()));
  if (now !== asked) return;
  const first = count;
  count += next.length;
  results.append(...next.map(item));
  if (first) results.children[first]?.querySelector("a").focus();
  if (count < shown.length) {
    const button = document.createElement("button");
    button.id = "more";
    button.textContent = words.more;
    button.addEventListener("click", () => more(asked));
    results.after(button);
  }
}

function item({ meta, excerpt, content }) {
  const made = document.createElement("li");
  const heading = document.createElement("h2");
  const link = document.createElement("a");
  link.href = new URL(meta.url, location).origin === location.origin ? meta.url : "";
  link.textContent = meta.title;
  heading.append(link);
  const about = document.createElement("p");
  about.className = "meta";
  const time = document.createElement("time");
  time.dateTime = meta.date;
  time.textContent = meta.day;
  about.append(...(meta.section ? [meta.section, " · "] : []), time);
  const text = document.createElement("p");
  text.append(...withoutHeadline([...marked(readable(excerpt, content))], meta.title));
  made.append(heading, about, text);
  return made;
}

// An excerpt from the beginning of a story begins with its headline, or the end of that.
function withoutHeadline(pieces, title) {
  const text = (piece) => piece.textContent ?? piece;
  const whole = pieces.map(text).join("");
  const starts = [...title.matchAll(/\S+/g)].map((word) => title.slice(word.index));
  let left = starts.find((end) => whole.startsWith(end) && whole.length > end.length)?.length ?? 0;
  return pieces.flatMap((piece) => {
    const cut = Math.min(left, text(piece).length);
    left -= cut;
    if (piece.textContent === undefined) return [piece.slice(cut)];
    piece.textContent = piece.textContent.slice(cut);
    return piece.textContent ? [piece] : [];
  });
}

function readable(excerpt, content) {
  const text = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.trim();
  const [start] = excerpt.split(PLAIN_FORMS);
  const [story] = content.split(PLAIN_FORMS);
  return text(start) && text(story).includes(text(start)) ? start : story.trim().split(/\s+/).slice(0, WORDS).join(" ");
}

function* marked(excerpt) {
  // Pagefind escapes the text and marks the words that were searched for; only the marks are kept as markup.
  const parsed = new DOMParser().parseFromString(excerpt, "text/html").body;
  for (const node of parsed.childNodes) {
    if (node.nodeName === "MARK") {
      const mark = document.createElement("mark");
      mark.textContent = node.textContent;
      yield mark;
    } else {
      yield node.textContent;
    }
  }
}

function keep(text, filters) {
  const kept = new URLSearchParams({ ...(text && { q: text }), ...filters, ...(form.order.value && { order: form.order.value }) });
  history.replaceState(null, "", kept.size ? `?${kept}` : location.pathname);
}
