// Small conveniences for readers, who miss nothing important without JavaScript. They make no requests, and what they
// store never leaves the browser.

(() => {
  const words = document.currentScript.dataset;
  const home = words.home;

  // A link to copy for each part of a story.
  for (const heading of document.querySelectorAll(".body :is(h2, h3, h4)[id]:not(summary *)")) {
    const button = document.createElement("button");
    button.className = "copy-link";
    button.type = "button";
    button.textContent = "#";
    button.setAttribute("aria-label", `${words.copy}: ${heading.textContent}`);
    button.addEventListener("click", async () => {
      const url = new URL(`#${heading.id}`, location);
      history.replaceState(null, "", url);
      try { await navigator.clipboard.writeText(url.href); } catch { return; } // the address bar shows it anyway
      button.textContent = words.copied;
      setTimeout(() => { button.textContent = "#"; }, 2000);
    });
    heading.append(" ", button);
  }

  // Sharing, with what the browser offers: its own menu, and the clipboard. The link that sends an email needs no script.
  const share = document.querySelector(".share"), [send, copy] = share?.querySelectorAll("button") ?? [];
  if (copy) {
    const { url } = share.dataset, label = copy.lastElementChild, text = label.textContent;
    send.hidden = !navigator.share;
    send.addEventListener("click", () => navigator.share({ title: document.querySelector("h1").textContent, url }).catch(() => {}));
    copy.hidden = !navigator.clipboard;
    copy.addEventListener("click", async () => {
      try { await navigator.clipboard.writeText(url); } catch { copy.hidden = true; return; } // not allowed here
      label.textContent = words.copied;
      setTimeout(() => { label.textContent = text; }, 2000);
    });
  }

  // Times of the last 24 hours as "today" and "yesterday", in the site's time zone. Pages are static, so they cannot
  // know what day it is.
  const DAY = 24 * 60 * 60 * 1000, HOURS = /T(\d\d):(\d\d).*?(?:([+-])(\d\d):(\d\d)|Z)$/;
  for (const time of document.querySelectorAll(".card .meta time, .credits time")) {
    const at = Date.parse(time.dateTime), age = Date.now() - at, parts = HOURS.exec(time.dateTime);
    if (!parts || age < 0 || age > DAY) continue;
    const ahead = (parts[3] === "-" ? -1 : 1) * ((parts[4] ?? 0) * 60 + +(parts[5] ?? 0)) * 60 * 1000;
    const date = (instant) => new Date(instant + ahead).toISOString().slice(0, 10);
    const clock = new Intl.DateTimeFormat(words.language, { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
    const form = date(at) === date(Date.now()) ? words.today : words.yesterday;
    const text = form.replace("{time}", clock.format(new Date(at + ahead)));
    time.textContent = time.closest(".credits") ? text[0].toLocaleLowerCase(words.language) + text.slice(1) : text; // after "Published"
  }
  const published = document.querySelector("article.story .credits time");
  if (published && Date.now() - Date.parse(published.dateTime) > 365 * DAY) {
    const note = document.createElement("b"); // in a line that has room for it, so that nothing moves
    note.className = "aged";
    note.textContent = words.old;
    document.querySelector("article.story .credits p:last-child").append(" ", note);
  }

  // A mark where the reader stopped last time. A visit ends after half an hour without a page view.
  const kept = (name, value) => {
    try {
      if (value !== undefined) localStorage.setItem(name, JSON.stringify(value));
      return JSON.parse(localStorage.getItem(name));
    } catch { return null; } // a browser without storage
  };
  const name = `broadsheet ${home}`, now = Date.now(), visit = kept(name);
  const since = visit && now - visit.seen < 30 * 60 * 1000 ? visit.since : visit?.seen;
  kept(name, { seen: now, since: since ?? null });
  const cards = [...document.querySelectorAll(".listing .card, .rail .card")].filter((card) => card.querySelector("time"));
  const when = (card) => Date.parse(card.querySelector("time").dateTime);
  const first = since ? cards.findIndex((card) => when(card) <= since) : -1;
  if (first > 0 && cards.slice(0, first).every((card) => when(card) > since)) {
    const mark = document.createElement("p");
    mark.className = "since";
    mark.textContent = words.since;
    const before = cards[first].closest("li") ?? cards[first];
    if (before !== cards[first]) before.prepend(mark);
    else before.before(mark);
  }

  // Reading offline, if the site offers it.
  const worker = navigator.serviceWorker;
  const preview = document.querySelector("script[data-sign]");
  if (worker && words.worker && !preview) worker.register(words.worker, { scope: home, updateViaCache: "none" });
  else worker?.getRegistrations?.().then((all) => all.filter((each) => new URL(each.scope).pathname === home).forEach((each) => each.unregister()));
  const list = document.getElementById("kept-stories");
  if (list && "caches" in window) listed(list);

  async function listed(list) {
    const cache = await caches.open(`broadsheet pages ${home}`);
    for (const request of (await cache.keys()).reverse()) {
      const page = new DOMParser().parseFromString(await (await cache.match(request)).text(), "text/html");
      if (!page.body.classList.contains("at-story")) continue;
      const item = document.createElement("li"), link = document.createElement("a");
      link.href = request.url;
      link.textContent = page.querySelector("h1")?.textContent ?? request.url;
      item.append(link);
      list.append(item);
    }
  }
})();
