// A list of places becomes a search: one types a name, the communes of the day come with their district.
// It stands before picker.js, which makes the pick-list; without it the list by district does the same.
(function () {
  "use strict";
  const make = function (facts) { return Object.assign(document.createElement("input"), facts); };
  const attach = function (select) {
    const chosen = select.selectedOptions[0], has = Boolean(chosen && chosen.value);
    const group = has && chosen.parentNode.label ? ", " + chosen.parentNode.label : "";
    const box = document.createElement("div");
    box.className = "pick";
    const text = make({ type: "text", id: select.id, name: select.name + "-text", className: "in", autocomplete: "off", spellcheck: false });
    const key = make({ type: "hidden", id: select.id + "-id", name: select.name, value: has ? chosen.value : "" });
    text.value = has ? chosen.textContent.trim() + group : select.dataset.typed || "";
    text.placeholder = select.dataset.hint || "";
    text.required = select.required;
    text.dataset.pick = select.dataset.places;
    text.dataset.pickId = key.id;
    text.dataset.pickNone = select.dataset.none || "";
    for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) text.setAttribute(name, select.getAttribute(name));
    const day = select.dataset.placesDay && document.getElementById(select.dataset.placesDay);
    if (day) text.addEventListener("focus", function () {
      if (day.value.trim()) text.dataset.pick = select.dataset.places.replace(/day=[^&]*/, "day=" + encodeURIComponent(day.value.trim()));
    });
    box.append(text, key);
    select.replaceWith(box);
  };
  for (const select of document.querySelectorAll("select[data-places]")) attach(select);
})();
