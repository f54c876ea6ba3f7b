// Part of the live map: months follow each other slower than pictures on a screen; between two of them colours fade.
const SLOWEST_FADE = 400; // ms from month to month; longer than that the reader goes by hand, and sees each at once
const BETWEEN_PICTURES = 30; // ms

// `keep` remembers the picture there is, `begin` fades from it to the one drawn since, unless the part of the map that is
// shown (`view`, a text) is another one; `stop` when something else is drawn.
function fader(canvas, context) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  const before = document.createElement("canvas"), after = document.createElement("canvas");
  let came = 0, lasting = 0, began = 0, last = 0, asked = 0, kept = false, viewed = "";

  function copy(to) {
    if (to.width !== canvas.width || to.height !== canvas.height) [to.width, to.height] = [canvas.width, canvas.height];
    to.getContext("2d").drawImage(canvas, 0, 0);
  }

  function show(part) {
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(before, 0, 0);
    context.globalAlpha = part;
    context.drawImage(after, 0, 0);
    context.restore();
  }

  function go(now) {
    asked = 0;
    const part = Math.min(1, (performance.now() - began) / lasting);
    if (part === 1 || now - last >= BETWEEN_PICTURES) {
      show(part);
      last = now;
    }
    if (part < 1) asked = requestAnimationFrame(go);
  }

  function stop() {
    cancelAnimationFrame(asked);
    asked = 0;
  }

  return {
    stop,
    keep: (view) => {
      const now = performance.now();
      lasting = now - came;
      came = now;
      kept = lasting < SLOWEST_FADE && view === viewed && !still.matches;
      viewed = view;
      if (kept) copy(before);
    },
    begin: () => {
      if (!kept || before.width !== canvas.width || before.height !== canvas.height) return;
      kept = false;
      copy(after);
      began = performance.now();
      go(began);
    },
  };
}
