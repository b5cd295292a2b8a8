// Dark or light, as the reader has it, on the pages that Gradio does not show.
(() => {
  "use strict";

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const shade = () => document.body.classList.toggle("dark", dark.matches);
  dark.addEventListener("change", shade);
  shade();
})();
