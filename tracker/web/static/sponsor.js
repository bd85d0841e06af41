// A sponsor is chosen: offer the open pledges of that donor to the campaign, the first due one first.
(function () {
  "use strict";
  const form = document.querySelector("form[data-sponsor]");
  if (!form) return;
  const donor = document.getElementById("donor"), key = document.getElementById("donor-id");
  const pledge = form.elements.namedItem("pledge"), box = pledge.closest(".f");
  const draw = function (rows) {
    while (pledge.options.length > 1) pledge.remove(1);
    for (const row of rows) pledge.add(new Option(row.text, row.id));
    if (rows.length) pledge.value = String(rows[0].id);
    box.hidden = !rows.length;
  };
  const ask = function () {
    if (!key.value) { draw([]); return; }
    fetch(form.dataset.pledges + "?" + new URLSearchParams({ donor: key.value, campaign: form.dataset.campaign }), { headers: { Accept: "application/json" } })
      .then(function (answer) { return answer.ok && !answer.redirected ? answer.json() : []; })
      .then(draw)
      .catch(function () { draw([]); });
  };
  donor.addEventListener("picked", ask);
  box.hidden = pledge.options.length < 2;
  if (!form.querySelector("[aria-invalid]") && key.value) ask();
})();
