// Marks the place that the address names, `#s=START-END`, in the text of an article's own page.
(() => {
  "use strict";

  const shown = document.querySelector(".text");
  if (shown.querySelector(".said")) return; // who says what is marked, and nothing else
  const points = Array.from(shown.textContent); // offsets count code points, not UTF-16 units
  const slice = (from, to) => points.slice(from, to).join("");

  const mark = () => {
    const [, start, end] = location.hash.match(/^#s=(\d+)-(\d+)$/) || [];
    shown.textContent = slice(0);
    if (!(Number(start) < Number(end) && Number(end) <= points.length)) return;
    const marked = document.createElement("mark");
    marked.textContent = slice(Number(start), Number(end));
    shown.replaceChildren(slice(0, Number(start)), marked, slice(Number(end)));
    marked.scrollIntoView({ block: "start" });
  };
  addEventListener("hashchange", mark);
  mark();
})();
