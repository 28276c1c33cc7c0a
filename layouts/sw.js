{# What lets readers go on without a network: a service worker that keeps the front page and the stories that were read.
   Where there is a network, it is asked first, always; what it no longer has is forgotten. #}
"use strict";
const HOME = {{ json(site.home) }};
const SHELL = {{ json(shell) }};
const PAGES = `broadsheet pages ${HOME}`;
const PICTURES = `broadsheet pictures ${HOME}`;
const FRAME = `broadsheet frame ${HOME} ${SHELL.join(" ")}`;
const MOST_PAGES = 60, MOST_PICTURES = 120, HOUR = 60 * 60 * 1000;
let looked = 0;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    await (await caches.open(FRAME)).addAll(SHELL.map((path) => new Request(path, { cache: "reload" })));
    await keep(await fetch(HOME, { cache: "reload" }), HOME);
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const ours = (await caches.keys()).filter((name) => name.startsWith(`broadsheet frame ${HOME} `) && name !== FRAME);
    await Promise.all(ours.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || !url.pathname.startsWith(HOME)) return;
  if (request.mode === "navigate") event.respondWith(page(event, url));
  else if (SHELL.includes(url.pathname)) event.respondWith(framed(request));
  else if (request.destination === "image") event.respondWith(picture(request));
});

async function page(event, url) {
  const address = url.pathname;
  let response;
  try {
    response = await fetch(event.request, { cache: "no-cache" });
  } catch {
    const cache = await caches.open(PAGES);
    return await cache.match(address) ?? await caches.match(`${HOME}offline/`) ?? Response.error();
  }
  event.waitUntil(keep(response.clone(), address).then(forget));
  return response;
}

// A story or the front page is kept; what has become something else is forgotten.
async function keep(response, address) {
  const cache = await caches.open(PAGES);
  const text = response.ok && !response.redirected ? await response.clone().text() : "";
  const kind = /<body class="at-([\w-]+)/.exec(text)?.[1];
  await cache.delete(address);
  if (kind !== "story" && kind !== "front") return;
  await cache.put(address, response);
  const known = (await cache.keys()).filter((each) => new URL(each.url).pathname !== HOME);
  await Promise.all(known.slice(0, Math.max(0, known.length - MOST_PAGES)).map((each) => cache.delete(each)));
}

// Once an hour all that is kept is asked for again: a story that was withdrawn or corrected is not kept as it was.
async function forget() {
  if (Date.now() - looked < HOUR) return;
  looked = Date.now();
  const cache = await caches.open(PAGES);
  for (const request of await cache.keys()) {
    try {
      await keep(await fetch(request.url, { cache: "no-cache" }), new URL(request.url).pathname);
    } catch {
      return; // the network is gone
    }
  }
}

async function framed(request) {
  return await caches.match(request, { cacheName: FRAME }) ?? fetch(request);
}

async function picture(request) {
  const cache = await caches.open(PICTURES);
  try {
    const response = await fetch(request);
    if (response.ok) {
      await cache.put(request, response.clone());
      const known = await cache.keys();
      await Promise.all(known.slice(0, Math.max(0, known.length - MOST_PICTURES)).map((each) => cache.delete(each)));
    }
    return response;
  } catch {
    return await cache.match(request) ?? Response.error();
  }
}
