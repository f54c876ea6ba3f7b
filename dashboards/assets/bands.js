// Lines with bands: the mean of many runs and how far they spread, or what was counted and what chance alone would give.
// A line may have a value in some months only: it is drawn from one to the next, with dots. Put together of plot.js and
// this file.
function render(view) {
  const { model } = view;

  return plotted(view, ["sparse"], 44, (plot) => {
    const lines = model.get("lines"), data = floatsOf(model.get("data")), cursor = model.get("cursor");
    const n = lines.length ? data.length / lines.length / 3 : 0;
    const value = (k, edge, month) => data[(k * 3 + edge) * n + month];
    let [low, high] = model.get("at_least");
    for (const v of data) if (Number.isFinite(v)) [low, high] = [Math.min(low, v), Math.max(high, v)];
    if (!(high > low)) [low, high] = [Math.min(low, 0) - 0.5, Math.max(high, 0) + 0.5];
    plot.axes(low, high);
    const { context, x, y, pointed, digits, show } = plot;
    lines.forEach((line, k) => {
      context.fillStyle = shade(line.band ?? line.colour);
      context.globalAlpha = line.band ? 0.55 : 0.16;
      context.beginPath();
      for (let m = 0; m < n; m++) if (Number.isFinite(value(k, 1, m))) context.lineTo(x(m), y(value(k, 1, m)));
      for (let m = n - 1; m >= 0; m--) if (Number.isFinite(value(k, 2, m))) context.lineTo(x(m), y(value(k, 2, m)));
      context.fill();
      // One month alone has no breadth: its band is a bar.
      const known = model.get("sparse") ? [...Array(n).keys()].filter((m) => Number.isFinite(value(k, 1, m))) : [];
      if (known.length === 1) context.fillRect(x(known[0]), y(value(k, 2, known[0])), 5, y(value(k, 1, known[0])) - y(value(k, 2, known[0])));
      context.globalAlpha = 1;
      context.strokeStyle = shade(line.colour);
      context.lineWidth = 1.8;
      context.setLineDash(line.dash ? [5, 3] : []);
      context.beginPath();
      for (let m = 0; m < n; m++) if (Number.isFinite(value(k, 0, m))) context.lineTo(x(m), y(value(k, 0, m)));
      context.stroke();
      context.setLineDash([]);
      context.fillStyle = shade(line.colour);
      const lone = (m) => Number.isFinite(value(k, 0, m)) && !Number.isFinite(m > 0 ? value(k, 0, m - 1) : NaN);
      if (model.get("sparse")) for (let m = 0; m < n; m++) if (lone(m)) context.fillRect(x(m) - 2, y(value(k, 0, m)) - 2, 4, 4);
    });
    plot.mark(n, pointed < n ? pointed : -1);
    // What is told is the latest value by the month pointed to, else by the one shown, else of all.
    const month = pointed >= 0 && pointed < n ? pointed : cursor >= 0 ? Math.min(cursor, n) - 1 : n - 1;
    const told = (k) => {
      let m = month;
      if (model.get("sparse")) while (m > 0 && !Number.isFinite(value(k, 0, m))) m--;
      return [0, 1, 2].map((edge) => (m >= 0 ? value(k, edge, m) : NaN));
    };
    plot.tell(lines.map((line, k) => {
      const [mean, least, most] = told(k), word = line.spread ? `${line.spread} ` : "";
      const spread = Number.isFinite(least) ? ` (${word}${show(least, digits)} – ${show(most, digits)})` : "";
      const dashed = `repeating-linear-gradient(90deg, ${shade(line.colour)} 0 4px, transparent 4px 7px)`;
      return [line.dash ? dashed : shade(line.colour), line.label, show(mean, digits) + spread];
    }));
  });
}

export default { render };
