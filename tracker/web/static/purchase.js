// Sum the lines of an invoice as they are typed, so that a slip shows before it is recorded.
(function () {
  "use strict";
  const number = function (text) { return /^\d[\d.,  ]*$/.test(text.trim()) ? Number(text.replace(/\D/g, "")) : 0; };
  // “30 lốc × 4 hộp” is 120, as the server reads it.
  const read = function (input) {
    const pack = input.value.match(/^\s*([\d.]+)[^\d×x*]*[×x*]\s*([\d.]+)\D*$/i);
    return pack ? number(pack[1]) * number(pack[2]) : number(input.value);
  };
  for (const box of document.querySelectorAll("[data-sum-of]")) {
    const line = box.querySelector("[data-sum]"), total = document.getElementById(box.dataset.sumOf);
    const tell = function () {
      let sum = 0;
      for (const row of box.querySelectorAll("[data-row]")) {
        const typed = row.querySelectorAll("input:not([type=hidden])");
        sum += read(typed[0]) * read(typed[1]);
      }
      line.hidden = !sum;
      line.querySelector("output").textContent = String(sum).replace(/\B(?=(\d{3})+$)/g, ".") + " đ";
      line.classList.toggle("off", read(total) > 0 && read(total) !== sum);
    };
    box.addEventListener("input", tell);
    total.addEventListener("input", tell);
    tell();
  }
})();
