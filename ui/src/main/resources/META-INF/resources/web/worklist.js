// The worklist by keyboard: rows are worked on where they stand, and the page does not jump.
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const rows = () => $$("[data-live-list] tr[data-lead]");
  const current = () => $("tr[data-lead][aria-current]");
  const deeds = () => $("[data-deeds]");
  let held = 0;

  // --- The current row: focus stands on its lead, so that a screen reader says it.
  function go(row) {
    if (!row) return;
    for (const other of $$("tr[data-lead][aria-current]")) other.removeAttribute("aria-current");
    row.setAttribute("aria-current", "true");
    held = rows().indexOf(row);
    $(".lead-name", row).focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
  function step(by) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(current());
    go(all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by))]);
  }

  // --- A deed is done in place: only the rows that it moved leave.
  async function act(fields) {
    const form = deeds();
    const body = new URLSearchParams(fields);
    for (const name of ["form-token", "zone"]) body.set(name, form.elements[name].value);
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json", "X-Requested-With": "JavaScript" } });
    } catch { say("The server cannot be reached. Nothing was changed."); return false; }
    if (answer.status === 499) { location.reload(); return false; }
    const result = await answer.json().catch(() => null);
    if (!answer.ok || !result) { say(result?.errors?.[0]?.message || result?.detail || "That did not work. Reload the page."); return false; }
    const verb = String(fields.find(([name]) => name === "do")?.[1]).split(/[ ]|-\d/)[0];
    const did = result.items.filter((item) => item.outcome === "done");
    leave(verb, did.map((item) => item.lead));
    const words = { done: "done", snooze: "snoozed", skip: "put off to tomorrow", wake: "brought back", reassign: "reassigned", unassign: "reassigned", note: "noted" };
    const rest = result.items.length - did.length;
    say(`${did.length} ${did.length === 1 ? "lead" : "leads"} ${words[verb] ?? "changed"}${rest ? `, ${rest} left as before` : ""}`, result.undo);
    return true;
  }
  function leave(verb, leads) {
    for (const box of $$("[data-live-list] input[name=lead]:checked")) box.checked = false;
    const all = $("[data-all]");
    if (all) all.checked = false;
    count();
    const stays = verb === "note" || ((verb === "reassign" || verb === "unassign") && new URL(location.href).searchParams.get("scope") === "team");
    if (stays) return;
    const gone = leads.map((lead) => $(`tr[data-lead="${CSS.escape(lead)}"]`)).filter(Boolean);
    const moving = gone.includes(current());
    for (const row of gone) row.remove();
    if (moving) go(rows()[Math.min(held, rows().length - 1)]);
  }
  function say(text, undo) {
    const toast = document.createElement("div");
    toast.className = "toast";
    toast.append(Object.assign(document.createElement("span"), { textContent: text }));
    const form = deeds();
    if (undo && form) {
      const back = document.createElement("form");
      back.method = "post";
      back.action = `/worklist/deeds/${undo}/undo`;
      for (const [name, value] of [["form-token", form.elements["form-token"].value], ["back", form.elements.back.value]]) {
        back.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      }
      back.append(Object.assign(document.createElement("button"), { textContent: "Undo" }));
      toast.append(back);
    }
    $(".toasts")?.replaceChildren(toast);
  }
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-deeds]");
    if (!form) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.submitter?.matches("[data-elsewhere]")) {
      // On a page of its own, with a form of its own: this one is still here when somebody comes back.
      const away = Object.assign(document.createElement("form"), { method: "post", action: event.submitter.formAction, hidden: true });
      for (const [name, value] of new FormData(form)) away.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
      document.body.append(away);
      away.submit();
      away.remove();
      return;
    }
    const data = new FormData(form, event.submitter);
    const fields = [...data.entries()];
    for (const menu of $$("details[open]", form)) menu.open = false;
    act(fields).then((done) => { if (done) { form.elements.note.value = ""; form.elements.owner.value = ""; } });
  }, true);

  // --- Ticks.
  function count() {
    const ticked = $$("[data-live-list] input[name=lead]:checked").length;
    const words = $("[data-count]");
    if (words) words.textContent = ticked ? `${ticked} chosen` : "";
  }
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) {
      $$("[data-live-list] input[name=lead]").slice(0, 500).forEach((box) => { box.checked = event.target.checked; });
    }
    if (event.target.matches("[data-all], [data-live-list] input[name=lead]")) count();
  });

  // --- Dialogs.
  function open(id) {
    const dialog = document.getElementById(id);
    if (dialog && !dialog.open) dialog.showModal();
    return dialog;
  }
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (opener) open(opener.dataset.open);
    if (event.target.closest("[data-upnext]")) go(rows()[0]);
    const row = event.target.closest("tr[data-lead]");
    if (row && row !== current() && !event.target.closest("a, button, input")) go(row);
  });

  // --- What can be done to the current row, or to what is ticked.
  const one = (what) => { const row = current(); if (row) act([["do", `${what} ${row.dataset.lead}`]]); };
  function reassign() {
    const form = deeds();
    const row = current();
    if (!form) return;
    if (row && !$$("[data-live-list] input[name=lead]:checked").length) { $("input[name=lead]", row).checked = true; count(); }
    const menu = form.elements.owner.closest("details");
    menu.open = true;
    form.elements.owner.focus();
  }
  const commands = () => {
    const row = current();
    const about = row ? `: ${row.dataset.title}` : "";
    const list = row ? [
      [`Done${about}`, () => one("done")], [`Snooze for a day${about}`, () => one("snooze-1d")],
      [`Snooze for a week${about}`, () => one("snooze-7d")], [`Not today${about}`, () => one("skip")],
      [`Reassign${about}`, reassign], [`Open${about}`, () => $(".lead-name", row).click()],
      [`Write mail${about}`, () => location.assign(`/compose?to=${row.dataset.lead}`)],
    ] : [["Up next", () => go(rows()[0])]];
    list.push(["Keys", () => open("keys")], ["Search", () => $("input[type=search]")?.focus()]);
    for (const link of $$(".rail .nav a, .seg a, a[data-command]")) list.push([`Go to ${link.textContent.trim()}`, () => link.click()]);
    return list;
  };
  let found = [];
  let chosen = 0;
  function show(dialog) {
    const typed = $("input", dialog).value.trim().toLowerCase();
    found = commands().filter(([words]) => words.toLowerCase().includes(typed)).slice(0, 12);
    chosen = Math.min(chosen, Math.max(0, found.length - 1));
    const list = $("#commands");
    list.replaceChildren(...found.map(([words], place) => {
      const item = document.createElement("li");
      item.id = `command-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(place === chosen));
      item.textContent = words;
      item.addEventListener("click", () => run(dialog, place));
      return item;
    }));
    const input = $("input", dialog);
    if (found.length) input.setAttribute("aria-activedescendant", `command-${chosen}`);
    else input.removeAttribute("aria-activedescendant");
  }
  function run(dialog, place) {
    const command = found[place];
    dialog.close();
    command?.[1]();
  }
  function palette() {
    const row = current();
    const dialog = open("palette");
    if (!dialog) return;
    if (row) row.setAttribute("aria-current", "true");
    const input = $("input", dialog);
    input.value = "";
    chosen = 0;
    show(dialog);
    input.focus();
  }
  document.addEventListener("input", (event) => {
    const dialog = event.target.closest("#palette");
    if (dialog) { chosen = 0; show(dialog); }
  });

  const keys = {
    j: () => step(1), k: () => step(-1), e: () => one("done"), s: () => one("snooze-1d"), n: () => one("skip"), r: reassign,
    x: () => { const box = current() && $("input[name=lead]", current()); if (box) { box.checked = !box.checked; count(); } },
    c: () => { if (current()) location.assign(`/compose?to=${current().dataset.lead}`); },
    z: () => $(".toast form button")?.click(), "?": () => open("keys"),
  };
  document.addEventListener("keydown", (event) => {
    const dialog = event.target.closest("#palette");
    if (dialog) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + found.length) % Math.max(1, found.length);
        show(dialog);
      } else if (event.key === "Enter") { event.preventDefault(); run(dialog, chosen); }
      return;
    }
    if (event.key === "Enter" && event.target.matches("[data-deeds] input[name=owner]")) {
      event.preventDefault();
      event.target.form.requestSubmit($("button[value=reassign]", event.target.form));
      return;
    }
    if (!$("[data-upnext]")) return;
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); palette(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const key = keys[event.key];
    if (key) { event.preventDefault(); key(); }
  });

  function begin() {
    for (const field of $$("[data-zone]")) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
    count();
  }
  document.addEventListener("htmx:after:swap", begin);
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", begin);
  else begin();
})();
