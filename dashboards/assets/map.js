// The live map: every home a tile, coloured by one class code a home. No library, nothing loaded by URL.
const HIDDEN = 254; // not built yet
const VACANT = 255;
const INK = "#333333";
const CARD_WIDTH = 320;

const bytesOf = (view) => (view ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength) : new Uint8Array());
const floatsOf = (view) => new Float32Array(bytesOf(view).slice().buffer);

function element(tag, className, parent, text) {
  const node = document.createElement(tag);
  node.className = className;
  if (text !== undefined) node.textContent = text;
  parent.appendChild(node);
  return node;
}

function render({ model, el }) {
  el.classList.add("map");
  const stage = element("div", "map-stage", el);
  const canvas = element("canvas", "map-canvas", stage);
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  const tooltip = element("div", "map-tooltip", stage);
  const month = element("div", "map-month", stage);
  month.setAttribute("aria-hidden", "true"); // the same month stands in the page's status line
  const spoken = element("div", "visually-hidden", stage);
  spoken.setAttribute("aria-live", "polite");
  const buttons = element("div", "map-buttons", stage);
  const legend = element("div", "map-legend", el);

  let tiles = new Float32Array();
  let centres = new Float32Array();
  let count = 0;
  let names = [];
  let classes = new Uint8Array();
  let bounds = [0, 0, 1, 1];
  let scale = 1, shiftX = 0, shiftY = 0;
  let fitted = true;
  let hovered = -1;
  let asked = false;
  let legendDrawn = 0;
  const context = canvas.getContext("2d");
  const words = () => model.get("words");
  const px = (x) => x * scale + shiftX;
  const py = (y) => shiftY - y * scale;

  function readTiles() {
    tiles = floatsOf(model.get("tiles"));
    count = tiles.length / 8;
    names = model.get("names").split("\n");
    centres = new Float32Array(count * 2);
    bounds = [Infinity, Infinity, -Infinity, -Infinity];
    for (let i = 0; i < count; i++) {
      for (let c = 0; c < 4; c++) {
        const x = tiles[i * 8 + c * 2], y = tiles[i * 8 + c * 2 + 1];
        centres[i * 2] += x / 4;
        centres[i * 2 + 1] += y / 4;
        bounds = [Math.min(bounds[0], x), Math.min(bounds[1], y), Math.max(bounds[2], x), Math.max(bounds[3], y)];
      }
    }
    if (!count) bounds = [0, 0, 1, 1];
    fitted = true;
    hovered = -1;
    fit();
  }

  function fit() {
    const width = stage.clientWidth, height = stage.clientHeight;
    if (!width || !height) return;
    const margin = 34;
    scale = Math.min((width - 2 * margin) / (bounds[2] - bounds[0]), (height - 2 * margin) / (bounds[3] - bounds[1]));
    shiftX = width / 2 - (scale * (bounds[0] + bounds[2])) / 2;
    shiftY = height / 2 + (scale * (bounds[1] + bounds[3])) / 2;
    ask();
  }

  function resize() {
    const ratio = window.devicePixelRatio || 1;
    const width = stage.clientWidth, height = stage.clientHeight;
    canvas.width = Math.max(1, Math.round(width * ratio));
    canvas.height = Math.max(1, Math.round(height * ratio));
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (fitted) fit();
    ask();
  }

  function ask() {
    if (asked) return; // several changes between two frames are drawn once
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  }

  function ring(points) {
    points.forEach(([x, y], i) => (i ? context.lineTo(px(x), py(y)) : context.moveTo(px(x), py(y))));
    context.closePath();
  }

  function tile(i) {
    const o = i * 8;
    context.moveTo(px(tiles[o]), py(tiles[o + 1]));
    for (let c = 2; c < 8; c += 2) context.lineTo(px(tiles[o + c]), py(tiles[o + c + 1]));
    context.closePath();
  }

  function drawGround(ground, width, height) {
    context.fillStyle = "#f4f3ef";
    context.fillRect(0, 0, width, height);
    const side = 100 * scale;
    for (const [x, y, urban] of ground.cells) {
      context.fillStyle = urban ? "#efede7" : "#eaf0e4";
      context.fillRect(px(x), py(y) - side, side - 0.5, side - 0.5);
    }
    context.fillStyle = "rgba(255,255,255,0.55)";
    context.strokeStyle = "#8a8a80";
    context.lineWidth = 1;
    context.setLineDash([5, 4]);
    for (const points of ground.outline) {
      context.beginPath();
      ring(points);
      context.fill();
      context.stroke();
    }
    context.setLineDash([]);
  }

  function drawHomes(palette) {
    const byClass = new Map();
    for (let i = 0; i < count; i++) {
      const code = classes[i] ?? HIDDEN;
      if (!byClass.has(code)) byClass.set(code, []);
      byClass.get(code).push(i);
    }
    for (const [code, rows] of byClass) {
      if (code === HIDDEN) continue;
      context.beginPath();
      for (const i of rows) tile(i);
      context.fillStyle = code === VACANT ? "#ffffff" : palette[code] ?? "#ececec";
      context.fill();
      if (code === VACANT) {
        context.beginPath();
        for (const i of rows) {
          const o = i * 8;
          context.moveTo(px(tiles[o]), py(tiles[o + 1]));
          context.lineTo(px(tiles[o + 4]), py(tiles[o + 5]));
          context.moveTo(px(tiles[o + 2]), py(tiles[o + 3]));
          context.lineTo(px(tiles[o + 6]), py(tiles[o + 7]));
        }
        context.strokeStyle = "#111111";
        context.lineWidth = 0.8;
        context.stroke();
      }
    }
  }

  function mark(i, colour, width) {
    if (i < 0 || i >= count) return;
    context.beginPath();
    tile(i);
    context.lineWidth = width + 2;
    context.strokeStyle = "#ffffff";
    context.stroke();
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }

  function drawNames(ground) {
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    const write = (text, x, y, font, colour) => {
      context.font = font;
      context.lineWidth = 3.5;
      context.strokeStyle = "rgba(255,255,255,0.9)";
      context.strokeText(text, x, y);
      context.fillStyle = colour;
      context.fillText(text, x, y);
    };
    const taken = [];
    const free = (x, y, text) => {
      const half = text.length * 3.2 + 4;
      if (taken.some(([a, b, h]) => Math.abs(a - x) < h + half && Math.abs(b - y) < 14)) return false;
      taken.push([x, y, half]);
      return true;
    };
    if (ground.departments.length > 1)
      for (const [text, x, y] of ground.departments)
        if (free(px(x), py(y) - 9, text)) write(text, px(x), py(y) - 9, "600 12px Roboto, sans-serif", INK);
    for (const [kind, text, x, y] of ground.facilities) {
      if (px(x) < 0 || py(y) < 0 || px(x) > stage.clientWidth || py(y) > stage.clientHeight) continue;
      context.beginPath();
      if (kind === "school") context.rect(px(x) - 4, py(y) - 4, 8, 8);
      else context.arc(px(x), py(y), 4.5, 0, 2 * Math.PI);
      context.fillStyle = "#ffffff";
      context.strokeStyle = INK;
      context.lineWidth = 1.5;
      context.fill();
      context.stroke();
      if (free(px(x), py(y) + 13, text)) write(text, px(x), py(y) + 13, "11px Roboto, sans-serif", "#555555");
    }
  }

  function drawScaleBar(height) {
    const metres = [20, 50, 100, 200, 500, 1000].find((m) => m * scale > 60) ?? 1000;
    const x = 12, y = height - 14, length = metres * scale;
    context.fillStyle = "rgba(255,255,255,0.8)";
    context.fillRect(x - 6, y - 18, length + 12, 26);
    context.strokeStyle = INK;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(x, y - 4);
    context.lineTo(x, y);
    context.lineTo(x + length, y);
    context.lineTo(x + length, y - 4);
    context.stroke();
    context.fillStyle = INK;
    context.font = "11px Roboto, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "bottom";
    context.fillText(`${metres} m`, x + length / 2, y - 2);
  }

  function draw() {
    const width = stage.clientWidth, height = stage.clientHeight;
    const ground = model.get("ground");
    drawGround(ground, width, height);
    context.beginPath();
    for (const points of ground.blocks) ring(points);
    context.strokeStyle = "#77776f";
    context.lineWidth = 1.6;
    context.stroke();
    drawHomes(model.get("palette"));
    drawNames(ground);
    mark(hovered, "#000000", 1);
    mark(model.get("selected"), "#000000", 2.5);
    drawScaleBar(height);
    month.textContent = model.get("month");
    if (performance.now() - legendDrawn > 240) drawLegend();
    else setTimeout(drawLegend, 250);
    acknowledge();
  }

  function acknowledge() {
    const frame = model.get("frame");
    if (frame === model.get("drawn")) return;
    model.set("drawn", frame); // tells the sender that it may send the next one
    model.save_changes();
  }

  function drawLegend() {
    if (performance.now() - legendDrawn < 200) return;
    legendDrawn = performance.now();
    const labels = model.get("labels"), palette = model.get("palette"), say = words();
    const counts = new Array(256).fill(0);
    for (const code of classes) counts[code] += 1;
    const standing = Math.max(1, classes.length - counts[HIDDEN]);
    const entries = labels.map((label, code) => [label, palette[code], counts[code], ""]);
    if (counts[VACANT] || model.get("vacant_label")) entries.push([model.get("vacant_label"), "", counts[VACANT], "vacant"]);
    legend.replaceChildren();
    element("div", "map-legend-title", legend, model.get("legend_title"));
    const list = element("ul", "map-legend-list", legend);
    for (const [label, colour, number, style] of entries) {
      const item = element("li", "", list);
      const swatch = element("span", `swatch ${style}`, item);
      if (colour) swatch.style.background = colour;
      element("span", "", item, label);
      const share = ((100 * number) / standing).toLocaleString(say.locale, { maximumFractionDigits: 1 });
      element("span", "map-legend-count", item, `${number.toLocaleString(say.locale)} (${share} %)`);
    }
    const ground = model.get("ground");
    const notes = [say.tiles, ground.deeper > 1 ? say.deeper.replace("{}", ground.deeper.toLocaleString(say.locale)) : ""];
    notes.push(ground.schematic === false ? "" : say.schematic, say.synthetic);
    element("div", "map-legend-note", legend, notes.filter(Boolean).join(" "));
    canvas.setAttribute(
      "aria-label",
      `${say.describe} ${model.get("legend_title")}. ` + entries.map(([label, , n]) => `${label}: ${n}`).join("; "),
    );
  }

  function homeAt(x, y) {
    const mx = (x - shiftX) / scale, my = (shiftY - y) / scale;
    for (let i = 0; i < count; i++) {
      if (Math.abs(centres[i * 2] - mx) > 40 || Math.abs(centres[i * 2 + 1] - my) > 40 || classes[i] === HIDDEN) continue;
      let inside = false;
      for (let a = 0, b = 3; a < 4; b = a++) {
        const ax = tiles[i * 8 + a * 2], ay = tiles[i * 8 + a * 2 + 1];
        const bx = tiles[i * 8 + b * 2], by = tiles[i * 8 + b * 2 + 1];
        if (ay > my !== by > my && mx < ((bx - ax) * (my - ay)) / (by - ay) + ax) inside = !inside;
      }
      if (inside) return i;
    }
    return -1;
  }

  function describe(i) {
    const code = classes[i];
    return `${names[i]}: ${code === VACANT ? model.get("vacant_label") : model.get("labels")[code] ?? ""}`;
  }

  function hover(i, x, y) {
    if (i !== hovered) {
      hovered = i;
      ask();
    }
    tooltip.style.display = i < 0 ? "none" : "block";
    if (i < 0) return;
    tooltip.textContent = describe(i);
    tooltip.style.left = `${Math.min(x + 14, stage.clientWidth - tooltip.offsetWidth - 4)}px`;
    tooltip.style.top = `${Math.max(4, y - 30)}px`;
  }

  function select(i) {
    model.set("selected", i);
    model.save_changes();
    if (i >= 0) {
      spoken.textContent = describe(i);
      uncover(i);
    }
    ask();
  }

  function uncover(i) {
    // The card opens over the right side of the map; the home it tells of stays beside it.
    const covered = px(centres[i * 2]) - (stage.clientWidth - CARD_WIDTH);
    if (covered > 0) {
      fitted = false;
      shiftX -= covered;
    }
    const below = py(centres[i * 2 + 1]) - (stage.clientHeight - 20), above = 20 - py(centres[i * 2 + 1]);
    if (below > 0) shiftY -= below;
    if (above > 0) shiftY += above;
  }

  function zoom(factor, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
    fitted = false;
    shiftX = x - (x - shiftX) * factor;
    shiftY = y - (y - shiftY) * factor;
    scale *= factor;
    ask();
  }

  function toFit() {
    fitted = true;
    fit();
  }

  function neighbour(dx, dy) {
    const from = model.get("selected");
    if (from < 0) return count ? 0 : -1;
    let best = from, least = Infinity;
    for (let i = 0; i < count; i++) {
      if (i === from || classes[i] === HIDDEN) continue;
      const x = centres[i * 2] - centres[from * 2], y = centres[i * 2 + 1] - centres[from * 2 + 1];
      const along = x * dx + y * dy, across = Math.abs(x * dy - y * dx);
      if (along > 0.2 && along + 2.5 * across < least) [best, least] = [i, along + 2.5 * across];
    }
    return best;
  }

  let drag = null;
  canvas.addEventListener("pointerdown", (event) => {
    drag = { x: event.clientX, y: event.clientY, shiftX, shiftY, moved: false };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (drag) {
      const dx = event.clientX - drag.x, dy = event.clientY - drag.y;
      drag.moved ||= Math.hypot(dx, dy) > 4;
      if (drag.moved) {
        fitted = false;
        shiftX = drag.shiftX + dx;
        shiftY = drag.shiftY + dy;
        ask();
      }
    } else hover(homeAt(event.offsetX, event.offsetY), event.offsetX, event.offsetY);
  });
  canvas.addEventListener("pointerup", (event) => {
    if (drag && !drag.moved) select(homeAt(event.offsetX, event.offsetY));
    drag = null;
  });
  canvas.addEventListener("pointercancel", () => (drag = null));
  canvas.addEventListener("pointerleave", () => hover(-1, 0, 0));
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY * 0.0015), event.offsetX, event.offsetY);
    },
    { passive: false },
  );
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (step && event.shiftKey) {
      fitted = false;
      shiftX -= step[0] * 60;
      shiftY += step[1] * 60;
      ask();
    } else if (step) select(neighbour(...step));
    else if (event.key === "+") zoom(1.4);
    else if (event.key === "-") zoom(1 / 1.4);
    else if (event.key === "0") toFit();
    else if (event.key === "Escape") select(-1);
    else return;
    event.preventDefault();
  });

  function makeButtons() {
    buttons.replaceChildren();
    for (const [sign, key, act] of [["+", "zoom_in", () => zoom(1.4)], ["−", "zoom_out", () => zoom(1 / 1.4)], ["⤢", "zoom_fit", toFit]]) {
      const button = element("button", "map-button", buttons, sign);
      button.type = "button";
      button.title = words()[key];
      button.setAttribute("aria-label", words()[key]);
      button.addEventListener("click", act);
    }
  }

  const readClasses = () => {
    classes = bytesOf(model.get("classes"));
    ask();
  };
  const relabel = () => {
    makeButtons();
    legendDrawn = 0;
    ask();
  };
  model.on("change:tiles", readTiles);
  model.on("change:ground", () => {
    legendDrawn = 0;
    ask();
  });
  model.on("change:classes", readClasses);
  for (const name of ["month", "selected"]) model.on(`change:${name}`, ask);
  // A hidden page draws nothing but is still there.
  model.on("change:frame", () => (document.hidden ? acknowledge() : ask()));
  for (const name of ["palette", "labels", "legend_title", "vacant_label", "words"]) model.on(`change:${name}`, relabel);
  const watch = new ResizeObserver(resize);
  watch.observe(stage);
  makeButtons();
  readTiles();
  readClasses();
  resize();
  return () => watch.disconnect();
}

export default { render };
