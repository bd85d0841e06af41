// A sheet that is back: find a name, mark what was otherwise; only what was marked is sent.
(function () {
  "use strict";
  const form = document.querySelector("form[data-settle]");
  if (!form) return;
  const rows = Array.from(form.querySelectorAll("tr[data-line]"));
  const text = document.getElementById("settle-text"), proxy = form.querySelector("template[data-proxy]");
  const bare = function (value) {
    return value.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d").replace(/\s+/g, " ").trim();
  };
  const names = rows.map(function (row) { return bare(row.querySelector(".lead").textContent); });
  const numbers = rows.map(function (row) { return row.querySelector("[data-number]").textContent.trim(); });
  const tick = function (row) { return row.querySelector("input[type=checkbox]"); };
  const select = function (row) { return row.querySelector("select"); };
  const marked = function (row) { return select(row).value !== "given"; };
  let onlyMarked = false;

  const draw = function () {
    const typed = bare(text.value), words = typed.split(" ").filter(Boolean);
    rows.forEach(function (row, i) {
      const fits = /^[0-9]+$/.test(typed) ? numbers[i] === typed : words.every(function (word) { return names[i].includes(word); });
      row.hidden = (onlyMarked && !marked(row)) || !fits;
    });
    form.querySelector("[data-marked]").textContent = String(rows.filter(marked).length);
  };
  // A proxy has a name and a relation: their fields come when they are needed.
  const ask = function (row) {
    const cell = select(row).parentNode, there = cell.querySelectorAll("input");
    if (select(row).value !== "proxy") { there.forEach(function (input) { input.remove(); }); return; }
    if (there.length) return;
    const fields = proxy.content.cloneNode(true).children, made = Array.from(fields);
    made.forEach(function (input, i) { input.name = (i ? "r-" : "p-") + row.dataset.line; cell.append(input); });
    made[0].focus();
  };
  form.addEventListener("change", function (event) {
    const row = event.target.closest("tr[data-line]");
    if (!row) return;
    // The tick is a short way to “absent, later”; both always say the same.
    if (event.target === tick(row)) select(row).value = tick(row).checked ? "later" : "given";
    else if (event.target.tagName === "SELECT" && tick(row)) tick(row).checked = select(row).value === "later";
    else if (event.target.tagName !== "SELECT") return;
    ask(row);
    draw();
  });
  form.querySelector("[data-settle-search]").hidden = false;
  text.addEventListener("input", draw);
  text.addEventListener("keydown", function (event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const seen = rows.filter(function (row) { return !row.hidden; });
    // A number of the paper and Enter ticks its child, or unticks it; the next number can be typed at once.
    if (seen.length === 1 && tick(seen[0]) && numbers[rows.indexOf(seen[0])] === text.value.trim()) {
      tick(seen[0]).click();
      const child = seen[0].querySelector(".lead").firstChild.textContent.trim();
      form.querySelector("[data-said]").textContent = text.value.trim() + " · " + child + ": " + select(seen[0]).selectedOptions[0].textContent;
      text.value = "";
      draw();
      return;
    }
    if (seen.length) (tick(seen[0]) || select(seen[0])).focus();
  });
  for (const button of form.querySelectorAll("[data-show]")) button.addEventListener("click", function () {
    onlyMarked = button.dataset.show === "marked";
    for (const other of form.querySelectorAll("[data-show]")) other.classList.toggle("on", other === button);
    draw();
  });
  form.addEventListener("submit", function (event) {
    if (event.defaultPrevented) return;
    for (const row of rows) select(row).disabled = !marked(row);
    // Back from the page that follows, the form is whole again.
    setTimeout(function () { for (const row of rows) select(row).disabled = false; });
  });
})();
