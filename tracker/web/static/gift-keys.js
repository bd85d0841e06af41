// In forms of gifts Enter goes on to the next field and Ctrl + Enter records, so that no hand leaves the keyboard.
(function () {
  "use strict";
  const fields = "input:not([type=hidden]), select, textarea, summary, button";
  const usable = function (element) {
    // The fold of lots is for who wants it: Enter passes by it.
    return !element.disabled && !element.matches(".lot > summary") && element.tabIndex >= 0 && element.getClientRects().length > 0 &&
      !(element.type === "radio" && !element.checked && element.form.querySelector('[name="' + CSS.escape(element.name) + '"]:checked'));
  };
  const next = function (form, from) {
    const all = Array.from(form.querySelectorAll(fields)).filter(function (element) { return element === from || usable(element); });
    const to = all[all.indexOf(from) + 1];
    if (!to) return;
    to.focus();
    if (to.select && to.type !== "checkbox" && to.type !== "radio") to.select();
  };

  for (const form of document.querySelectorAll("form[data-gift]")) {
    form.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" || event.defaultPrevented || event.isComposing) return;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        form.requestSubmit(form.querySelector("[data-first]"));
      } else if (/^(INPUT|SELECT)$/.test(event.target.tagName)) {
        event.preventDefault();
        next(form, event.target);
      }
    });
    form.addEventListener("picked", function (event) {
      // A form that has more to ask about who was picked moves the focus itself.
      setTimeout(function () { if (document.activeElement === event.target) next(form, event.target); });
    });

    // Rows that wait: the first stays, the button brings the next.
    for (const button of form.querySelectorAll("[data-add-row]")) {
      const rows = Array.from(button.closest("[data-rows]").querySelectorAll("[data-row]"));
      const waiting = function () { return rows.filter(function (row) { return row.hidden; }); };
      const filled = function (row) { return Array.from(row.querySelectorAll("input:not([type=hidden]), select")).some(function (input) { return input.value; }); };
      rows.slice(Number(button.dataset.addRow) || 3).forEach(function (row) { if (!filled(row)) row.hidden = true; });
      const show = function () { button.hidden = !waiting().length; };
      show();
      button.addEventListener("click", function () {
        const row = waiting()[0];
        if (!row) return;
        row.hidden = false;
        row.querySelector("input:not([type=hidden]), select").focus();
        show();
      });
    }
  }
})();
