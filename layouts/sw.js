{# Lets readers continue offline: a service worker that caches the front page and the stories that were read.
   Online, it always asks the network first, and removes from the cache what no longer exists. #}
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
    const outdated = (await caches.keys()).filter((name) => name.startsWith(`broadsheet frame ${HOME} `) && name !== FRAME);
    await Promise.all(outdated.map((name) => caches.delete(name)));
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

// Caches a story or the front page. Removes an address that is now something else.
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

// Requests everything in the cache again once an hour, so that withdrawn or corrected stories do not stay in it.
async function forget() {
  if (Date.now() - looked < HOUR) return;
  looked = Date.now();
  const cache = await caches.open(PAGES);
  for (const request of await cache.keys()) {
    try {
      await keep(await fetch(request.url, { cache: "no-cache" }), new URL(request.url).pathname);
    } catch {
      return; // offline
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
