// The page on which a gift is taken: who gave, how it came, which pledge it is for.
(function () {
  "use strict";
  const form = document.querySelector("form[data-gift][data-doubles]");
  if (!form) return;
  const field = function (name) { return form.elements.namedItem(name); };
  const json = function (address, values) {
    return fetch(address + "?" + new URLSearchParams(values), { headers: { Accept: "application/json" } })
      .then(function (answer) { return answer.ok && !answer.redirected ? answer.json() : []; })
      .catch(function () { return []; });
  };
  const donor = document.getElementById("donor"), donorId = document.getElementById("donor-id");
  const newDonor = form.querySelector("[data-new-donor]"), newTick = newDonor.querySelector("[data-new-tick] input");
  const likely = form.querySelector('[data-likely="donor-choice"]');

  // Who gave: found, or typed in place; a likely double must be answered.
  const offer = function (found) {
    const rows = likely.querySelector(".likely-rows");
    const row = function (value, text, sub) {
      const label = document.createElement("label"), radio = document.createElement("input"), span = document.createElement("span");
      label.className = "tick";
      Object.assign(radio, { type: "radio", name: likely.dataset.likely, value: value });
      span.textContent = text + (sub ? " · " + sub : "");
      label.append(radio, span);
      return label;
    };
    likely.hidden = !found.length;
    rows.replaceChildren.apply(rows, found.map(function (each) { return row(each.id, each.text, each.sub); }));
    if (found.length) rows.append(row("sure", likely.dataset.sure, ""));
  };
  let asked = 0;
  const seekDoubles = function () {
    if (!newTick.checked || !donor.value.trim()) return offer([]);
    const mine = ++asked;
    json(form.dataset.doubles, { name: donor.value, phone: field("donor_phone").value })
      .then(function (found) { if (mine === asked && newTick.checked) offer(found); });
  };
  const typed = function (isNew) { newDonor.hidden = false; newTick.checked = isNew; seekDoubles(); };
  const known = function () { asked++; newDonor.hidden = true; newTick.checked = false; offer([]); loadPledges(); };
  let saidNew = null;
  donor.addEventListener("picked", function (event) {
    if (event.detail.id !== null) return known();
    saidNew = donor.value;
    typed(true);
    (newDonor.querySelector("[name=donor_kind]:checked") || newTick).focus();
  });
  donor.addEventListener("change", function () {
    if (donorId.value || !donor.value.trim() || donor.value === saidNew) return;
    json(donor.dataset.pick, { q: donor.value }).then(function (found) { if (!donorId.value) typed(!found.length); });
    loadPledges();
  });
  newTick.addEventListener("change", seekDoubles);
  field("donor_phone").addEventListener("change", seekDoubles);
  likely.addEventListener("change", function (event) {
    if (!/^\d+$/.test(event.target.value)) return;
    donor.value = event.target.nextElementSibling.textContent.split(" · ")[0];
    donorId.value = event.target.value;
    known();
    field("campaign").focus();
  });
  if (!donor.value || donorId.value) newDonor.hidden = true;

  // How it came: what belongs to the way is shown and sent, the rest is neither.
  const money = form.querySelector("[data-money]"), goods = form.querySelector("[data-goods]"), till = field("till");
  const way = function () { const chosen = form.querySelector("[name=way]:checked"); return chosen ? chosen.value : ""; };
  const arrange = function () {
    const inKind = way() === "goods";
    money.hidden = inKind;
    for (const input of money.querySelectorAll("input, select")) input.disabled = inKind;
    if (goods && inKind) goods.open = true;
    const first = form.querySelector("[data-first]");
    if (first.dataset.inKind) first.textContent = inKind ? first.dataset.inKind : first.dataset.inMoney;
    const fits = Array.from(till.options).filter(function (option) {
      const fit = option.dataset.kind === way();
      option.hidden = option.disabled = !fit;
      return fit;
    });
    form.querySelector("[data-till]").hidden = fits.length < 2;
    if (fits.length && !fits.includes(till.selectedOptions[0])) till.value = fits[0].value;
  };
  for (const radio of form.querySelectorAll("[name=way]")) radio.addEventListener("change", arrange);

  // Which pledge: the open ones of the donor and campaign, the first due one unless somebody chose.
  const pledge = field("pledge"), amount = field("amount"), excess = form.querySelector("[data-excess]");
  const box = pledge.closest(".f");
  let chosen = Boolean(pledge.value);
  const compare = function () {
    const open = pledge.selectedOptions[0] && pledge.selectedOptions[0].dataset.open;
    const given = /^[\d., ]+$/.test(amount.value.trim()) ? Number(amount.value.replace(/\D/g, "")) : 0;
    const rest = open ? given - Number(open) : 0;
    excess.hidden = !(rest > 0);
    excess.textContent = excess.dataset.excess.replace("{}", String(rest).replace(/\B(?=(\d{3})+$)/g, ".") + " đ");
  };
  const loadPledges = function () {
    const who = donorId.value, campaign = field("campaign").value;
    const before = chosen ? pledge.value : "";
    (who && campaign ? json(form.dataset.pledges, { donor: who, campaign: campaign }) : Promise.resolve([])).then(function (rows) {
      while (pledge.options.length > 1) pledge.remove(1);
      for (const row of rows) {
        const option = new Option(row.text, row.id);
        option.dataset.open = row.open;
        pledge.add(option);
      }
      const kept = rows.some(function (row) { return String(row.id) === before; });
      pledge.value = kept ? before : rows.length && !chosen ? String(rows[0].id) : "";
      box.hidden = !rows.length;
      compare();
    });
  };
  field("campaign").addEventListener("change", function () { chosen = false; loadPledges(); });
  pledge.addEventListener("change", function () { chosen = true; compare(); });
  amount.addEventListener("input", compare);

  arrange();
  box.hidden = pledge.options.length < 2;
  if (!form.querySelector("[aria-invalid]")) {
    loadPledges();
    (!donor.value ? donor : !field("campaign").value ? field("campaign") : amount).focus();
  } else compare();
})();
