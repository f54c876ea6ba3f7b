// What charts over months share: a canvas with axes, the month that is marked, the one pointed to, and keys above it.
const floatsOf = (view) =>
  view ? new Float32Array(new Uint8Array(view.buffer, view.byteOffset, view.byteLength).slice().buffer) : new Float32Array();
const SPOKEN_MS = 1000; // the words for a screen reader change at most so often

function nice(span) {
  const power = 10 ** Math.floor(Math.log10(span));
  return [1, 2, 2.5, 5, 10].find((m) => m * power >= span * 0.999999) * power;
}

// A part of the page, within another.
function part(tag, name, parent) {
  const node = document.createElement(tag);
  node.className = name;
  parent.append(node);
  return node;
}

const style = getComputedStyle(document.documentElement);
const tint = (name) => style.getPropertyValue(name);
const shade = (colour) => window.boligliv?.seen(colour) ?? colour;

// `paint(plot)` draws once a picture at most, after any of the `names` has changed. Its size is told by the browser: to
// ask for it would have the page laid out anew for every chart.
function plotted({ model, el }, names, left, paint) {
  el.classList.add("chart");
  const top = part("div", "chart-top", el), head = part("div", "chart-head", top), keys = part("div", "chart-keys", top);
  const canvas = part("canvas", "chart-canvas", el), context = canvas.getContext("2d");
  canvas.setAttribute("role", "img");
  let asked = false, width = 0, height = 0, spokenAt = -SPOKEN_MS, later = 0;
  const plot = { context, left, pointed: -1, axes, mark, tell, show };

  function ask() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      if (width && height) draw();
    });
  }

  function draw() {
    const ratio = window.devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    if (head.textContent !== model.get("title")) head.textContent = model.get("title");
    paint(plot);
  }

  function show(value, digits) {
    if (!Number.isFinite(value)) return "–";
    const format = { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "negative" };
    return value.toLocaleString(model.get("locale"), format).replace("-", "\u2212");
  }

  // Axes for values from low to high: sets `x` of a month, `y` of a value, and how many `digits` tell one from the next.
  function axes(low, high) {
    const horizon = model.get("horizon"), step = nice((high - low) / (height < 90 ? 2 : 3));
    low = Math.floor(low / step + 1e-9) * step;
    high = Math.ceil(high / step - 1e-9) * step;
    const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9) + (String(step).includes("25") ? 1 : 0));
    const right = width - 8, above = 18, below = height - 18;
    const x = (month) => left + ((right - left) * month) / Math.max(1, horizon);
    const y = (value) => below - ((below - above) * (value - low)) / (high - low);
    Object.assign(plot, { x, y, above, below, digits: step < 20 ? Math.min(3, digits + 1) : 0 });
    context.font = "10.5px Roboto, sans-serif";
    context.fillStyle = tint("--soft");
    context.lineWidth = 1;
    context.textAlign = "left";
    context.textBaseline = "top";
    context.fillText(model.get("unit"), 4, 2);
    context.textAlign = "right";
    context.textBaseline = "middle";
    for (let value = low; value <= high + step / 2; value += step) {
      // Where values may be below zero, zero is what they are read against.
      const zero = Math.abs(value) < step / 1e6;
      context.strokeStyle = tint(zero && low < 0 ? "--edge" : "--grid");
      context.beginPath();
      context.moveTo(left, y(value));
      context.lineTo(right, y(value));
      context.stroke();
      context.fillText(show(zero ? 0 : value, digits), left - 5, y(value));
    }
    context.textBaseline = "top";
    context.strokeStyle = tint("--grid");
    const years = horizon / 12, every = years > 12 ? 5 : years > 4 ? 2 : 1;
    for (let year = 0; year <= years; year += every) {
      context.textAlign = year === 0 ? "left" : x(year * 12) > right - 14 ? "right" : "center";
      context.fillText(String(model.get("start_year") + year), x(year * 12), below + 4);
      context.beginPath();
      context.moveTo(x(year * 12), below);
      context.lineTo(x(year * 12), below + 3);
      context.stroke();
    }
  }

  // What lies behind the month shown is shaded up to the last of `months`; the month pointed to has a line and its name.
  function mark(months, pointed = plot.pointed) {
    const { x, above, below } = plot, cursor = model.get("cursor"), horizon = model.get("horizon");
    if (cursor >= 0) {
      context.fillStyle = tint("--shade");
      context.fillRect(x(cursor), above, Math.max(1, x(months) - x(cursor)), below - above);
      context.fillStyle = tint("--accent");
      context.fillRect(x(cursor) - 0.75, above, 1.5, below - above);
    }
    if (pointed < 0) return;
    context.strokeStyle = tint("--edge");
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x(pointed), above);
    context.lineTo(x(pointed), below);
    context.stroke();
    context.fillStyle = tint("--ink");
    context.textAlign = pointed > horizon / 2 ? "right" : "left";
    context.textBaseline = "top";
    const year = model.get("start_year") + Math.floor(pointed / 12), month = String((pointed % 12) + 1).padStart(2, "0");
    context.fillText(`${year}-${month}`, x(pointed) + (pointed > horizon / 2 ? -4 : 4), above);
  }

  // The keys: [background, label, value in words] of each line.
  function tell(rows) {
    keys.replaceChildren();
    for (const [background, label, words] of rows) {
      const item = part("span", "", keys);
      part("span", "chart-key", item).style.background = background;
      item.append(`${label} `);
      part("b", "", item).textContent = words;
    }
    const words = rows.map(([, label, value]) => `${label}: ${value}`).join("; ");
    clearTimeout(later);
    const speak = () => {
      spokenAt = performance.now();
      canvas.setAttribute("aria-label", `${model.get("title")}, ${model.get("unit")}. ${words}`);
    };
    if (performance.now() - spokenAt > SPOKEN_MS) speak();
    else later = setTimeout(speak, SPOKEN_MS + spokenAt - performance.now());
  }

  canvas.addEventListener("pointermove", (event) => {
    const horizon = model.get("horizon"), month = Math.round(((event.offsetX - left) / Math.max(1, width - left - 8)) * horizon);
    plot.pointed = month < 0 || month > horizon ? -1 : month;
    ask();
  });
  canvas.addEventListener("pointerleave", () => {
    plot.pointed = -1;
    ask();
  });
  for (const name of [...names, "data", "lines", "title", "unit", "horizon", "at_least", "locale", "cursor"])
    model.on(`change:${name}`, ask);
  const watch = new ResizeObserver(([{ contentRect }]) => {
    [width, height] = [Math.round(contentRect.width), Math.round(contentRect.height)];
    ask();
  });
  watch.observe(canvas);
  const theme = new MutationObserver(ask);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => {
    clearTimeout(later);
    [watch, theme].forEach((one) => one.disconnect());
    el.replaceChildren();
  };
}
