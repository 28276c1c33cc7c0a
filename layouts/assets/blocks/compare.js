// Lays two pictures over each other, with a slider between them. Without JavaScript, they are side by side.

(() => {
  for (const block of document.querySelectorAll(".compare")) {
    const stage = block.querySelector(".compare-pictures");
    const pictures = [...stage.querySelectorAll("img")];
    const slider = block.querySelector("input");
    const shape = (picture) => Number(picture.getAttribute("width")) / Number(picture.getAttribute("height"));
    if (pictures.length !== 2 || stage.querySelector("figure a img")) continue;
    if (!(Math.abs(shape(pictures[0]) / shape(pictures[1]) - 1) < .03)) continue; // too different in shape, or unknown

    const move = (value) => {
      slider.value = value;
      stage.style.setProperty("--at", `${slider.value}%`);
    };
    const follow = (event) => {
      const { left, right, width } = pictures[0].getBoundingClientRect();
      const rtl = getComputedStyle(stage).direction === "rtl";
      move((rtl ? right - event.clientX : event.clientX - left) / width * 100);
    };
    slider.addEventListener("input", () => move(slider.value));
    stage.addEventListener("pointerdown", (event) => {
      if (event.target.closest("a, figcaption")) return;
      follow(event);
      stage.setPointerCapture(event.pointerId);
    });
    stage.addEventListener("pointermove", (event) => { if (stage.hasPointerCapture(event.pointerId)) follow(event); });
    for (const picture of pictures) picture.draggable = false;
    block.classList.add("slides");
    move(50);
  }
})();
