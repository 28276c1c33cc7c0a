// Keeps the footer out of view from the start if there will be results, so that nothing moves when they appear.
if (location.search) document.getElementById("results").setAttribute("aria-busy", "true");
