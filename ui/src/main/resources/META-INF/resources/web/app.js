// Small islands on top of pages that work without them.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

  // --- Times in the reader's own zone, in the title of each relative time.
  const clock = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  function localTimes(root) {
    for (const time of $$("time[datetime]", root)) {
      const moment = new Date(time.dateTime);
      if (!Number.isNaN(moment.valueOf())) time.title = clock.format(moment);
    }
  }

  // --- A toast is said once: a reload does not repeat it, and it leaves by itself.
  function toasts() {
    const url = new URL(location.href);
    if (url.searchParams.has("did")) {
      url.searchParams.delete("did");
      url.searchParams.delete("about");
      history.replaceState(history.state, "", url);
    }
    for (const toast of $$(".toast:not([data-timed])")) {
      toast.dataset.timed = "";
      let timer = setTimeout(() => toast.remove(), 9000);
      toast.addEventListener("focusin", () => clearTimeout(timer));
      toast.addEventListener("pointerenter", () => clearTimeout(timer));
    }
  }

  // --- Filters apply as they change; the button is for readers without script.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form && event.target.type !== "search") form.requestSubmit();
  });

  let typing = null;
  document.addEventListener("input", (event) => {
    const form = event.target.type === "search" && event.target.closest("form[data-auto]");
    if (form && window.htmx) { clearTimeout(typing); typing = setTimeout(() => form.requestSubmit(), 350); }
  });
  // --- Whoever is looked for by address is looked for in a body: URLs are logged and remembered.
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-find]");
    if (!form || !window.htmx || !form.elements.q.value.includes("@")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const values = Object.fromEntries(new FormData(form));
    values["form-token"] = form.dataset.token;
    htmx.ajax("POST", form.dataset.find, { target: "#main", select: "#main", swap: "outerMorph", values });
  }, true);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-reload]")) location.reload();
  });

  // --- Menus close on Escape and on a click elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of $$("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const menu = $("details.menu[open]");
      if (menu) { menu.open = false; $("summary", menu).focus(); }
    }
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      const find = $("input[type=search]");
      if (find) { event.preventDefault(); find.focus(); find.select(); }
    }
  });

  // --- A session that has ended answers 499 to scripts: load the page, which leads through the log-in.
  document.addEventListener("htmx:config:request", (event) => {
    event.detail.ctx.request.headers["X-Requested-With"] = "JavaScript";
  });
  // What was refused is said in a toast: the page stays as it is.
  document.addEventListener("htmx:before:swap", (event) => {
    const context = event.detail?.ctx;
    const status = context?.response?.status ?? 200;
    if (status === 499) { event.preventDefault(); location.reload(); return; }
    if (status >= 400) {
      event.preventDefault();
      const answer = new DOMParser().parseFromString(context.text ?? "", "text/html");
      say($("h1 + p", answer)?.textContent || $("h1", answer)?.textContent || "That did not work. Reload the page.");
    }
  });
  function say(text) {
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.append(Object.assign(document.createElement("span"), { textContent: text }));
    $(".toasts")?.replaceChildren(toast);
    toasts();
  }

  // --- Live: the stream says which lead changed; rows on screen are renewed in place, their order is not touched.
  const changed = new Set();
  const waiting = new Set();
  let renewing = null;
  let again = false;

  async function freshPage() {
    const answer = await fetch(location.href, { headers: { Accept: "text/html", "X-Requested-With": "JavaScript" } });
    if (answer.status === 499) { location.reload(); return null; }
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  function busyIn(element) {
    const active = document.activeElement;
    return element.contains(active) && active.matches("input, textarea, select, button, summary, a");
  }

  function replace(old, fresh) {
    const copy = document.importNode(fresh, true);
    old.replaceWith(copy);
    window.htmx?.process(copy);
    localTimes(copy);
    return copy;
  }

  addEventListener("resize", () => {
    for (const row of $$(".held")) { row.classList.remove("held"); row.style.removeProperty("block-size"); }
  });
  // A row keeps its height until the order is updated: what is below it stays under the cursor.
  function renewRow(row, next) {
    const height = row.getBoundingClientRect().height;
    const copy = replace(row, next);
    copy.classList.add("changed");
    if (copy.getBoundingClientRect().height !== height) {
      copy.classList.add("held");
      copy.style.blockSize = `${height}px`;
    }
  }

  function renewRows(fresh, ids) {
    const list = $("[data-live-list]");
    const shown = $$("[data-lead]", list).map((row) => row.dataset.lead);
    const now = $$("[data-live-list] [data-lead]", fresh).map((row) => row.dataset.lead);
    for (const id of ids) {
      const row = $(`[data-lead="${CSS.escape(id)}"]`, list);
      const next = $(`[data-live-list] [data-lead="${CSS.escape(id)}"]`, fresh);
      if (row && next && row.innerHTML !== next.innerHTML && !busyIn(row) && !$("input:checked", row)) renewRow(row, next);
    }
    const pill = $("[data-live-pill]");
    for (const id of ids) waiting.add(id);
    // Of a list that was scrolled on, the fresh page is only the beginning.
    const whole = !$("[data-live-list] > .more", fresh);
    const moved = (whole ? shown : shown.slice(0, now.length)).join() !== now.join()
      || [...waiting].some((id) => shown.indexOf(id) >= now.length);
    if (pill) {
      pill.hidden = !moved;
      const count = waiting.size;
      $("button", pill).textContent = `${count} ${count === 1 ? "lead" : "leads"} changed \u2013 update the order`;
    }
    if (!moved) waiting.clear();
  }

  function renewParts(fresh) {
    for (const part of $$("[data-live-part]")) {
      const next = $(`[data-live-part="${CSS.escape(part.dataset.livePart)}"]`, fresh);
      if (next && part.innerHTML !== next.innerHTML && !busyIn(part)) replace(part, next);
    }
  }

  // One at a time: what is heard meanwhile is looked at next, and no older page comes after a newer one.
  async function renew() {
    const ids = [...changed];
    changed.clear();
    again = false;
    const fresh = await freshPage().catch(() => null);
    if (fresh) {
      if ($("[data-live-list]")) renewRows(fresh, ids);
      renewParts(fresh);
    }
    renewing = changed.size || again ? setTimeout(renew, 120) : null;
  }

  function heard(lead) {
    const only = $("[data-live-lead]")?.dataset.liveLead;
    if (only && lead && only !== lead) return;
    if (lead) changed.add(lead);
    else again = true;
    renewing ??= setTimeout(renew, 120);
  }

  let stream = null;
  function listen() {
    const wanted = $("[data-live]");
    if (!wanted) { stream?.close(); stream = null; return; }
    if (stream && stream.readyState !== EventSource.CLOSED) { show("on"); return; }
    stream = new EventSource("/stream");
    stream.onopen = () => { if (stream.missed) heard(null); stream.missed = false; show("on"); };
    stream.onerror = () => { stream.missed = true; show("off"); };
    const take = (event) => { heard(JSON.parse(event.data).lead); ring(); };
    stream.addEventListener("lead", take);
    stream.addEventListener("follow-up", take);
    stream.addEventListener("reload", () => heard(null));
  }
  function show(state) {
    for (const mark of $$(".live")) {
      mark.dataset.state = state;
      mark.textContent = state === "on" ? "Live" : "Reconnecting";
    }
  }
  addEventListener("pagehide", () => { stream?.close(); stream = null; });
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });

  // The bell: how many notices are unread. Asked for when a page is there, and a moment after something happened.
  let ringing = null;
  async function bell() {
    ringing = null;
    if (!$(".nav [data-bell]")) return; // whoever has no such page is told nothing
    const answer = await fetch("/notices/bell", { redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return;
    const { unread } = await answer.json();
    const before = Number(sessionStorage.getItem("unread") ?? unread);
    sessionStorage.setItem("unread", unread);
    for (const mark of $$("[data-bell]")) {
      mark.hidden = unread === 0;
      mark.textContent = unread > 99 ? "99+" : unread;
      mark.setAttribute("aria-label", `${unread} unread`);
      mark.setAttribute("role", "img");
    }
    if (unread > before && !document.hasFocus() && localStorage.getItem("tell") === "yes" && window.Notification?.permission === "granted") {
      // No name and no words: whoever looks at the screen may be somebody else.
      const said = new Notification("Sales Insights", { body: `${unread} unread ${unread === 1 ? "notice" : "notices"}`, tag: "unread" });
      said.onclick = () => { focus(); location.assign("/notices?unread=true"); };
    }
  }
  function ring() { ringing ??= setTimeout(bell, 1500); }
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") ring(); });
  document.addEventListener("click", async (event) => {
    const wish = event.target.closest?.("[data-tell]");
    if (!wish) return;
    const off = localStorage.getItem("tell") === "yes";
    const granted = !off && window.Notification && await Notification.requestPermission() === "granted";
    localStorage.setItem("tell", granted ? "yes" : "no");
    tellState();
    if (!off && !granted) wish.textContent = "Your browser does not allow it";
  });
  function tellState() {
    for (const wish of $$("[data-tell]")) {
      wish.textContent = localStorage.getItem("tell") === "yes" ? "No longer tell me here" : "Tell me on this computer";
    }
  }

  // The reader's own zone, for reports by day and hour.
  document.cookie = `zone=${Intl.DateTimeFormat().resolvedOptions().timeZone};path=/;max-age=31536000;samesite=lax`;

  function begin(root) {
    localTimes(root);
    toasts();
    changed.clear();
    waiting.clear();
    listen();
    bell();
    tellState();
    // What only makes sense with script is shown by script.
    for (const part of $$("[data-scripted]")) part.hidden = false;
    for (const part of $$("[data-scriptless]")) part.hidden = true;
  }
  document.addEventListener("htmx:after:swap", () => begin(document));
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => begin(document));
  else begin(document);
})();
