// Checks for new entries of live coverage once a minute while the page is visible, and offers them. It requests only the
// page itself, which costs next to nothing if it has not changed. Without JavaScript, readers reload the page.

(() => {
  const words = document.currentScript.dataset;
  const place = document.querySelector(".new-entries");
  const ids = (page) => [...page.querySelectorAll(".entry > :first-child")].map((heading) => heading.id);
  const known = new Set(ids(document));
  const timer = setInterval(look, 60 * 1000);
  document.addEventListener("visibilitychange", look);
  let looked = Date.now();

  async function look() {
    if (document.hidden || Date.now() - looked < 50 * 1000) return;
    looked = Date.now();
    let page;
    try {
      const response = await fetch(location.pathname, { cache: "no-cache" });
      if (!response.ok) return;
      page = new DOMParser().parseFromString(await response.text(), "text/html");
    } catch { return; } // offline, perhaps only for now
    const added = ids(page).filter((id) => !known.has(id));
    if (added.length) offer(added.length, page.querySelector(".entry > :first-child").id);
    if (page.querySelector(".new-entries")) return;
    clearInterval(timer); // the coverage is over
    document.removeEventListener("visibilitychange", look);
  }

  function offer(count, newest) {
    const form = JSON.parse(words.added)[new Intl.PluralRules(words.language).select(count)];
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = form.replace("{count}", new Intl.NumberFormat(words.language).format(count));
    button.addEventListener("click", () => {
      history.scrollRestoration = "manual"; // so that the page opens at the newest entry
      history.replaceState(null, "", `#${newest}`);
      location.reload();
    });
    if (place.textContent !== button.textContent) place.replaceChildren(button);
  }
})();
