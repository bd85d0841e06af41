// Keep the chosen colours in this browser. Runs in the head, before anything is drawn.
(function () {
  "use strict";
  const root = document.documentElement;
  const kept = function () { try { return localStorage.getItem("theme") || "auto"; } catch (e) { return "auto"; } };
  const put = function (theme) {
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
    else root.removeAttribute("data-theme");
  };
  put(kept());
  document.addEventListener("DOMContentLoaded", function () {
    for (const box of document.querySelectorAll("[data-theme-switch]")) {
      const buttons = box.querySelectorAll("button");
      const mark = function () { for (const b of buttons) b.setAttribute("aria-pressed", String(b.value === kept())); };
      box.hidden = false;
      mark();
      for (const button of buttons) button.addEventListener("click", function () {
        try { localStorage.setItem("theme", button.value); } catch (e) { /* The choice then lasts for this page. */ }
        put(button.value);
        mark();
      });
    }
  });
})();
