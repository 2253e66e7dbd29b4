// Keys, live checks and autosave. Everything on the page works without this file too.
"use strict";
(() => {
  const body = document.body;
  const csrf = document.querySelector('meta[name="csrf"]')?.content || "";
  const dialog = document.getElementById("keys");
  const editor = document.getElementById("text");
  const mine = body.hasAttribute("data-mine");
  const api = body.dataset.case ? `/api/v1/cases/${body.dataset.case}` : "";

  const send = (method, path, value, options) =>
    fetch(api + path, {
      method,
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf, Accept: "application/json" },
      body: value === undefined ? undefined : JSON.stringify(value),
      ...options,
    });

  // Moments in the reader's own time zone.
  for (const time of document.querySelectorAll("time[data-local]")) {
    const date = new Date(time.dateTime);
    time.textContent = date.toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
  }

  // ------------------------------------------------------------------------------------------------------- the editor
  const counter = document.getElementById("counter");
  const findings = document.getElementById("findings");
  const saved = document.getElementById("saved");
  let timer, wanted = 0, kept = editor?.value;

  function count() {
    const { limit, unit } = editor.dataset;
    const length = unit === "bytes" ? new TextEncoder().encode(editor.value).length : Array.from(editor.value).length;
    const shape = limit ? counter.dataset.bound : counter.dataset.free;
    counter.textContent = `${shape.replace("%n", length).replace("%l", limit)} ${counter.dataset.name}`;
    counter.classList.toggle("over", Boolean(limit) && length > Number(limit));
  }

  function show(found) {
    findings.replaceChildren();
    if (!found.length) {
      const clean = document.createElement("p");
      clean.className = "clean";
      clean.textContent = `✓ ${findings.dataset.clean}`;
      findings.append(clean);
      return;
    }
    const list = document.createElement("ul");
    list.className = "findings";
    for (const finding of found) {
      const item = document.createElement("li");
      const name = document.createElement("b");
      name.textContent = finding.check;
      item.append(name, ` ${finding.message}`);
      list.append(item);
    }
    findings.append(list);
  }

  async function check() {
    const turn = ++wanted;
    const text = editor.value;
    try {
      const answer = await send("POST", "/check", { text });
      if (turn !== wanted) return;
      if (answer.ok) show((await answer.json()).findings);
      else findings.textContent = findings.dataset.failed;
    } catch {
      findings.textContent = findings.dataset.failed;
    }
  }

  async function keep(options) {
    if (!mine || editor.value === kept) return;
    const text = editor.value;
    const unchanged = text.trim() === editor.dataset.draft.trim();
    try {
      const answer = await send("PUT", "/scratch", { text: unchanged ? "" : text }, options);
      if (answer.ok) {
        kept = text;
        saved.textContent = saved.dataset.text;
      }
    } catch { /* tried again with the next letter */ }
  }

  if (editor && mine) {
    editor.addEventListener("input", () => {
      count();
      saved.textContent = "";
      clearTimeout(timer);
      timer = setTimeout(() => { check(); keep(); }, 500);
    });
    let leaving = false;
    for (const form of document.forms) form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
    addEventListener("pagehide", () => { if (!leaving) keep({ keepalive: true }); });
    setInterval(() => { if (!document.hidden) send("POST", "/lease").catch(() => {}); }, 120000);
    count();
  }

  // A form is sent once, however often its key is struck.
  for (const form of document.forms) {
    if (form.method !== "post") continue;
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
    });
  }
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // ------------------------------------------------------------------------------------------------------------- keys
  const typing = (target) => target.closest?.("input:not([type=checkbox]), textarea, select");

  function move(step) {
    const links = [...document.querySelectorAll(".case > a")];
    const place = links.indexOf(document.activeElement);
    links[Math.min(links.length - 1, Math.max(0, place + step))]?.focus();
  }

  function press(element) {
    if (element.matches("input, select, textarea")) {
      element.focus();
      element.scrollIntoView({ block: "nearest" });
      if (element === editor) editor.setSelectionRange(editor.value.length, editor.value.length);
    } else element.click();
  }

  document.querySelector("[data-keys]")?.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.metaKey) return;
    if (event.ctrlKey) {
      if (event.key === "Enter" && event.target === editor && mine) document.getElementById("approve").requestSubmit();
      return;
    }
    if (event.key === "Escape" && typing(event.target)) return event.target.blur();
    if (typing(event.target) || dialog?.open) return;
    if (event.key === "?" && dialog) return dialog.showModal();
    const name = key(event);
    if (name === "j" || name === "k") return move(name === "j" ? 1 : -1);
    if (name === "q") return void (location.href = "/queue");
    if (name === "d") return void (location.href = "/dashboard");
    if (name === "n" && body.dataset.page !== "case" && csrf) return void (location.href = "/next");
    const element = /^[a-z/]$/.test(name) && document.querySelector(`[data-key="${name}"]`);
    if (element) {
      event.preventDefault();
      press(element);
    }
  });

  // The key's place counts where the letter is not a Latin one, so that Cyrillic layouts need no switching.
  function key(event) {
    if (/^[a-z/]$/.test(event.key)) return event.key;
    return event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
  }

  // ---------------------------------------------------------------------------------------------------------- batches
  const bars = [...document.querySelectorAll("progress[data-job]")];
  if (bars.length) {
    const look = async () => {
      for (const bar of bars) {
        const answer = await fetch(`/api/v1/jobs/${bar.dataset.job}`, { headers: { Accept: "application/json" } });
        if (!answer.ok) continue;
        const job = await answer.json();
        if (!["waiting", "running"].includes(job.state)) return location.reload();
        bar.value = job.done;
        bar.nextElementSibling.textContent = bar.nextElementSibling.textContent.replace(/\d+/, job.done);
      }
      setTimeout(look, 1500);
    };
    setTimeout(look, 1000);
  }
})();
