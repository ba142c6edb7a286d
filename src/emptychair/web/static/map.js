// Process map: pointing at a step, or focusing it, dims every line that does not touch it; arrows walk on.
"use strict";
(() => {
  const light = (event) => {
    const map = event.target.closest?.(".map");
    if (!map) return;
    const key = event.target.closest("[data-step]")?.dataset.step;
    map.classList.toggle("picking", key !== undefined);
    for (const line of map.querySelectorAll("[data-from]")) {
      line.classList.toggle("lit", line.dataset.from === key || line.dataset.to === key);
    }
  };
  for (const kind of ["mouseover", "focusin", "focusout"]) document.addEventListener(kind, light);
  document.addEventListener("keydown", (event) => {
    const step = event.target.closest?.(".map [data-step]");
    const ways = { ArrowDown: ["from", "to"], ArrowUp: ["to", "from"] }[event.key];
    if (!step || !ways) return;
    const map = step.closest(".map");
    const line = map.querySelector(`[data-${ways[0]}="${CSS.escape(step.dataset.step)}"]`);
    if (!line) return;
    event.preventDefault();
    map.querySelector(`[data-step="${CSS.escape(line.dataset[ways[1]])}"]`)?.focus();
  });
})();
