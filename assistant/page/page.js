// The reading pane: a click on a citation opens its whole article, scrolled to the quote; so does
// one on a link to an article's own page, as far as it would leave this page.
// Article text only ever becomes text nodes, so nothing in it can act.
(() => {
  "use strict";

  const OWN = "article/"; // where the pages of articles are

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  // A newline becomes a gap that still holds it: the text stays the article's, letter by letter.
  const lines = (parent, text) => {
    for (const part of text.split(/(\n+)/)) {
      if (!part) continue;
      parent.append(part[0] === "\n" ? element("span", "gap", part) : part);
    }
    return parent;
  };

  const spoken = (day) =>
    new Date(`${day}T00:00:00`).toLocaleDateString("en-GB", { dateStyle: "long" });

  const origin = ({ outlet, published, authors }) => {
    const parts = [outlet || "outlet not known"];
    parts.push(published ? spoken(published) : "date not known");
    if (authors.length) parts.push(`by ${authors.join(", ")}`);
    return element("p", "origin", parts.join(" · "));
  };

  const link = (url) => {
    if (!/^https?:\/\//i.test(url || "")) return "";
    const made = element("a", "", url);
    made.href = url;
    made.rel = "noopener noreferrer";
    made.target = "_blank";
    const line = element("p", "address");
    line.append(made);
    return line;
  };

  const named = (outlets) => {
    if (!outlets.length) return "";
    const section = element("section", "named");
    const title = "Named by the article as sources; not part of this archive's evidence";
    const list = element("ul");
    for (const { outlet, headline } of outlets) {
      const item = element("li");
      item.append(element("b", "", outlet), headline ? `: ${headline}` : "");
      list.append(item);
    }
    section.append(element("h3", "", title), list);
    return section;
  };

  const body = (text, { start, end, quote }) => {
    const points = Array.from(text); // offsets count code points, not UTF-16 units
    const slice = (from, to) => points.slice(from, to).join("");
    const shown = element("div", "text");
    if (quote === undefined) return [lines(shown, text)];
    if (slice(Number(start), Number(end)) !== quote) {
      const changed = "This article has changed since the answer: the quote is not where it was.";
      return [element("p", "failure", changed), lines(shown, text)];
    }
    lines(shown, slice(0, Number(start)));
    shown.append(lines(element("mark"), quote));
    lines(shown, slice(Number(end)));
    return [shown];
  };

  const articlePage = (article, place) => [
    element("h2", "", place.title),
    origin(article),
    link(article.url),
    ...body(article.text, place),
    named(article.named_outlets),
  ];

  const load = async (id) => {
    const answer = await fetch(`api/articles/${encodeURIComponent(id)}`).catch(() => null);
    if (!answer) throw new Error("Byline cannot be reached; see whether it is still running.");
    const found = await answer.json();
    if (!answer.ok) throw new Error(found.detail);
    return found;
  };

  const makePane = () => {
    const pane = element("dialog", "reader");
    pane.setAttribute("aria-label", "Article");
    const close = element("button", "close", "Close");
    close.type = "button";
    close.addEventListener("click", () => pane.close());
    const page = element("div", "page");
    page.tabIndex = 0; // so that the arrow keys scroll it
    const bar = element("div", "bar");
    bar.append(element("p"), element("a", "", "As a page of its own"), close);
    pane.append(bar, page);
    pane.addEventListener("click", (event) => event.target === pane && pane.close());
    document.body.append(pane);
    return pane;
  };

  let latest = 0;

  const open = async (place) => {
    const turn = ++latest;
    const pane = document.querySelector("dialog.reader") || makePane();
    const [heading, page] = [pane.querySelector(".bar p"), pane.querySelector(".page")];
    heading.textContent = place.title;
    const marked = place.quote === undefined ? "" : `#s=${place.start}-${place.end}`;
    pane.querySelector(".bar a").href = `${OWN}${encodeURIComponent(place.article)}${marked}`;
    page.replaceChildren(element("p", "progress", "Fetching the article …"));
    if (!pane.open) pane.showModal();
    const shown = await load(place.article).then(
      (article) => articlePage(article, place),
      (error) => [element("p", "failure", error.message)],
    );
    if (turn !== latest) return; // another article was asked for meanwhile
    page.replaceChildren(...shown);
    page.scrollTop = 0;
    page.querySelector("mark")?.scrollIntoView({ block: "start" });
  };

  const linked = (event) => {
    const link = event.target.closest?.(`a[href^="${OWN}"]`);
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || link?.closest("dialog");
    if (!link || elsewhere) return;
    event.preventDefault();
    const article = decodeURIComponent(link.getAttribute("href").slice(OWN.length));
    open({ article, title: link.textContent });
  };

  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("button[data-article]");
    if (opener) open({ ...opener.dataset });
    linked(event);
  });

  // `?question=...` is put into the box, as soon as there is one; whoever asks sends it.
  const given = new URLSearchParams(location.search).get("question");
  const fill = () => {
    const box = document.querySelector("#ask textarea");
    if (!box) return false;
    box.value = given;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  };
  if (given) {
    const watch = new MutationObserver(() => fill() && watch.disconnect());
    watch.observe(document, { childList: true, subtree: true });
  }

  // Before Gradio hears of it: what is deleted cannot be brought back.
  const sure = (event) => {
    if (!event.target.closest?.("#delete")) return;
    if (!confirm("Delete this conversation for good?")) event.stopImmediatePropagation();
  };
  document.addEventListener("click", sure, { capture: true });
})();
