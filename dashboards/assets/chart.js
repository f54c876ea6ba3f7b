// One small line chart that grows with the run; the run before it stays as dashed lines on the same axes.
const floatsOf = (view) =>
  view ? new Float32Array(new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice().buffer) : new Float32Array();

function nice(span) {
  const power = 10 ** Math.floor(Math.log10(span));
  return [1, 2, 2.5, 5, 10].find((m) => m * power >= span) * power;
}

function render({ model, el }) {
  el.classList.add("chart");
  const head = document.createElement("div");
  head.className = "chart-head";
  const keys = document.createElement("div");
  keys.className = "chart-keys";
  const canvas = document.createElement("canvas");
  canvas.className = "chart-canvas";
  canvas.setAttribute("role", "img");
  const top = document.createElement("div");
  top.className = "chart-top";
  top.append(head, keys);
  el.append(top, canvas);
  const context = canvas.getContext("2d");
  let asked = false, pointed = -1, spokenAt = 0;

  const ask = () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  };

  const show = (value, digits) =>
    Number.isFinite(value)
      ? value.toLocaleString(model.get("locale"), { minimumFractionDigits: digits, maximumFractionDigits: digits })
      : "–";

  function lastOf(data, k, n) {
    for (let i = n - 1; i >= 0; i--) if (Number.isFinite(data[k * n + i])) return i;
    return -1;
  }

  function drawKeys(lines, data, n, before, nBefore, digits) {
    keys.replaceChildren();
    const parts = [];
    lines.forEach((line, k) => {
      const at = pointed >= 0 ? pointed : lastOf(data, k, n);
      const value = at >= 0 && at < n ? data[k * n + at] : NaN;
      const old = pointed >= 0 && at < nBefore ? before[k * nBefore + at] : NaN;
      const item = document.createElement("span");
      const swatch = document.createElement("span");
      swatch.className = "chart-key";
      swatch.style.background = line.colour;
      const number = document.createElement("b");
      number.textContent = show(value, digits) + (Number.isFinite(old) ? ` (${show(old, digits)})` : "");
      item.append(swatch, `${line.label} `, number);
      keys.appendChild(item);
      parts.push(`${line.label}: ${show(value, digits)}`);
    });
    if (performance.now() - spokenAt > 1000) {
      spokenAt = performance.now();
      canvas.setAttribute("aria-label", `${model.get("title")}, ${model.get("unit")}. ${parts.join("; ")}`);
    }
  }

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    const width = canvas.clientWidth, height = canvas.clientHeight;
    if (!width || !height) return;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const lines = model.get("lines"), horizon = model.get("horizon"), startYear = model.get("start_year");
    const data = floatsOf(model.get("data")), before = floatsOf(model.get("before"));
    const n = lines.length ? data.length / lines.length : 0;
    const nBefore = lines.length ? before.length / lines.length : 0;
    head.textContent = model.get("title");

    let low = Infinity, high = -Infinity;
    for (const values of [data, before])
      for (const value of values)
        if (Number.isFinite(value)) [low, high] = [Math.min(low, value), Math.max(high, value)];
    low = Math.min(low, model.get("at_least")[0]);
    high = Math.max(high, model.get("at_least")[1]);
    const step = nice((high - low) / (height < 90 ? 2 : 3));
    low = Math.floor(low / step + 1e-9) * step;
    high = Math.ceil(high / step - 1e-9) * step;
    const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9) + (String(step).includes("25") ? 1 : 0));

    const left = 38, right = width - 8, top = 18, bottom = height - 18;
    const x = (m) => left + ((right - left) * m) / Math.max(1, horizon);
    const y = (v) => bottom - ((bottom - top) * (v - low)) / (high - low);
    context.font = "10.5px Roboto, sans-serif";
    context.fillStyle = "#555555";
    context.strokeStyle = "#e2e2de";
    context.lineWidth = 1;
    context.textAlign = "left";
    context.textBaseline = "top";
    context.fillText(model.get("unit"), 4, 2);
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (let v = low; v <= high + step / 2; v += step) {
      context.beginPath();
      context.moveTo(left, y(v));
      context.lineTo(right, y(v));
      context.stroke();
      context.fillText(show(v, digits), left - 5, y(v));
    }
    context.textBaseline = "top";
    const years = horizon / 12;
    const every = years > 12 ? 5 : years > 4 ? 2 : 1;
    for (let year = 0; year <= years; year += every) {
      context.textAlign = year === 0 ? "left" : x(year * 12) > right - 14 ? "right" : "center";
      context.fillText(String(startYear + year), x(year * 12), bottom + 4);
      context.beginPath();
      context.moveTo(x(year * 12), bottom);
      context.lineTo(x(year * 12), bottom + 3);
      context.stroke();
    }
    const trace = (values, length, k, dash, colour, thickness) => {
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
    };
    lines.forEach((line, k) => trace(before, nBefore, k, [4, 3], line.colour, 1.1));
    lines.forEach((line, k) => trace(data, n, k, [], line.colour, 2));
    if (pointed >= 0) {
      context.strokeStyle = "#777777";
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(x(pointed), top);
      context.lineTo(x(pointed), bottom);
      context.stroke();
      context.fillStyle = "#333333";
      context.textBaseline = "top";
      context.textAlign = pointed > horizon / 2 ? "right" : "left";
      const text = `${startYear + Math.floor(pointed / 12)}-${String((pointed % 12) + 1).padStart(2, "0")}`;
      context.fillText(text, x(pointed) + (pointed > horizon / 2 ? -4 : 4), top);
    }
    drawKeys(lines, data, n, before, nBefore, Math.min(3, digits + 1));
  }

  canvas.addEventListener("pointermove", (event) => {
    const share = (event.offsetX - 38) / Math.max(1, canvas.clientWidth - 46);
    const month = Math.round(share * model.get("horizon"));
    pointed = month < 0 || month > model.get("horizon") ? -1 : month;
    ask();
  });
  canvas.addEventListener("pointerleave", () => {
    pointed = -1;
    ask();
  });
  for (const name of ["data", "before", "lines", "title", "unit", "horizon", "at_least", "locale"])
    model.on(`change:${name}`, ask);
  const watch = new ResizeObserver(ask);
  watch.observe(canvas);
  ask();
  return () => watch.disconnect();
}

export default { render };
