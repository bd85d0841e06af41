// Naming a transfer: how much of it is still to name, and the pledges of whoever is picked.
(function () {
  "use strict";
  const form = document.querySelector("form[data-naming]");
  if (!form) return;
  const whole = Number(form.dataset.naming), line = form.querySelector("[data-difference]");
  const rows = Array.from(form.querySelectorAll(".gift-row"));
  const part = function (row, name) { return row.querySelector('[name$="-' + name + '"]'); };
  const show = function (n) { return String(n).replace(/\B(?=(\d{3})+$)/g, ".") + " đ"; };
  const amount = function (row) {
    const text = part(row, "amount").value.trim();
    return /^[\d., ]+( *đ)?$/.test(text) ? Number(text.replace(/\D/g, "")) : 0;
  };
  const draw = function () {
    const rest = whole - rows.reduce(function (sum, row) { return sum + amount(row); }, 0);
    const words = rest > 0 ? line.dataset.left : rest < 0 ? line.dataset.over : line.dataset.even;
    line.hidden = false;
    line.classList.toggle("off", rest !== 0);
    line.firstElementChild.textContent = words;
    line.lastElementChild.textContent = rest ? show(Math.abs(rest)) : show(whole);
  };
  const loadPledges = function (row) {
    const select = part(row, "pledge"), who = part(row, "donor-id").value, campaign = part(row, "campaign").value, before = select.value;
    const address = form.dataset.pledges + "?" + new URLSearchParams({ donor: who, campaign: campaign });
    (who && campaign ? fetch(address, { headers: { Accept: "application/json" } }).then(function (answer) { return answer.ok && !answer.redirected ? answer.json() : []; }) : Promise.resolve([]))
      .catch(function () { return []; })
      .then(function (found) {
        while (select.options.length > 1) select.remove(1);
        for (const each of found) select.add(new Option(each.text, each.id));
        select.value = found.some(function (each) { return String(each.id) === before; }) ? before : found.length ? String(found[0].id) : "";
        select.closest(".f").hidden = !found.length;
      });
  };
  for (const row of rows) {
    part(row, "pledge").closest(".f").hidden = part(row, "pledge").options.length < 2;
    for (const happening of ["picked", "change"]) row.addEventListener(happening, function (event) {
      if (event.target === part(row, "donor") || event.target === part(row, "campaign")) loadPledges(row);
    });
  }
  form.addEventListener("input", draw);
  // The whole is the likeliest answer: it stands in the first row until somebody says otherwise.
  const first = part(rows[0], "amount");
  if (!form.querySelector("[aria-invalid]") && !first.value) first.value = show(whole).replace(" đ", "");
  draw();
  if (!form.querySelector("[aria-invalid]")) part(rows[0], "donor").focus();
})();
