// Starts the circuit, and brings it back: it tries for as long as the page is open, and loads the page anew where the server no longer knows it.
(() => {
  const bar = document.getElementById("components-reconnect-modal");
  bar.addEventListener("components-reconnect-state-changed", e => {
    const state = e.detail.state;
    bar.classList.toggle("away", state !== "hide");
    if (state !== "rejected" && state !== "failed" && state !== "resume-failed") return;
    // A secret that is being shown would go with the page.
    if (document.querySelector("[data-secret]")) bar.textContent = "Connection lost. Store what is shown, then reload the page.";
    else location.reload();
  });
  Blazor.start({
    circuit: { reconnectionOptions: { maxRetries: Number.MAX_SAFE_INTEGER, retryIntervalMilliseconds: tries => Math.min(250 * 2 ** tries, 5000) } },
  });
})();
