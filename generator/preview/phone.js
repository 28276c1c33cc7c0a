// Shows a page in a frame as wide as a phone. The page must belong to this preview.
(function () {
  "use strict";
  const phone = document.getElementById("phone");
  const page = new URL(new URLSearchParams(location.search).get("of") || "/", location.origin);
  // A path alone could begin with two slashes and so name another host, so every address includes the origin.
  const absolute = (path) => location.origin + path;
  if (page.origin !== location.origin) return;
  phone.src = absolute(page.pathname);
  const back = document.getElementById("back");
  back.href = absolute(page.pathname);
  phone.addEventListener("load", () => { back.href = absolute(phone.contentWindow.location.pathname); });
  for (const each of document.querySelectorAll("[data-width]")) {
    each.addEventListener("click", () => { phone.width = each.dataset.width; phone.height = each.dataset.width < 700 ? 844 : 1024; });
  }
  document.getElementById("turn").addEventListener("click", () => {
    [phone.width, phone.height] = [phone.height, phone.width];
  });
})();
