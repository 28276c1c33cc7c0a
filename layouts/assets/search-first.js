// Keeps the footer out of sight from the beginning where results will come, so that nothing moves when they do.
if (location.search) document.getElementById("results").setAttribute("aria-busy", "true");
