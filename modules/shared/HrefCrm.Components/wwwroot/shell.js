// What every page may use, static or interactive, without a round trip:
//   <relative-time datetime="2026-05-10T16:42:11Z">  "3 minutes ago", or with ahead "in 23 h 59 min"; kept current; the exact time and zone as a tooltip
//   <button data-copy="#id">                         copies that element's text or value, and says so
//   <button data-reveal="#id">                       shows and hides what is typed into a password's field
//   <a data-save="#id" download="name">              saves that element's text as a file
//   data-unstored on an element                      leaving the page asks first, except by what is marked data-stored
//   data-keys="g t" on a link, data-search on a search field, data-rows on a table: the keyboard, see below

const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const exact = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "long" });

class RelativeTime extends HTMLElement {
  static observedAttributes = ["datetime"];

  connectedCallback() {
    this.shadow ??= this.attachShadow({ mode: "open" });
    this.draw();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  attributeChangedCallback() {
    if (this.shadow) this.draw();
  }

  draw() {
    clearTimeout(this.timer);
    const time = new Date(this.getAttribute("datetime"));
    const seconds = Math.round((time - Date.now()) / 1000);
    this.title = exact.format(time);
    const ahead = seconds > 0 && this.hasAttribute("ahead");
    this.shadow.textContent = ahead ? left(seconds) : past(-seconds, time);
    this.timer = setTimeout(() => this.draw(), ahead && seconds < 3600 ? 1000 : 20000);
  }
}

// From a day on by the viewer's calendar: what was on Monday evening is not "yesterday" on Wednesday morning. What a slow clock puts ahead is just now.
function past(seconds, time) {
  if (seconds < 10) return "just now";
  if (seconds < 60) return ago.format(-seconds, "second");
  if (seconds < 3600) return ago.format(-Math.floor(seconds / 60), "minute");
  if (seconds < 86400) return ago.format(-Math.floor(seconds / 3600), "hour");
  const now = new Date();
  const days = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(time).setHours(0, 0, 0, 0)) / 86400000);
  const years = now.getFullYear() - time.getFullYear(), months = 12 * years + now.getMonth() - time.getMonth();
  if (days < 30 || !months) return ago.format(-days, "day");
  return months < 12 ? ago.format(-months, "month") : ago.format(-years, "year");
}

function left(seconds) {
  const days = Math.floor(seconds / 86400), hours = Math.floor(seconds / 3600) % 24, minutes = Math.floor(seconds / 60) % 60;
  if (days) return `in ${days} d${hours ? ` ${hours} h` : ""}`;
  if (hours) return `in ${hours} h${minutes ? ` ${minutes} min` : ""}`;
  if (minutes >= 10) return `in ${minutes} min`;
  return minutes ? `in ${minutes} min ${seconds % 60} s` : `in ${seconds} s`;
}

customElements.define("relative-time", RelativeTime);

// The clipboard needs a secure context, which http://acme.localtest.me is not; selecting and copying works everywhere.
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

document.addEventListener("click", async e => {
  const button = e.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  const done = await copy(source.value ?? source.textContent.trim());
  button.focus();
  const said = button.querySelector("[data-copied]") ?? button;
  const before = said.dataset.before ??= said.textContent;
  said.textContent = done ? "Copied" : "Select and copy";
  clearTimeout(button.timer);
  button.timer = setTimeout(() => said.textContent = before, 2000);
});

// A form of a page without a circuit is sent once (start.js sees to the others), and its button shows that it works.
const isStatic = !document.getElementById("components-reconnect-modal");

document.addEventListener("submit", e => {
  if (!isStatic || e.defaultPrevented) return;
  if (e.target.sent) e.preventDefault();
  e.target.sent = true;
  (e.submitter ?? e.target.querySelector("button"))?.classList.add("working");
  leaving = true;
  // What somebody typed and did not save is nobody's after they sign out.
  if (e.target.elements._handler?.value === "sign-out") sessionStorage.clear();
});

// The browser's way back shows the page as it was left.
addEventListener("pageshow", () => {
  for (const form of document.forms) form.sent = false;
  document.querySelectorAll(".working").forEach(button => button.classList.remove("working"));
});

let leaving = false;

addEventListener("beforeunload", e => {
  if (!leaving && document.querySelector("[data-unstored]")) e.preventDefault();
});

document.addEventListener("click", e => {
  if (e.target.closest("[data-stored]")) leaving = true;
  const reveal = e.target.closest("[data-reveal]");
  if (!reveal) return;
  const field = document.querySelector(reveal.dataset.reveal), isShown = field.type === "text";
  field.type = isShown ? "password" : "text";
  reveal.textContent = isShown ? "Show" : "Hide";
  reveal.setAttribute("aria-pressed", !isShown);
});

for (const reveal of document.querySelectorAll("[data-reveal]")) reveal.hidden = false;

for (const link of document.querySelectorAll("a[data-save]")) {
  link.href = `data:text/plain;charset=utf-8,${encodeURIComponent(document.querySelector(link.dataset.save).textContent.trim() + "\n")}`;
  link.hidden = false;
}

// Focus goes back to where it was when a dialog closes, and to the page where that has gone as well.
let focused, outside;

document.addEventListener("focusin", e => {
  focused = e.target;
  if (!focused.closest(".mud-dialog-container")) outside = focused;
});

new MutationObserver(() => {
  // A dialog may say where its focus starts.
  const first = document.querySelector(".mud-dialog [data-first]");
  if (first && !first.closest(".mud-dialog").contains(document.activeElement)) first.focus();
  if (!focused || focused.isConnected || document.activeElement !== document.body) return;
  focused = undefined;
  (outside.isConnected ? outside : document.querySelector("main"))?.focus({ preventScroll: true });
}).observe(document.body, { childList: true, subtree: true });

// Blazor follows a link within the page by scrolling alone.
document.addEventListener("click", e => {
  if (e.target.closest(".skip")) document.getElementById("main").focus();
});

// "/" search, "g" and a letter go somewhere, "j" and "k" move among rows (Enter follows the link), "?" lists the keys.
let going = false;

document.addEventListener("keydown", e => {
  if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input, textarea, select, [contenteditable], dialog, .mud-dialog")) return;
  const keys = going ? `g ${e.key}` : e.key;
  going = !going && e.key === "g";
  if (going) {
    setTimeout(() => going = false, 1500);
    return;
  }

  const link = keys.length > 1 && document.querySelector(`[data-keys="${CSS.escape(keys).replace("\\ ", " ")}"]`);
  if (link) link.click();
  else if (keys === "/") document.querySelector("[data-search] input, input[data-search]")?.focus();
  else if (keys === "j" || keys === "k") move(keys === "j" ? 1 : -1);
  else if (keys === "?") help();
  else return;
  e.preventDefault();
});

function move(by) {
  const links = [...document.querySelectorAll("[data-rows] .row-link")];
  const now = links.indexOf(document.activeElement);
  links[now < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(Math.max(now + by, 0), links.length - 1)]?.focus();
}

function help() {
  const dialog = document.createElement("dialog");
  dialog.className = "keys";
  dialog.setAttribute("aria-label", "Keyboard");
  const rows = [...document.querySelectorAll("[data-keys]")].map(a => [a.dataset.keys, a.textContent.trim()]);
  if (document.querySelector("[data-search]")) rows.push(["/", "Search"]);
  if (document.querySelector("[data-rows]")) rows.push(["j k", "Next and previous row"], ["Enter", "Open"]);
  rows.push(["?", "This list"]);
  for (const [keys, text] of rows) {
    const row = dialog.appendChild(document.createElement("p"));
    for (const key of keys.split(" ")) row.appendChild(document.createElement("kbd")).textContent = key;
    row.append(` ${text}`);
  }

  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", () => dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}
