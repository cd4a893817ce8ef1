// On a host's page: make our frames as high as what they show. A frame may speak of itself alone.
(() => {
  const ours = new URL(document.currentScript.src).origin;
  const HIGHEST = 20000;
  addEventListener("message", (event) => {
    const height = event.data && event.data.palvelupaketti;
    if (event.origin !== ours || !Number.isFinite(height) || height <= 0) return;
    for (const frame of document.querySelectorAll("iframe[data-palvelupaketti]")) {
      if (frame.contentWindow === event.source) frame.height = Math.min(Math.ceil(height), HIGHEST);
    }
  });
})();
