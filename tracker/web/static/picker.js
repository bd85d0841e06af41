// A pick-list that searches as one types. The server also accepts the typed text, so it works without this.
(function () {
  "use strict";
  let lists = 0;

  const attach = function (input) {
    const key = document.getElementById(input.dataset.pickId);
    const list = document.createElement("ul");
    list.className = "pick-list card";
    list.id = "pick-list-" + ++lists;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels && input.labels[0] ? input.labels[0].textContent.trim() : "");
    list.hidden = true;
    input.parentNode.append(list);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }))
      input.setAttribute(name, value);

    let rows = [], at = -1, waiting = 0, asked = 0, shownFor = null;

    const close = function () { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const open = function () { list.hidden = false; input.setAttribute("aria-expanded", "true"); };
    const go = function (to) {
      const options = list.querySelectorAll("[role=option]");
      if (!options.length) return;
      at = (to + options.length) % options.length;
      options.forEach(function (option, i) { option.setAttribute("aria-selected", String(i === at)); });
      options[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options[at].id);
    };
    const pick = function (row) {
      input.value = row.text;
      key.value = row.id === null ? "" : String(row.id);
      shownFor = input.value;
      close();
      input.dispatchEvent(new CustomEvent("picked", { bubbles: true, detail: row }));
    };
    const option = function (row, i) {
      const item = document.createElement("li");
      item.id = list.id + "-" + i;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(row.label || row.text);
      if (row.id === null) item.className = "new";
      if (row.sub) {
        const sub = document.createElement("span");
        sub.className = "muted small";
        sub.textContent = " · " + row.sub;
        item.append(sub);
      }
      item.addEventListener("mousedown", function (event) { event.preventDefault(); pick(row); });
      item.addEventListener("mousemove", function () { if (at !== i) go(i); });
      return item;
    };
    const draw = function (found, text) {
      rows = found.map(function (row) { return { id: row.id, text: row.text, sub: row.sub || "", more: row }; });
      if (input.dataset.pickNew) rows.push({ id: null, text: text, label: input.dataset.pickNew.replace("{}", text), sub: "" });
      list.replaceChildren.apply(list, rows.map(option));
      if (!rows.length) {
        const none = document.createElement("li");
        none.className = "none";
        none.setAttribute("role", "presentation");
        none.textContent = input.dataset.pickNone || "";
        list.append(none);
      }
      open();
      at = -1;
      if (found.length) go(0);
    };
    const ask = function () {
      const text = input.value.trim(), mine = ++asked;
      if (!text) { close(); return; }
      const address = input.dataset.pick + (input.dataset.pick.includes("?") ? "&" : "?") + "q=" + encodeURIComponent(text);
      fetch(address, { headers: { Accept: "application/json" } })
        .then(function (answer) { return answer.ok && !answer.redirected ? answer.json() : []; })
        .then(function (found) {
          if (mine !== asked || document.activeElement !== input) return;
          shownFor = input.value;
          draw(found, text);
        })
        .catch(close);
    };

    input.addEventListener("input", function () { key.value = ""; clearTimeout(waiting); waiting = setTimeout(ask, 150); });
    input.addEventListener("keydown", function (event) {
      const options = list.hidden ? 0 : list.querySelectorAll("[role=option]").length;
      if (event.key === "ArrowDown") { event.preventDefault(); if (list.hidden) ask(); else go(at + 1); }
      else if (event.key === "ArrowUp" && options) { event.preventDefault(); go(at - 1); }
      else if (event.key === "Enter" && options && at >= 0 && shownFor === input.value) { event.preventDefault(); pick(rows[at]); }
      else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); event.stopPropagation(); close(); }
      else if (event.key === "Tab") close();
    });
    input.addEventListener("blur", function () { asked++; clearTimeout(waiting); close(); });
  };
  for (const input of document.querySelectorAll("input[data-pick]")) attach(input);
})();
