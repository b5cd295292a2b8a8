// What the pages beside the first do with a script: dropped files, and how far a delivery is.
// Without it, files are chosen, and the page of a delivery loads itself again.
(() => {
  "use strict";

  const form = document.querySelector("#drop");
  const inputs = form ? [...form.querySelectorAll("input[type=file]")] : [];
  const chosen = document.querySelector("#chosen");

  const refusal = (files) => {
    const [most, megabytes] = [Number(form.dataset.mostFiles), Number(form.dataset.mostMegabytes)];
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const way = "choose fewer, or use byline add FOLDER.";
    if (files.length > most) return `${files.length} files are more than ${most} at a time; ${way}`;
    if (size <= megabytes * 1e6) return "";
    return `${Math.ceil(size / 1e6)} MB are more than ${megabytes} MB at a time; ${way}`;
  };

  const check = () => {
    const files = inputs.flatMap((input) => [...input.files]);
    const refused = refusal(files);
    chosen.textContent = refused || (files.length ? `${files.length} chosen.` : "");
    chosen.classList.toggle("failure", Boolean(refused));
    form.querySelector("button").disabled = Boolean(refused);
    return files.length > 0 && !refused;
  };

  // A folder is read entry by entry, a hundred at a time, as browsers give it.
  const filesOf = async (entry) => {
    if (entry.name.startsWith(".")) return [];
    if (entry.isFile) return [await new Promise((give, fail) => entry.file(give, fail))];
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((give, fail) => reader.readEntries(give, fail));
      if (!some.length) return found;
      for (const each of some) found.push(...(await filesOf(each)));
    }
  };

  const dropped = async (transfer) => {
    const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.length) return [...transfer.files];
    return (await Promise.all(entries.map(filesOf))).flat();
  };

  const take = async (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const given = new DataTransfer();
    for (const file of await dropped(event.dataTransfer)) given.items.add(file);
    inputs[1].value = "";
    inputs[0].files = given.files;
    if (check()) form.requestSubmit();
  };

  if (form) {
    form.addEventListener("change", check);
    form.addEventListener("submit", () => {
      chosen.textContent = "Sending …";
    });
    for (const kind of ["dragenter", "dragover"]) {
      form.addEventListener(kind, (event) => {
        event.preventDefault();
        form.classList.add("over");
      });
    }
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", take);
    addEventListener("pageshow", check); // gone back to, with what was chosen
  }

  const follow = async () => {
    const shown = document.querySelector("#delivery");
    if (shown?.dataset.done !== "no") return;
    const answer = await fetch(location.href).catch(() => null);
    const text = answer?.ok ? await answer.text() : "";
    const next = new DOMParser().parseFromString(text, "text/html");
    const part = (page, name) => page.querySelector(name);
    const newer = part(next, "#delivery");
    if (newer) {
      document.title = next.title;
      shown.dataset.done = newer.dataset.done;
      // What has the focus, or is read aloud, is only replaced where it has changed.
      const [old, fresh] = [[...shown.children], [...newer.children]];
      const alike = old.length === fresh.length;
      if (!alike) shown.replaceChildren(...fresh);
      else old.forEach((each, at) => each.isEqualNode(fresh[at]) || each.replaceWith(fresh[at]));
    }
    setTimeout(follow, 1000);
  };
  follow();
})();
