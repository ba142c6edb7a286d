// Keyboard: "/" searches, "?" explains, "g" and a letter goes to a page; never while someone is typing.
"use strict";
(() => {
  let waitingForLetter = false;
  const typing = (element) => element.closest("input, textarea, select, [contenteditable=true]");
  const act = {
    "/": () => document.getElementById("search")?.focus(),
    "?": () => document.getElementById("help")?.togglePopover(),
    g: () => { waitingForLetter = true; setTimeout(() => { waitingForLetter = false; }, 1500); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const page = waitingForLetter && document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    const action = page ? () => page.click() : act[event.key];
    if (!action) return;
    waitingForLetter = false;
    event.preventDefault();
    action();
  });
})();
