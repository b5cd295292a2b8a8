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

  // What a number stands for, shown beside it; whoever listens to the page is told by its name.
  const tip = element("div", "tip");
  tip.setAttribute("aria-hidden", "true");
  const show = ({ target }) => {
    const number = target.closest?.("button.number");
    tip.remove();
    if (!number) return;
    const place = number.getBoundingClientRect();
    tip.replaceChildren(element("p", "", number.dataset.quote), element("p", "origin", number.dataset.origin));
    document.body.append(tip);
    tip.style.left = `${Math.max(8, Math.min(place.left, innerWidth - tip.offsetWidth - 8))}px`;
    const below = place.bottom + tip.offsetHeight + 8 < innerHeight;
    tip.style.top = `${below ? place.bottom + 6 : place.top - tip.offsetHeight - 6}px`;
  };
  for (const event of ["mouseover", "focusin"]) document.addEventListener(event, show);
  for (const event of ["scroll", "click", "keydown"]) addEventListener(event, () => tip.remove(), true);

  // What a button inside an answer asks goes through a field that only this writes to.
  const ask = (asked) => {
    const field = document.querySelector("#again textarea, #again input");
    field.value = asked;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent("keypress", { key: "Enter", bubbles: true }));
    scrollTo({ top: 0 });
  };

  const copy = async (button) => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = "Copied";
  };

  const send = async (method, address, body) => {
    const options = { method, headers: { "Content-Type": "application/json" } };
    if (body) options.body = JSON.stringify(body);
    const answer = await fetch(address, options).catch(() => null);
    if (answer?.ok) return true;
    const told = answer ? (await answer.json()).detail : "Byline cannot be reached.";
    alert(`That did not work: ${told}`);
    return false;
  };

  const rate = async ({ dataset }, place) => {
    const good = dataset.good === "true";
    const reason = good ? "" : prompt("What is wrong with this answer? It is kept with your words.");
    if (reason === null) return;
    if (await send("PUT", place.dataset.rate, { good, reason })) place.textContent = "Thank you, kept.";
  };

  const rename = async (id, line) => {
    const link = line.querySelector("a");
    const title = prompt("New title", link.textContent);
    if (title && (await send("PATCH", `api/conversations/${id}`, { title }))) link.textContent = title;
  };

  const forget = async (id, line) => {
    if (!confirm("Delete this conversation for good?")) return;
    if (!(await send("DELETE", `api/conversations/${id}`))) return;
    if (line.querySelector("[aria-current]")) location.assign("./");
    line.remove();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button");
    if (!button) return;
    const { ask: asked, copy: copied, good, rename: renamed, delete: deleted } = button.dataset;
    if (asked) ask(asked);
    if (copied) copy(button);
    if (good) rate(button, button.closest("[data-rate]"));
    if (renamed) rename(renamed, button.closest("li"));
    if (deleted) forget(deleted, button.closest("li"));
  });

  // Escape stops an answer, as the button does; then the next question can be typed.
  document.addEventListener("keydown", ({ key }) => {
    const isFree = key === "Escape" && !document.querySelector("dialog[open]");
    if (isFree && document.querySelector("#current .going")) document.getElementById("stop").click();
  });
  document.addEventListener("click", ({ target }) => {
    if (!target.closest?.("#stop")) return;
    document.querySelector("#current .going .progress").textContent = "Stopping …";
    document.querySelector("#ask textarea").focus();
  });

  // The address names the conversation that is open, so that it is there again after a reload.
  const name = () => {
    const open = document.querySelector("[data-conversation]")?.dataset.conversation;
    const named = new URLSearchParams(location.search).get("c") ?? "";
    if (open === undefined || open === named) return;
    history.replaceState(null, "", open ? `?c=${open}` : location.pathname);
  };
  new MutationObserver(name).observe(document, { childList: true, subtree: true });

  // Where people sign in, whatever is refused to who has not says so, once.
  const { fetch: fetched } = window;
  window.fetch = async (...given) => {
    const answer = await fetched(...given);
    if (answer.status !== 401 || document.querySelector(".failure.out")) return answer;
    const told = element("p", "failure out", "You are not signed in any more; ");
    const way = element("a", "", "sign in");
    way.href = `sign-in?next=${encodeURIComponent(location.search)}`;
    told.setAttribute("role", "alert");
    told.append(way, " and ask again.");
    document.getElementById("current").before(told);
    return answer;
  };

  // A server that is gone leaves a question without a word; say so, and what to do.
  const watch = async () => {
    const progress = document.querySelector("#current .going .progress");
    if (!progress || (await fetch("healthz").catch(() => null))) return;
    progress.className = "failure";
    progress.textContent = "Byline cannot be reached; see whether it is still running, then ask again.";
  };
  setInterval(watch, 5000);

  document.documentElement.classList.toggle("copies", Boolean(navigator.clipboard));
})();
