// A file that is being made: ask how far it is, and show it once it is there.
(function () {
  "use strict";
  const bar = document.querySelector("progress[data-run]");
  if (!bar) return;
  const shown = document.querySelector("[data-run-done]");
  const ask = function () {
    fetch(bar.dataset.run, { headers: { Accept: "application/json" } }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.json();
    }).then(function (far) {
      if (far.ready || far.failed) { window.location.reload(); return; }
      bar.value = far.done;
      shown.textContent = String(far.done).replace(/\B(?=(\d{3})+$)/g, ".");
      window.setTimeout(ask, 400);
    }).catch(function () { window.setTimeout(ask, 3000); });
  };
  window.setTimeout(ask, 200);
})();
