// The paper to come, beside the form: it says what the receipt will say.
(function () {
  "use strict";
  const form = document.querySelector("form[data-gift][data-doubles]"), side = document.querySelector(".paper-side");
  if (!form || !side) return;
  const text = function (name) { const field = form.elements.namedItem(name); return field ? field.value.trim() : ""; };
  const put = function (name, value) { for (const place of side.querySelectorAll('[data-said="' + name + '"]')) place.textContent = value || "…"; };
  let spoken = {};

  const purpose = function () {
    const select = form.elements.namedItem("campaign"), option = select.selectedOptions[0];
    const campaign = option && option.value ? option.textContent.split(" – ").slice(1).join(" – ") : "";
    return text("purpose") || (campaign ? side.dataset.purpose.replace("{}", campaign) : "");
  };
  const goods = function () {
    return Array.from(form.querySelectorAll(".goods-row")).map(function (row) {
      const item = row.querySelector("select"), count = row.querySelector("input").value.trim();
      return item.value && count ? count + " × " + item.selectedOptions[0].textContent : "";
    }).filter(Boolean);
  };
  const draw = function () {
    const way = form.querySelector("[name=way]:checked"), inKind = Boolean(way) && way.value === "goods", given = goods();
    put("donor", text("donor"));
    put("via", text("via"));
    put("purpose", purpose());
    const amount = text("amount") ? spoken : {};
    put("amount", amount.amount);
    put("words", amount.words);
    for (const line of side.querySelectorAll("[data-line=via]")) line.hidden = !text("via");
    for (const list of side.querySelectorAll("ul[data-said=goods]"))
      list.replaceChildren.apply(list, given.map(function (each) { const row = document.createElement("li"); row.textContent = each; return row; }));
    side.querySelector('[data-paper="BL"]').hidden = inKind;
    side.querySelector('[data-paper="TN"]').hidden = !inKind && !given.length;
  };
  form.addEventListener("amount", function (event) { spoken = event.detail; draw(); });
  for (const happening of ["input", "change", "picked", "focusout"]) form.addEventListener(happening, draw);
  draw();
})();
