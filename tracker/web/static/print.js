// Print the paper in the frame by one press; where the frame cannot, open the paper itself.
(function () {
  "use strict";
  const button = document.querySelector("[data-print]"), frame = document.querySelector("[data-print-frame]");
  if (!button || !frame) return;
  button.hidden = false;
  button.addEventListener("click", function () {
    try {
      frame.contentWindow.focus();
      frame.contentWindow.print();
    } catch (e) {
      window.open(frame.src);
    }
  });
})();
