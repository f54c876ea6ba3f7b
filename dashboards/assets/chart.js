// One small line chart that grows with the run; the run before it stays as dashed lines on the same axes.
// It is put together of plot.js and this file.
function render(view) {
  const { model } = view;

  function lastOf(data, k, n) {
    for (let i = n - 1; i >= 0; i--) if (Number.isFinite(data[k * n + i])) return i;
    return -1;
  }

  function trace({ context, x, y }, values, length, k, dash, colour, thickness) {
    context.setLineDash(dash);
    context.strokeStyle = colour;
    context.lineWidth = thickness;
    context.beginPath();
    let pen = false;
    for (let i = 0; i < length; i++) {
      const v = values[k * length + i];
      if (!Number.isFinite(v)) pen = false;
      else if (pen) context.lineTo(x(i), y(v));
      else {
        context.moveTo(x(i), y(v));
        pen = true;
      }
    }
    context.stroke();
    context.setLineDash([]);
  }

  return plotted(view, ["before"], 38, (plot) => {
    const lines = model.get("lines"), data = floatsOf(model.get("data")), before = floatsOf(model.get("before"));
    const n = lines.length ? data.length / lines.length : 0, nBefore = lines.length ? before.length / lines.length : 0;
    let [low, high] = model.get("at_least");
    for (const values of [data, before])
      for (const value of values)
        if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
    plot.axes(low, high);
    lines.forEach((line, k) => trace(plot, before, nBefore, k, [4, 3], shade(line.colour), 1.1));
    lines.forEach((line, k) => trace(plot, data, n, k, [], shade(line.colour), 2));
    plot.mark(n);
    const { pointed, digits, show } = plot;
    plot.tell(lines.map((line, k) => {
      const at = pointed >= 0 ? pointed : lastOf(data, k, n);
      const value = at >= 0 && at < n ? data[k * n + at] : NaN;
      const old = pointed >= 0 && at < nBefore ? before[k * nBefore + at] : NaN;
      return [shade(line.colour), line.label, show(value, digits) + (Number.isFinite(old) ? ` (${show(old, digits)})` : "")];
    }));
  });
}

export default { render };
