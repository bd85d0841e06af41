// Group the digits of an amount and say it in words below, as the paper will.
(function () {
  "use strict";
  const groupable = /^[0-9. ]+$/;
  const group = function (text) { return text.replace(/[. ]/g, "").replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, "."); };

  const attach = function (input) {
    const words = document.getElementById(input.id + "-words");
    let waiting = 0, asked = 0;
    const ask = function () {
      const text = input.value.trim(), mine = ++asked;
      if (!words) return;
      if (!text) { words.textContent = ""; return; }
      fetch(input.dataset.words + "?amount=" + encodeURIComponent(text), { headers: { Accept: "application/json" } })
        .then(function (answer) { return answer.ok && !answer.redirected ? answer.json() : {}; })
        .then(function (said) {
          if (mine !== asked) return;
          words.textContent = said.words || said.error || "";
          words.classList.toggle("error", Boolean(said.error));
          input.dispatchEvent(new CustomEvent("amount", { bubbles: true, detail: said }));
        })
        .catch(function () { words.textContent = ""; });
    };
    input.addEventListener("input", function () { clearTimeout(waiting); waiting = setTimeout(ask, 250); });
    input.addEventListener("blur", function () {
      // Only plain digits and whole groups are put in order; a slip such as 1.00.000 stays to be seen.
      const text = input.value.trim();
      if (/^\d+$/.test(text) || (groupable.test(text) && /^\d{1,3}([. ]\d{3})+$/.test(text))) input.value = group(text);
    });
    if (input.value && input.getAttribute("aria-invalid") !== "true") ask();
  };
  for (const input of document.querySelectorAll("input[data-words]")) attach(input);
})();
