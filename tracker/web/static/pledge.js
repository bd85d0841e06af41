// The parts of a pledge, drawn beside the form as one types; the server divides.
(function () {
  "use strict";
  const side = document.querySelector("[data-plan]"), form = document.querySelector("form[data-gift]");
  if (!side || !form) return;
  const value = function (name) { return form.elements.namedItem(name).value; };
  const rows = side.querySelector("[data-plan-rows]"), error = side.querySelector("[data-plan-error]");
  let waiting = 0, asked = 0;
  const cell = function (text, kind) { const td = document.createElement("td"); td.textContent = text; td.className = kind; return td; };
  const draw = function (plan) {
    const parts = plan.parts || [];
    error.textContent = plan.error || "";
    side.querySelector("[data-plan-empty]").hidden = Boolean(parts.length || plan.error);
    rows.parentNode.hidden = !parts.length;
    rows.replaceChildren.apply(rows, parts.map(function (part, i) {
      const row = document.createElement("tr");
      row.append(cell(String(i + 1), "num"), cell(part.due, ""), cell(part.amount, "num"));
      return row;
    }));
  };
  const ask = function () {
    const mine = ++asked;
    const said = { amount: value("amount"), rhythm: value("rhythm"), count: value("count"), first_due_on: value("first_due_on"), pledge: form.dataset.pledge || "" };
    fetch(side.dataset.plan + "?" + new URLSearchParams(said), { headers: { Accept: "application/json" } })
      .then(function (answer) { return answer.ok && !answer.redirected ? answer.json() : {}; })
      .then(function (plan) { if (mine === asked) draw(plan); })
      .catch(function () { if (mine === asked) draw({}); });
  };
  const arrange = function () {
    // A promise kept at once has one part; nobody need say so.
    const once = value("rhythm") === "once", count = form.elements.namedItem("count");
    count.readOnly = once;
    if (once) count.value = "1";
  };
  for (const happening of ["input", "change"]) form.addEventListener(happening, function (event) {
    if (!["amount", "rhythm", "count", "first_due_on"].includes(event.target.name)) return;
    arrange();
    clearTimeout(waiting);
    waiting = setTimeout(ask, 200);
  });
  arrange();
  ask();
  const donor = document.getElementById("donor");
  if (donor && !donor.value && !form.querySelector("[aria-invalid]")) donor.focus();
})();
