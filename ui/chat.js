// The page's behaviour: what a click, a key or a form does. It shows what the server sends and sends what was asked;
// all words come from Python. Gradio gives each part its `trigger` (send an event), `server` (call a function) and
// `watch` (after a part was drawn anew).
window.minutebook = (() => {
  const parts = {};
  const one = (selector, inside = document) => inside.querySelector(selector);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const send = (event, data = {}) => parts.bridge.trigger(event, data);
  const say = (words) => { const told = one("#mb-told"); if (told) { told.textContent = ""; setTimeout(() => { told.textContent = words; }, 50); } };
  const focus = (element) => { if (element) { element.focus({ preventScroll: true }); element.scrollIntoView({ block: "nearest" }); } };
  let pageAt = ""; // the place that the viewer shows
  let sourcesOf = ""; // the turn whose sources are shown
  let count = 0; // of the turns drawn
  let following = false; // an answer as it comes, until it is there or the reader turns elsewhere
  let focusNext = ""; // where the focus goes once the papers are drawn anew: what had it is gone
  const chosen = { filters: {}, register: {} };

  function attach(name, part) {
    parts[name] = part;
    part.watch("value", () => setTimeout(() => (drawn[name] || (() => {}))(), 0)); // the value is told before it is drawn
    (begun[name] || (() => {}))();
    (drawn[name] || (() => {}))();
  }

  // Views: Ask, Decisions, Papers; the address says which, so that Back works.
  function view() {
    const links = all('.mb-nav a[href^="#"]');
    const wanted = links.find((a) => a.hash === location.hash) || links[0];
    if (!wanted) return;
    const name = wanted.hash.slice(1);
    const changed = document.body.dataset.view !== name;
    document.body.dataset.view = name;
    document.title = name === "ask" ? "Minutebook" : `${wanted.textContent.trim()} – Minutebook`;
    for (const a of links) a === wanted ? a.setAttribute("aria-current", "page") : a.removeAttribute("aria-current");
    if (changed && name === "ask") focusQuestion(); else if (changed) focus(one(`#view-${name} h2`));
    if (changed && name === "papers") send("papers");
    if (changed && name === "decisions") register();
    if (changed && name === "prepare") send("meetings");
  }
  const focusQuestion = () => one("#mb-question")?.focus({ preventScroll: true });

  // The page viewer: in the Ask view it stands below the sources, elsewhere it is a dialog.
  async function showPage(asked, holder, { move = false } = {}) {
    if (!holder) return;
    holder.hidden = false;
    holder.setAttribute("aria-busy", "true");
    const wish = (holder.wish = Symbol("wish")); // a page that comes late must not replace one asked for since
    let shown;
    try {
      shown = await parts.bridge.server.show_page({ paper: asked.paper, spans: asked.spans || "", page: asked.page || "" });
    } catch {
      shown = '<p class="mb-problem">The page could not be fetched. Check that Minutebook still runs, then try again.</p>';
    }
    if (holder.wish !== wish) return;
    holder.innerHTML = shown;
    holder.removeAttribute("aria-busy");
    const sheet = one(".mb-sheet", holder);
    const mark = sheet && one(".mb-box, mark", sheet);
    const settle = () => { if (mark) sheet.scrollTop += mark.getBoundingClientRect().top - sheet.getBoundingClientRect().top - sheet.clientHeight / 8; };
    const image = sheet && one("img", sheet);
    if (image && !image.complete) image.addEventListener("load", settle, { once: true }); else settle();
    if (move && sheet) { sheet.focus({ preventScroll: true }); sheet.scrollIntoView({ block: "nearest" }); }
  }
  function openPage(asked) {
    if (document.body.dataset.view === "ask") { pageAt = placeOf(asked); showPage(asked, one("#mb-viewer"), { move: true }); return; }
    one("#mb-dialog").showModal();
    showPage(asked, one("#mb-dialog-page"), { move: true });
  }

  // Sources of the answer in view.
  function showSources(turn) {
    const groups = all(".mb-group");
    const wanted = groups.find((g) => g.dataset.turn === String(turn));
    if (!wanted) return;
    for (const g of groups) g.hidden = g !== wanted;
    if (sourcesOf === wanted.dataset.turn) return;
    sourcesOf = wanted.dataset.turn;
    markTurn();
    one(".mb-side").scrollTop = 0;
    showCard(one(".mb-card", wanted));
  }
  const markTurn = () => { for (const t of all(".mb-turn")) t.classList.toggle("mb-now", t.dataset.turn === sourcesOf); }; // it is printed
  const placeOf = (asked) => asked.spans + asked.paper;
  function showCard(card) {
    if (!card || pageAt === placeOf(card.dataset)) return;
    pageAt = placeOf(card.dataset);
    showPage(card.dataset, one("#mb-viewer"));
  }
  // The answer in view is the last that has begun above the lower third of the window.
  const inView = new Set();
  const seen = new IntersectionObserver((entries) => {
    for (const e of entries) e.isIntersecting ? inView.add(Number(e.target.dataset.turn)) : inView.delete(Number(e.target.dataset.turn));
    if (inView.size && !document.activeElement?.closest(".mb-side")) showSources(Math.max(...inView));
  }, { rootMargin: "0px 0px -33% 0px" });

  const drawn = {
    conversation() {
      seen.disconnect();
      inView.clear();
      markTurn();
      const turns = all(".mb-turn");
      turns.forEach((t) => seen.observe(t));
      if (turns.length > count) following = true;
      if (following) turns.at(-1)?.scrollIntoView({ block: "start" });
      if (turns.length && !turns.at(-1).ariaBusy) following = false;
      count = turns.length;
      document.body.classList.toggle("mb-empty", !turns.length);
    },
    sources() {
      const groups = all(".mb-group");
      if (groups.length) showSources(groups.at(-1).dataset.turn);
      else { const viewer = one("#mb-viewer"); if (viewer) { viewer.hidden = true; viewer.innerHTML = ""; } pageAt = sourcesOf = ""; }
    },
    filters() { choose("filters", one("#mb-filters")); },
    register() { choose("register", one("#mb-register")); },
    papers() { const next = focusNext && one(focusNext); if (next) { focusNext = ""; next.focus(); } },
    download() {
      const made = JSON.parse(parts.download.props.value || "null");
      if (!made) return;
      const bytes = Uint8Array.from(atob(made.data), (c) => c.charCodeAt(0));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([bytes], { type: made.type }));
      link.download = made.name;
      link.click();
      URL.revokeObjectURL(link.href);
      say(`Saved as ${made.name}`);
    },
  };
  const begun = {
    bridge() { setTimeout(view, 0); focusQuestion(); },
  };

  function ask(question) {
    const field = one("#mb-question");
    const asked = (question ?? field.value).trim();
    if (!asked) { one("#mb-question-problem").textContent = "Type a question first, then press Ask."; field.setAttribute("aria-invalid", "true"); field.focus(); return; }
    one("#mb-question-problem").textContent = "";
    field.removeAttribute("aria-invalid");
    field.value = "";
    location.hash = "#ask";
    send("ask", { question: asked });
    field.focus({ preventScroll: true });
  }
  const fieldsOf = (form) => Object.fromEntries(new FormData(form));
  function filter() { chosen.filters = fieldsOf(one("#mb-filters")); send("filter", { fields: chosen.filters }); }
  // A list drawn anew with other entries must not change what was chosen in it.
  function choose(name, form) {
    for (const select of all("select", form)) select.value = chosen[name][select.name] || "";
  }

  async function copy(text) {
    try { await navigator.clipboard.writeText(text); } catch {
      const area = Object.assign(document.createElement("textarea"), { value: text });
      document.body.append(area); area.select(); document.execCommand("copy"); area.remove();
    }
    say("Copied");
  }

  async function upload(files) {
    const kept = [];
    for (const file of files) {
      say(`Sending ${file.name}`);
      try { kept.push({ name: file.name, path: (await parts.bridge.upload(file)).path }); }
      catch (error) { kept.push({ name: file.name, problem: String(error.message || error).slice(0, 300) }); }
    }
    if (kept.length) send("upload", { files: kept });
  }

  const does = {
    example: (b) => ask(b.dataset.text),
    page: (b) => openPage((b.closest("[data-spans]") || b).dataset),
    turn: (b) => showPage(b.dataset, b.closest("[data-viewer]"), { move: true }),
    zoom(b) {
      const paper = one(".mb-paper", b.closest("[data-viewer]"));
      const width = Math.min(4, Math.max(0.5, (parseFloat(paper.dataset.zoom) || 1) * parseFloat(b.dataset.by)));
      paper.dataset.zoom = width;
      paper.style.width = `${100 * width}%`;
      say(`Shown at ${Math.round(100 * width)} %`);
    },
    close: () => one("#mb-dialog").close(),
    copy: (b) => copy(b.dataset.text),
    keep: (b) => send("keep", { form: b.dataset.as }),
    clear() { send("clear"); focusQuestion(); },
    unfilter(b) { one("#mb-filters").elements[b.dataset.field].value = ""; filter(); one("#mb-filters summary").focus(); },
    remove(b) { focusNext = ".mb-undo"; send("remove", { paper: b.dataset.paper }); },
    undo(b) { focusNext = `[data-do="remove"][data-paper="${b.dataset.paper}"]`; send("undo", { paper: b.dataset.paper }); },
    only(b) { one("#mb-filters").elements.paper.value = b.dataset.paper; filter(); location.hash = "#ask"; },
    brief: (b) => send("brief", { ...fieldsOf(one("#mb-prepare")), form: b.dataset.as }),
    sort: (b) => register({ sort: b.dataset.sort }),
    step: (b) => register({ page: b.dataset.page }),
    save: (b) => send("save", { fields: fieldsOf(one("#mb-register")), form: b.dataset.as }),
  };
  function register(more = {}) {
    const form = one("#mb-register");
    for (const [name, value] of Object.entries({ page: "1", ...more })) form.elements[name].value = value;
    chosen.register = fieldsOf(form);
    send("decisions", { fields: chosen.register });
  }
  const submits = {
    ask: () => ask(),
    filters: filter,
    register: () => register(),
    prepare: (form) => send("prepare", fieldsOf(form)),
    feedback(form) { send("feedback", { turn: form.dataset.turn, ...Object.fromEntries([...new FormData(form)].map(([k, v]) => [k.replace(/-\d+$/, ""), v])) }); form.reset(); form.closest("details").open = false; },
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button && does[button.dataset.do]) { does[button.dataset.do](button); return; }
    const link = event.target.closest('a[href^="#source-"], a[href^="#cite-"], a[href^="#item-"], a.mb-skip');
    if (!link) return;
    event.preventDefault();
    if (link.matches(".mb-skip")) { location.hash = "#ask"; focusQuestion(); return; }
    const target = document.getElementById(link.hash.slice(1));
    if (!target) return;
    if (!target.matches("[tabindex], a, button")) target.tabIndex = -1;
    const card = target.closest(".mb-card");
    if (card) {
      showSources(card.closest(".mb-group").dataset.turn);
      one("details", card).open = true;
      showCard(card);
    }
    focus(target);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-form]");
    if (form) { event.preventDefault(); submits[form.dataset.form]?.(form); }
  });
  let typing;
  document.addEventListener("input", (event) => {
    if (event.target.closest("#mb-register") && event.target.type === "search") { clearTimeout(typing); typing = setTimeout(register, 300); }
  });
  document.addEventListener("change", (event) => {
    if (event.target.closest("#mb-filters")) filter();
    else if (event.target.matches("#mb-register select")) register();
    else if (event.target.id === "mb-files") { upload([...event.target.files]); event.target.value = ""; }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.id === "mb-question") { event.preventDefault(); ask(); }
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const zone = event.target.closest?.("#mb-drop");
      if (!zone) return;
      event.preventDefault();
      zone.classList.toggle("mb-over", kind === "dragover");
      if (kind === "drop") upload([...event.dataTransfer.files]);
    });
  }
  for (const kind of ["wheel", "touchmove"]) document.addEventListener(kind, () => { following = false; }, { passive: true });
  window.addEventListener("hashchange", view);
  return { attach };
})();
