// Within the frame: tell the host's page how high the content is, and whenever that changes.
(() => {
  if (parent === window) return;
  const tell = () => parent.postMessage({ palvelupaketti: document.body.offsetHeight }, "*");
  new ResizeObserver(tell).observe(document.body);
})();
