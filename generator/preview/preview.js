// The preview's bar, its list of problems, and reloading. The bar and the list are in a shadow root, so neither the site's
// styles nor its layouts affect them, and they get everything that they show from the preview's server.
(function () {
  "use strict";
  const ROOT = "/-broadsheet-/";
  const SHOWN = document.currentScript.dataset.sign;
  const FRAMED = window.top !== window;
  const HIDDEN = "broadsheet-bar-hidden";
  const KEPT = "broadsheet-bar-kept";
  let state = null;
  let open = "";
  let typed = null;  // the time that somebody has typed but not yet submitted

  // Makes an element with attributes and with texts and other elements inside. Text is never parsed as HTML.
  function make(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value !== false && value !== null) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...inside.filter((each) => each !== null && each !== ""));
    return made;
  }

  const counted = (count, one, many) => count + " " + (count === 1 ? one : many);

  // ----- updates

  async function look() {
    const answer = await fetch(ROOT + "state?path=" + encodeURIComponent(location.pathname));
    if (!answer.ok) return;
    state = await answer.json();
    if (state.sign !== SHOWN && !state.problems.length) location.reload();
    else draw();
  }

  // A livereload plugin, which lets the page decide: livereload itself handles only changes to style sheets; for all
  // other changes, the page first asks the server whether it has changed.
  window.LiveReloadPluginBroadsheet = class {
    static identifier = "broadsheet";
    static version = "1.0";
    reload(path, options) {
      if (options.liveCSS) return false;
      look();
      return true;
    }
  };

  // ----- what somebody is doing in the bar, which neither a redraw nor a reload may undo

  function place() {
    const at = shadow.activeElement;
    return at && at.id && { id: at.id, caret: at.type === "text" ? [at.selectionStart, at.selectionEnd, at.selectionDirection] : null };
  }

  function restore(kept) {
    const at = kept && kept.id && shadow.getElementById(kept.id);
    if (!at) return;
    at.focus({ preventScroll: true });
    if (kept.caret) at.setSelectionRange(...kept.caret);
  }

  // Kept until the bar is drawn: a page that only redirects is left before that.
  let kept = FRAMED ? null : JSON.parse(sessionStorage.getItem(KEPT));
  if (kept) {
    ({ open, typed } = kept);
    if (kept.place) state = kept.state;  // shown until the new state arrives, so that typing can go on at once
  }
  addEventListener("pagehide", () => {
    if (!FRAMED) sessionStorage.setItem(KEPT, JSON.stringify({ open, typed, state, place: place() || (kept && kept.place) }));
  });

  // ----- problems

  function problem(each) {
    const where = each.opens ? make("a", { href: each.opens }, each.where) : each.where;
    return make("li", {},
      make("p", {}, make("b", {}, where), ": ", each.message),
      each.source ? make("pre", {}, each.source) : "",
      each.fix ? make("p", {}, "fix: " + each.fix) : "");
  }

  function problems() {
    if (!state.problems.length || (FRAMED && window.name === "broadsheet-edit")) return "";  // the form next to the page shows them
    return make("section", { id: "problems", role: "alert" },
      make("h1", {}, counted(state.problems.length, "problem", "problems")
        + (state.good ? ": this is the last good version of the page" : ": there is no good version of this page yet")),
      make("ol", {}, ...state.problems.map(problem)));
  }

  // ----- the bar

  function meta(name) {
    const found = document.querySelector(`meta[property="${name}"]`);
    return found ? found.content : "";
  }

  function shareCard() {
    const picture = meta("og:image");
    const local = picture ? new URL(picture).pathname : "";
    return make("figure", { class: "share" },
      local ? make("img", { src: local, alt: meta("og:image:alt") }) : make("p", {}, "No picture for social networks."),
      make("figcaption", {},
        make("span", {}, new URL(meta("og:url") || location.href).host),
        make("b", {}, meta("og:title")),
        make("span", {}, meta("og:description"))));
  }

  function related(story) {
    if (!story.related.length) return make("p", {}, "No related stories.");
    return make("ul", {}, ...story.related.map((each) =>
      make("li", {}, make("a", { href: each.url }, each.headline), make("span", {}, each.reason))));
  }

  function warnings(story) {
    if (!story.warnings.length) return make("p", {}, "No warnings.");
    return make("ol", {}, ...story.warnings.map(problem));
  }

  async function show(view) {
    const answer = await fetch(ROOT + "view", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(view) });
    const said = shadow.getElementById("said");
    if (answer.ok) typed = null;
    if (said) said.textContent = answer.ok ? "" : await answer.text();
  }

  function time() {
    const view = state.view;
    // Not a date field: a script can neither read what is half typed in one, nor move its caret.
    const field = make("input", { type: "text", id: "as-of", value: typed ?? view.as_of.replace("T", " "), size: 18,
      autocomplete: "off", placeholder: "2026-11-24 18:00", "aria-label": "Show the site as of",
      oninput: () => { typed = field.value; } });
    return make("form", { onsubmit: (event) => { event.preventDefault(); show({ as_of: field.value, drafts: view.drafts }); } },
      make("p", {}, "The site as of ", field, " ", view.zone),
      make("p", {}, make("button", { id: "show" }, "Show"), " ",
        make("button", { type: "button", id: "now", onclick: () => show({ as_of: "", drafts: view.drafts }) }, "Now"), " ",
        make("span", { id: "said", role: "status" })),
      make("p", {}, make("label", {},
        make("input", { type: "checkbox", id: "readers", checked: !view.drafts,
          onchange: (event) => show({ as_of: view.fixed ? view.as_of : "", drafts: !event.target.checked }) }),
        " as readers see it, without drafts, scheduled and expired stories")));
  }

  function tab(name, words, content) {
    const shown = open === name;
    const press = () => { open = shown ? "" : name; draw(); };
    return [
      make("button", { id: "tab-" + name, "aria-expanded": String(shown), onclick: press }, words),
      shown ? make("div", { class: "panel", role: "group", "aria-label": words }, content()) : null,
    ];
  }

  // The link goes to another origin, whose pages the scripts of this page cannot read.
  function editLink() {
    const isCopy = /^content\/.+\.(md|markdown|mdown|mkdn?|mdx)$/i.test(state.source);
    return make("a", { id: "desk", href: state.desk + (isCopy ? "?file=" + encodeURIComponent(state.source) : "") }, isCopy ? "Edit" : "Stories");
  }

  function bar() {
    const story = state.story;
    const view = state.view;
    const tabs = [];
    if (story) {
      tabs.push(tab("related", counted(story.related.length, "related story", "related stories"), () => related(story)));
      if (story.warnings.length) tabs.push(tab("warnings", counted(story.warnings.length, "warning", "warnings"), () => warnings(story)));
      tabs.push(tab("share", "Share card", shareCard));
    }
    tabs.push(tab("time", view.fixed ? "As of " + view.as_of.replace("T", " ") : view.drafts ? "Now" : "Now, as readers", time));
    const hide = () => { sessionStorage.setItem(HIDDEN, "yes"); draw(); };
    return make("nav", { id: "bar", "aria-label": "Preview" },
      make("b", {}, "Preview"),
      story && story.withheld ? make("mark", {}, story.withheld) : null,
      story ? make("span", {}, counted(story.words, "word", "words") + ", " + counted(story.minutes, "minute", "minutes")) : null,
      ...tabs.map((each) => each[0]),
      make("a", { id: "phone", href: ROOT + "phone.html?of=" + encodeURIComponent(location.pathname) }, "Phone"),
      make("a", { id: "budget", href: ROOT + "budget" }, "Budget"),
      state.desk ? editLink() : null,
      story && story.opens ? make("a", { id: "edit", href: story.opens }, "Open " + story.file.split("/").pop()) : null,
      make("button", { id: "hide", onclick: hide, "aria-label": "Hide the bar", class: "close" }, "×"),
      ...tabs.map((each) => each[1]));
  }

  function handle() {
    const show = () => { sessionStorage.removeItem(HIDDEN); draw(); };
    return make("button", { id: "handle", onclick: show, "aria-label": "Show the preview's bar" }, "Preview");
  }

  const host = document.createElement("broadsheet-preview");
  const shadow = host.attachShadow({ mode: "open" });
  host.setAttribute("lang", "en");
  host.setAttribute("dir", "ltr");
  const inside = make("div", {});
  shadow.append(make("link", { rel: "stylesheet", href: ROOT + "preview.css" }), inside);

  function draw() {
    if (!state || !host.isConnected) return;
    const hidden = sessionStorage.getItem(HIDDEN);
    const below = FRAMED ? "" : hidden ? handle() : bar();
    host.toggleAttribute("bar", !FRAMED && !hidden);  // makes room for the bar, so that it hides nothing
    const at = place() || (kept && kept.place);
    inside.replaceChildren(...[problems(), below].filter((each) => each !== ""));
    restore(at);
    kept = null;
  }

  document.addEventListener("DOMContentLoaded", () => { document.body.append(host); draw(); });
  addEventListener("keydown", (event) => { if (event.key === "Escape" && open) { open = ""; draw(); } });

  const script = document.createElement("script");
  const port = location.port || (location.protocol === "https:" ? 443 : 80);
  script.src = `${ROOT}livereload.js?host=${location.hostname}&port=${port}`;
  document.head.append(script);
})();
