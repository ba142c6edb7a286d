// A form that answers by itself as soon as something in it changes; without script it has a button.
"use strict";
document.addEventListener("change", (event) => {
  event.target.closest?.("form[data-auto]")?.requestSubmit();
});
