// Queries Pagefind's indexes (one for the newest months, and one for each earlier year) and shows the results. The query is
// in the address, so that readers can save and share a search. Everything is inserted as text, except the marks around
// the words of the query.

const form = document.getElementById("search");
const found = document.getElementById("found");
const results = document.getElementById("results");
const words = form.dataset;
const indexes = words.indexes.split(" ").map((each) => new URL(each, location).pathname);
const language = document.documentElement.lang;
const PAGE = 10;
const WORDS = 28; // in the excerpt of a result
const LEAD = 6; // words before the first word of the query
const PLAIN_FORMS = /※\u200b?※/; // separates a story's text from the plain forms of its words
const NO_LETTER = "\ue000"; // a private-use character, which no story has
const AGE = 60_000; // milliseconds for which open indexes are used
let pagefind, opening, opened = 0, asked = 0, shown = [], count = 0;

document.getElementById("without-script").hidden = true;
const given = new URLSearchParams(location.search);
form.q.value = given.get("q") ?? "";
form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
form.addEventListener("change", (event) => { if (event.target !== form.q) ask(); });
form.q.addEventListener("input", () => { const now = ++asked; setTimeout(() => { if (now === asked) ask(); }, 250); });
if (!form.q.value) form.q.focus();
ask();

// The site may be published while this page is open, and Pagefind never requests a file again that it did not get: it
// finds nothing instead. So the indexes are reopened when they are old, and before the page says that nothing was found.
async function ready(again) {
  if (again || !pagefind || Date.now() - opened > AGE) opening ??= open().finally(() => { opening = undefined; });
  await opening;
}

async function open() {
  const [newest, ...others] = indexes;
  const before = pagefind;
  pagefind = undefined;
  await before?.destroy();
  const made = await import(new URL(`${newest}pagefind.js`, location).href);
  const options = (index) => ({ mergeFilter: { index }, ranking: { metaWeights: { url: 0, date: 0, day: 0 } } });
  await made.options(options(newest));
  await made.init();
  await made.filters(); // fails if the index could not be loaded; mergeIndex would wait for it forever
  await Promise.all(others.map((other) => made.mergeIndex(other, options(other))));
  const filters = await made.filters();
  const stories = (counts, digits) => Object.keys(counts ?? {}).reduce((sum, key) => sum + (digits.test(key) && counts[key]), 0);
  if (stories(filters.date, /^\d+$/) !== stories(filters.index, /./)) throw new Error("A file of an index was not loaded");
  choices(filters, opened ? new FormData(form) : given);
  opened = Date.now();
  pagefind = made;
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
  if (form.q.value.trim()) results.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => { if (results.hasAttribute("aria-busy")) found.textContent = words.searching; }, 500);
  try {
    let answer = await answered(now, false).catch(() => []);
    if (answer && !answer.length && now === asked) answer = await answered(now, true);
    if (now === asked) show(answer);
  } catch (error) {
    if (now === asked) await failed(error, now);
  } finally {
    clearTimeout(slow);
    if (now === asked) results.removeAttribute("aria-busy");
  }
}

// Returns the results, the first of them with their data; undefined if there is no query.
async function answered(now, again) {
  await ready(again);
  if (now !== asked) return;
  const text = form.q.value.trim();
  const filters = {};
  for (const name of ["section", "tag", "date"]) if (form[name].value) filters[name] = form[name].value;
  keep(text, filters);
  if (!text && !Object.keys(filters).length) return;
  results.setAttribute("aria-busy", "true");
  const sort = form.order.value || !text ? { sort: { date: "desc" } } : {};
  const answer = await searched(text, { filters, ...sort });
  answer.first = await loaded(answer, 0);
  return answer;
}

const loaded = (answer, from) => Promise.all(answer.slice(from, from + PAGE).map((result) => result.data()));

async function failed(error, now) {
  console.error(error);
  const preview = document.querySelector("script[data-sign]");
  // Browsers may not retry a script that they could not load, and the indexes may have other names now. The first query
  // after the page was loaded never reloads it, so this cannot go on forever.
  if (!preview && now > 1 && await fetch(location, { cache: "reload" }).then((page) => page.ok, () => false)) {
    const kept = new URLSearchParams(location.search);
    kept.set("q", form.q.value.trim());
    history.replaceState(null, "", `?${kept}`);
    location.reload();
    return;
  }
  show();
  found.textContent = preview ? words.preview : words.failed;
}

function show(answer) {
  shown = answer ?? [];
  count = 0;
  found.textContent = !answer ? "" : shown.length ? foundWords(shown.length) : words.none;
  results.replaceChildren();
  more(answer?.first ?? []);
}

function foundWords(count) {
  const forms = JSON.parse(words.found);
  return forms[new Intl.PluralRules(language).select(count)].replace("{count}", new Intl.NumberFormat(language).format(count));
}

async function searched(text, options) {
  // The index also has the plain forms of words that people type differently (generator/search/folding.py).
  const texts = [...new Set([text, folded(text)])];
  const answers = await Promise.all(texts.map(async (each) => {
    const isThere = await known(each);
    return (await queried(each || null, options)).results.filter(isThere);
  }));
  const found = new Map(answers.flat().reverse().map((result) => [result.id, result]));
  const inOrder = options.sort && found.size > 1 && texts.length > 1
    ? (await queried(null, options)).results : answers.flat();
  return [...new Set(inOrder.map((result) => result.id))].flatMap((id) => found.get(id) ?? []);
}

// Returns a function that says whether a result has each word of the query.
async function known(text) {
  // Pagefind finds words in quotation marks only in this exact form. It splits text in these languages itself.
  if (/^\s*".+"\s*$/.test(text) || /^(ja|th|zh)/.test(language)) return () => true;
  const each = await Promise.all(text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).map(having));
  return ({ id }) => each.every((ids) => ids.has(id));
}

// Returns the ids of the stories that have a word, or one that begins with it. If an index does not have a word, Pagefind
// silently shortens it until the index has it, even "Afghanistan" to "a". In that case, it finds the same places for a
// shorter part of the word. The last two letters of a long word may differ, since not all inflections are known.
async function having(word) {
  const less = (word.length < 8 ? word : word.slice(0, -3)) + NO_LETTER;
  const [whole, start] = await Promise.all([`"${word}"`, less].map((each) => pagefind.search(each)));
  const places = ({ words, matchedMetaFields }) => `${words} ${[...matchedMetaFields ?? []].sort()}`;
  const exact = new Set(whole.results.map(({ id }) => id));
  const shortened = new Map(start.results.map((result) => [result.id, places(result)]));
  const inText = ({ words, matchedMetaFields }) => words.length || /author|source|section|title/.test(matchedMetaFields);
  return new Set((await pagefind.search(word)).results
    .filter((each) => inText(each) && (exact.has(each.id) || shortened.get(each.id) !== places(each))).map(({ id }) => id));
}

async function queried(text, options) {
  if (!options.sort) return pagefind.search(text, options);
  // Pagefind sorts by date only within an index. The periods of the indexes do not overlap.
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

function more(next) {
  document.getElementById("more")?.remove();
  const first = count;
  count += next.length;
  results.append(...next.map(item));
  if (first) results.children[first]?.querySelector("a").focus();
  if (count < shown.length) {
    const button = document.createElement("button");
    button.id = "more";
    button.textContent = words.more;
    button.addEventListener("click", async () => {
      const now = asked;
      const data = await loaded(shown, count).catch(() => undefined);
      if (now !== asked) return;
      if (data) more(data); else ask();
    });
    results.after(button);
  }
}

function item(data) {
  const { meta } = data;
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
  about.append(...[meta.section, meta.author].filter(Boolean).flatMap((each) => [each, " · "]), time);
  const text = document.createElement("p");
  text.append(...excerpt(data));
  made.append(heading, about, text);
  return made;
}

// Returns the part of a story with most of the words of the query, or its start, without the headline. A plain form that
// was found is shown as the story writes it.
function excerpt({ raw_content, locations, meta }) {
  const [space, gap] = raw_content.includes("\u200b") ? ["\u200b", ""] : [/\s+/, " "];
  const all = raw_content.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  const pieces = all.split(PLAIN_FORMS)[0].trimEnd().split(space);
  let first = 0;
  for (let left = meta.title.replace(/\s/g, "").length; left > 0 && first < pieces.length; first++) {
    left -= pieces[first].replace(/\s/g, "").length;
  }
  if (/^\s*\.?\s*$/.test(pieces[first])) first++;
  let hits = locations.filter((each) => each < pieces.length);
  if (!hits.length) {
    const forms = new Set(locations.flatMap((each) => plain(all.split(space)[each] ?? "")));
    hits = [...pieces.keys()].filter((each) => plain(pieces[each]).some((form) => forms.has(form)));
  }
  const marked = new Set(hits);
  const within = (start) => hits.filter((each) => each >= start && each < start + WORDS - LEAD).length;
  const best = hits.filter((each) => each >= first).reduce((best, each) => (within(each) > within(best) ? each : best), first);
  const start = Math.max(first, Math.min(best - LEAD, pieces.length - WORDS));
  const shown = pieces.slice(start, start + WORDS).flatMap((piece, index) => {
    if (!marked.has(start + index)) return [piece, gap];
    const mark = document.createElement("mark");
    mark.textContent = piece;
    return [mark, gap];
  });
  return start > first ? ["… ", ...shown] : shown;
}

const plain = (word) => folded(word.replace(/[^\p{L}\p{M}\p{N}’'ʼ]/gu, "")).split(" ").filter(Boolean);

function keep(text, filters) {
  const kept = new URLSearchParams({ ...(text && { q: text }), ...filters, ...(form.order.value && { order: form.order.value }) });
  history.replaceState(null, "", kept.size ? `?${kept}` : location.pathname);
}
