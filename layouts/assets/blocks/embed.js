// Shows content from another site in a story once a reader asks for it. Until then, nothing is requested from that site.
// Without this script, the card is a link.

(() => {
  for (const card of document.querySelectorAll(".embed-card[data-frame]")) {
    const offer = card.querySelector(".embed-offer");
    offer.hidden = false;
    offer.querySelector("button").addEventListener("click", () => show(card, offer));
  }

  function show(card, offer) {
    const { frame: address, title, sandbox, allow, referrer, height, fits } = card.dataset;
    const frame = document.createElement("iframe");
    frame.title = title;
    frame.setAttribute("sandbox", sandbox);
    frame.allow = allow;
    frame.referrerPolicy = referrer;
    if (height) frame.height = height;
    if (fits) fit(frame, new URL(address).origin);
    frame.src = address;
    card.querySelector("picture, img")?.remove();
    offer.remove();
    card.prepend(frame);
    frame.focus(); // so that keyboard users continue where they were
  }

  // Gives a frame the height that the site in it asks for.
  function fit(frame, origin) {
    addEventListener("message", (event) => {
      if (event.source !== frame.contentWindow || event.origin !== origin) return;
      const height = heightIn(event.data);
      if (height >= 50 && height <= 5000) frame.height = Math.ceil(height);
    });
    // Mastodon sends its height only on request.
    frame.addEventListener("load", () => frame.contentWindow.postMessage({ type: "setHeight", id: 1 }, origin));
  }

  // Each provider has its own format: Mastodon, Bluesky and Flourish, Instagram, X, Datawrapper.
  function heightIn(message) {
    let data = message;
    if (typeof data === "string") {
      try { data = JSON.parse(data); } catch { return NaN; }
    }
    const post = data?.["twttr.embed"]?.params?.[0], charts = Object.values(data?.["datawrapper-height"] ?? {});
    return parseFloat(data?.height ?? data?.details?.height ?? post?.height ?? charts[0]);
  }
})();
