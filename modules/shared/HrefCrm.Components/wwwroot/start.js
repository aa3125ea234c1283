// Starts the circuit, and sees to it that nothing is lost while it is not there (html[data-circuit]: "starting" or "away").
//   Nothing is clicked or sent meanwhile, and the bar says so. What is typed is told to the circuit when it is there.
//   It is brought back for as long as the page is open; where the server knows it no more, the page is loaded anew.
//   What is typed into a form of the page is kept in this tab until it is saved (data-unsaved), so that it outlives all of that and a sign-in.
//   [data-runs], a WriteButton or WriteForm, shows at once that it works, until the server has counted the run.
// It stands in the head, so that it is there before anything can be clicked.
(() => {
  const root = document.documentElement;
  const bar = () => document.getElementById("components-reconnect-modal");
  const typed = new Map();
  let isDrawn = false, isConnected = true, isOffline = false, isLeaving = false, focused, hush;

  const isUp = () => isDrawn && isConnected && !isOffline;
  const keyOf = field => field.id || field.name;
  const isChoice = field => field.type === "checkbox" || field.type === "radio";
  const valueOf = field => isChoice(field) ? field.checked : field.value;
  const find = key => document.getElementById(key) ?? document.getElementsByName(key)[0];
  const isField = e => e.matches?.("input, textarea, select");

  function say(text, forMs) {
    clearTimeout(hush);
    bar().firstElementChild.textContent = text;
    bar().classList.add("away");
    if (forMs) hush = setTimeout(show, forMs);
  }

  function show() {
    clearTimeout(hush);
    bar().classList.toggle("away", isDrawn && !isUp());
    bar().firstElementChild.textContent = isOffline ? "You are offline. What you type stays here." : "Connection lost. Reconnecting…";
  }

  function update() {
    const wasUp = !("circuit" in root.dataset);
    if (isUp() === wasUp) return wasUp || isDrawn && show();
    if (wasUp) root.dataset.circuit = "away";
    else delete root.dataset.circuit;
    show();
    if (wasUp) return;
    // Whatever was clicked before the connection went has been answered by now, or never came.
    document.querySelectorAll(".pending").forEach(settle);
    for (const [key, value] of typed) if (tell(key, value)) typed.delete(key);
    restore();
  }

  // Puts a value into its field, and lets the circuit know as if it were typed.
  function tell(key, value) {
    const field = find(key);
    if (!field) return false;
    if (isChoice(field)) field.checked = value;
    else field.value = value;
    for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
    return true;
  }

  // The drafts of this page: the fields of its forms that were typed into and are not saved.
  const draftsKey = () => `typed:${location.pathname}`;
  const drafts = () => JSON.parse(sessionStorage.getItem(draftsKey()) ?? "{}");

  function setDrafts(all) {
    if (Object.keys(all).length) sessionStorage.setItem(draftsKey(), JSON.stringify(all));
    else sessionStorage.removeItem(draftsKey());
  }

  function forget(form) {
    const all = drafts();
    for (const field of form.elements) delete all[keyOf(field)];
    setDrafts(all);
  }

  function restore() {
    let isBack = false;
    for (const [key, value] of Object.entries(drafts())) {
      const field = find(key);
      if (field && !field.isRestored && valueOf(field) !== value) isBack = tell(key, value) || isBack;
      if (field) field.isRestored = true;
    }
    if (isBack) say("What you had typed is here again. It is not saved yet.", 6000);
  }

  function note(e) {
    const field = e.target, key = isField(field) && keyOf(field);
    if (!e.isTrusted || !key || field.type === "password") return;
    if (!isUp()) {
      typed.set(key, valueOf(field));
      e.stopImmediatePropagation();
    }
    if (!field.form?.closest("main")) return;
    field.isRestored = true;
    setDrafts({ ...drafts(), [key]: valueOf(field) });
  }

  // What else a field tells the circuit is nobody's to hear while it is away.
  for (const event of ["keydown", "keyup", "focus", "blur"]) {
    addEventListener(event, e => isDrawn && !isUp() && isField(e.target) && e.stopImmediatePropagation(), true);
  }

  addEventListener("input", note, true);
  addEventListener("change", note, true);

  addEventListener("beforeunload", e => {
    if (!isLeaving && Object.keys(drafts()).some(key => find(key))) e.preventDefault();
  });

  // Nothing is clicked or sent while it cannot be answered, nor twice. Links work without a circuit, but not without a network.
  addEventListener("click", e => {
    const target = e.target.closest?.("a[href], button, [role=button], [type=submit], [type=checkbox], [type=radio]");
    if (!target || target.closest("[data-copy], [target=_blank], .skip, .reload")) return;
    if (!isUp() && !(target.href && !isDrawn && !isOffline)) hold(e);
    else if (target.closest("[data-discard]")) document.querySelectorAll("main form").forEach(forget);
    else if (target.dataset.runs) begin(e, target, target);
  }, true);

  addEventListener("submit", e => {
    if (!isUp()) hold(e);
    else if (e.target.dataset.runs) begin(e, e.target, e.submitter ?? e.target.querySelector("[type=submit]"));
  }, true);

  function hold(e) {
    e.preventDefault();
    e.stopImmediatePropagation();
    say(isOffline ? "You are offline: nothing was sent. What you typed stays here."
      : isDrawn ? "Connection lost: nothing was sent. What you typed stays here." : "The page is not quite ready: nothing was sent. Try again in a moment.", 4000);
  }

  function begin(e, writer, button) {
    if (writer.button) {
      e.preventDefault();
      e.stopImmediatePropagation();
      return;
    }
    writer.button = button;
    writer.classList.add("pending");
    button?.classList.add("working");
    writer.late = setTimeout(() => writer.isConnected && say("Sent. The server has not answered yet.", 10000), 2000);
  }

  function settle(writer) {
    clearTimeout(writer.late);
    writer.classList.remove("pending");
    writer.button?.classList.remove("working");
    writer.button = undefined;
  }

  function done(writer) {
    settle(writer);
    if (isUp()) show();
    const wrong = writer.querySelector("[aria-invalid=true]");
    if (wrong) wrong.focus();
    else if (writer.tagName === "FORM" && !("unsaved" in writer.dataset)) forget(writer);
  }

  // The heading that the first drawing goes to is not where somebody was.
  addEventListener("focusin", e => {
    if (isDrawn || e.target.tagName !== "H1") focused = e.target;
  });

  new MutationObserver(changes => {
    for (const change of changes) {
      if (change.attributeName === "data-runs") done(change.target);
      for (const gone of change.removedNodes) {
        const writers = gone.querySelectorAll ? [gone, ...gone.querySelectorAll("[data-runs]")] : [];
        for (const writer of writers) if (writer.button) {
          // What was sent is done, since its form has gone from this page.
          if (writer.tagName === "FORM") forget(writer);
          settle(writer);
          if (isUp()) show();
        }
      }
    }

    if (!isDrawn && document.querySelector(".frame[data-live]")) {
      isDrawn = true;
      update();
      keepFocus();
    } else if (isUp()) restore();
  }).observe(document, { childList: true, subtree: true, attributeFilter: ["data-live", "data-runs"] });

  // The circuit draws every field anew and then goes to the heading; who was typing goes on where they were.
  function keepFocus() {
    const twin = focused && !focused.isConnected && isField(focused) && find(keyOf(focused));
    if (!twin) return;
    twin.focus();
    try { twin.setSelectionRange(focused.selectionStart, focused.selectionEnd); } catch { /* not every type of field has a selection */ }
    const back = e => e.target.tagName === "H1" && twin.focus();
    addEventListener("focusin", back);
    for (const own of ["pointerdown", "click"]) addEventListener(own, () => removeEventListener("focusin", back), { once: true, capture: true });
  }

  function setOffline(is) {
    isOffline = is;
    update();
  }

  // A host on this very machine is there without a network, too.
  addEventListener("offline", () => {
    setOffline(true);
    fetch("brand.svg", { cache: "no-store", signal: AbortSignal.timeout(5000) }).then(() => setOffline(false), () => { });
  });
  addEventListener("online", () => setOffline(false));

  function follow(e) {
    const state = e.detail.state;
    isConnected = state === "hide";
    update();
    if (state !== "rejected" && state !== "failed" && state !== "resume-failed") return;
    // A secret that is being shown would go with the page.
    if (document.querySelector("[data-secret]")) say("Connection lost. Store what is shown, then reload the page.");
    else {
      isLeaving = true;
      location.reload();
    }
  }

  // A circuit that could not even begin is not tried again by Blazor: the page is loaded anew, as soon as the host answers.
  function beginAgain() {
    if (isDrawn) return;
    say("Still connecting. What you type stays here.");
    fetch("brand.svg", { cache: "no-store", signal: AbortSignal.timeout(5000) }).then(() => {
      if (isDrawn) return;
      isLeaving = true;
      location.reload();
    }, () => setTimeout(beginAgain, 5000));
  }

  addEventListener("DOMContentLoaded", () => {
    setTimeout(beginAgain, 20000);
    bar().addEventListener("components-reconnect-state-changed", follow);
    Blazor.start({
      circuit: {
        // A socket and no request before it: any host may answer, so none has to be found again. The server pings every 2 seconds (HostModule).
        configureSignalR: builder => builder.withUrl("_blazor", { skipNegotiation: true, transport: 1 }).withServerTimeout(6000).withKeepAliveInterval(2000),
        reconnectionOptions: { maxRetries: Number.MAX_SAFE_INTEGER, retryIntervalMilliseconds: tries => Math.min(250 * 2 ** tries, 5000) },
      },
    });
  });
})();
