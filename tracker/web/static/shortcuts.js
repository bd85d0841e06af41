// "/" goes to the search; a sent form cannot be sent twice; a chosen filter is applied at once.
(function () {
  "use strict";
  const typing = function (element) { return /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable; };

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const target = document.querySelector('[data-focus-key="' + CSS.escape(event.key) + '"]');
    if (target) { event.preventDefault(); target.focus(); target.select(); }
  });

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    // After the browser has read the pressed button's value; a page that opens elsewhere leaves the form usable.
    setTimeout(function () {
      for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = true;
      if (form.target) setTimeout(function () { release(form); }, 1500);
    });
  });
  const release = function (form) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = false;
  };
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) for (const form of document.querySelectorAll("form[data-sent]")) release(form);
  });

  document.addEventListener("change", function (event) {
    const form = event.target.closest("form[data-autosubmit]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=radio]")) form.requestSubmit();
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") for (const open of document.querySelectorAll("details.me[open], details.menu-small[open]")) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", function (event) {
    for (const open of document.querySelectorAll("details.me[open], details.menu-small[open]"))
      if (!open.contains(event.target)) open.open = false;
  });

  const first = document.querySelector("[data-focus-first]") || document.querySelector("[autofocus]");
  if (first) first.focus();
})();
