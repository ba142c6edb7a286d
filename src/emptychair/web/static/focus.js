// After a boosted navigation the reader starts at the new page's main part, as after a full load.
"use strict";
document.addEventListener("htmx:after:swap", (event) => {
  if (event.target !== document.body && event.detail?.ctx?.target !== document.body) return;
  if (location.hash && document.querySelector(location.hash)) return;
  document.getElementById("main")?.focus({ preventScroll: true });
  scrollTo(0, 0);
});
