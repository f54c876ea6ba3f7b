// The live map: every home a tile coloured by one class code a home, or units of homes coloured by what is true of them.
// It is put together of its parts (map_shapes.js, map_ground.js, map_legend.js, map_fade.js) and this file,
// which comes last.
const CARD_WIDTH = 320;

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
  const fold = element("details", "map-table", el);
  const foldHead = element("summary", "", fold);
  const scroller = element("div", "map-table-body", fold);
  scroller.tabIndex = 0;
  const table = element("table", "map-table-table", scroller);

  let homes = homeShapes(null);
  let shown = homes; // homes or units, with the codes that colour them
  let names = [];
  let classes = new Uint8Array();
  const units = { codes: new Uint8Array(), values: new Float32Array(), homes: new Int32Array() };
  let scale = 1, shiftX = 0, shiftY = 0;
  let fitted = true;
  let hovered = -1;
  let asked = false;
  let legendDrawn = 0;
  let legendAsked = false;
  let told = "";
  const context = canvas.getContext("2d");
  const fade = fader(canvas, context);
  let another = false; // whether another month is drawn next
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name);
  const words = () => model.get("words");
  const byUnit = () => model.get("level") !== HOMES;
  const codes = () => (byUnit() ? units.codes : classes);
  const px = (x) => x * scale + shiftX;
  const py = (y) => shiftY - y * scale;

  function readShapes() {
    const around = shown.around;
    homes = homeShapes(model.get("tiles"));
    names = model.get("names").split("\n");
    const count = model.get("unit_names").length;
    shown = byUnit() ? unitShapes(model.get("unit_points"), model.get("unit_rings"), count) : homes;
    shown.around = model.get("level") === AREAS;
    hovered = -1;
    tooltip.style.display = "none";
    legendDrawn = 0;
    // From the estate to its municipality and back, the whole is shown; between levels of the estate, the same part.
    if (around !== shown.around) fitted = true;
    if (fitted) fit();
    ask();
  }

  function readUnits() {
    units.codes = bytesOf(model.get("unit_codes"));
    units.values = floatsOf(model.get("unit_values"));
    units.homes = intsOf(model.get("unit_homes"));
    ask();
  }

  function fit() {
    const width = stage.clientWidth, height = stage.clientHeight, [west, south, east, north] = shown.bounds;
    if (!width || !height) return;
    const margin = 34;
    scale = Math.min((width - 2 * margin) / (east - west), (height - 2 * margin) / (north - south));
    shiftX = width / 2 - (scale * (west + east)) / 2;
    shiftY = height / 2 + (scale * (south + north)) / 2;
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

  function draw() {
    fade.stop();
    if (another) fade.keep([scale, shiftX, shiftY, model.get("level"), shown.count].join());
    const width = stage.clientWidth, height = stage.clientHeight;
    const ground = model.get("ground"), level = model.get("level");
    const pen = { context, px, py, scale, colour, stage };
    drawGround(pen, shown.around ? { cells: [], outline: [] } : ground, width, height);
    const values = () => Array.from(units.values, (value, i) => (units.codes[i] < VACANT - 1 ? valueOf(model, value, true) : ""));
    if (level === HOMES) {
      // In the dark, homes lie on light blocks: their colours were chosen for a light ground.
      drawBlocks(pen, ground, colour("--plate"));
      drawHomes(pen, homes, classes, model.get("palette"));
      drawNames(pen, ground, [], words().facilities ?? {});
    } else {
      drawUnits(pen, shown, units.codes, model.get("unit_palette"));
      if (level === "cells") {
        drawBlocks(pen, ground, "");
        drawValues(pen, shown, values());
      }
      if (shown.around) drawAreas(pen, shown, model.get("unit_marks"), values());
      else drawNames(pen, ground, level === "departments" ? values() : [], words().facilities ?? {});
    }
    outline(pen, shown, hovered, "#000000", 1);
    outline(pen, shown, selected(), "#000000", 2.5);
    if (level === HOMES) drawTrail(pen, homes, model.get("trail"));
    drawScaleBar(pen, height);
    if (another) fade.begin();
    another = false;
    month.textContent = model.get("month");
    askLegend();
    tellOthers();
    acknowledge();
  }

  // Linked maps show the same ground and point to the same home: each tells of its own changes, in metres.
  const viewed = () => [scale, shiftX, shiftY, hovered].join();
  function tellOthers() {
    const group = model.get("link");
    if (!group || viewed() === told) return;
    told = viewed();
    const east = (stage.clientWidth / 2 - shiftX) / scale, north = (shiftY - stage.clientHeight / 2) / scale;
    const detail = { group, from: el, east, north, scale, fitted, hovered };
    window.dispatchEvent(new CustomEvent("boligliv-map", { detail }));
  }

  function follow({ detail }) {
    if (detail.from === el || detail.group !== model.get("link")) return;
    fitted = detail.fitted;
    if (fitted) fit();
    else {
      scale = detail.scale;
      shiftX = stage.clientWidth / 2 - detail.east * scale;
      shiftY = stage.clientHeight / 2 + detail.north * scale;
    }
    const i = detail.hovered < shown.count ? detail.hovered : -1;
    hover(i, i < 0 ? 0 : px(shown.centres[i * 2]), i < 0 ? 0 : py(shown.centres[i * 2 + 1]));
    told = viewed();
    ask();
  }

  function acknowledge() {
    const frame = model.get("frame");
    if (frame === model.get("drawn")) return;
    model.set("drawn", frame); // tells the sender that it may send the next one
    model.save_changes();
  }

  function askLegend() {
    if (legendAsked) return; // at most four times a second, and the last change is never left out
    legendAsked = true;
    const act = () => {
      legendAsked = false;
      renewLegend();
    };
    setTimeout(act, Math.max(0, legendDrawn + 240 - performance.now()));
  }

  function renewLegend() {
    legendDrawn = performance.now();
    drawLegend(model, legend, canvas, codes(), byUnit());
    foldHead.textContent = words().table ?? "";
    scroller.setAttribute("aria-label", words().table ?? "");
    if (fold.open) drawTable(model, table, codes(), units, byUnit());
  }

  function shapeAt(x, y) {
    const east = (x - shiftX) / scale, north = (shiftY - y) / scale, now = codes();
    for (let i = 0; i < shown.count; i++) if (now[i] !== HIDDEN && shown.holds(i, east, north)) return i;
    return -1;
  }

  function describe(i) {
    if (byUnit()) return unitTold(model, units, i);
    return `${names[i]}: ${classes[i] === VACANT ? model.get("vacant_label") : model.get("labels")[classes[i]] ?? ""}`;
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

  const selectedName = () => (byUnit() ? "unit_selected" : "selected");
  const selected = () => model.get(selectedName());

  function select(i) {
    model.set(selectedName(), i);
    model.save_changes();
    if (i >= 0) {
      spoken.textContent = describe(i);
      uncover(i);
    }
    ask();
  }

  function uncover(i) {
    // Where a card opens over the right side of the map, the home it tells of stays beside it.
    const card = el.closest(".explore") ? CARD_WIDTH : 20, x = px(shown.centres[i * 2]), y = py(shown.centres[i * 2 + 1]);
    const covered = x - (stage.clientWidth - card), below = y - (stage.clientHeight - 20), above = 20 - y;
    if (covered > 0 || below > 0 || above > 0) fitted = false;
    if (covered > 0) shiftX -= covered;
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
    const from = selected(), centres = shown.centres, now = codes();
    if (from < 0) return shown.count ? 0 : -1;
    let best = from, least = Infinity;
    for (let i = 0; i < shown.count; i++) {
      if (i === from || now[i] === HIDDEN) continue;
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
    } else hover(shapeAt(event.offsetX, event.offsetY), event.offsetX, event.offsetY);
  });
  canvas.addEventListener("pointerup", (event) => {
    if (drag && !drag.moved) select(shapeAt(event.offsetX, event.offsetY));
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
  fold.addEventListener("toggle", renewLegend);
  // What changes in one message is read once, after all of it has come.
  let reading = false;
  const readLater = () => {
    if (reading) return;
    reading = true;
    queueMicrotask(() => {
      reading = false;
      readShapes();
    });
  };
  for (const name of ["tiles", "level", "unit_points", "unit_rings", "unit_names"]) model.on(`change:${name}`, readLater);
  for (const name of ["unit_codes", "unit_values", "unit_homes"]) model.on(`change:${name}`, readUnits);
  model.on("change:ground", () => {
    legendDrawn = 0;
    ask();
  });
  model.on("change:classes", readClasses);
  model.on("change:month", () => {
    another = true;
    ask();
  });
  for (const name of ["selected", "unit_selected", "trail", "unit_marks"]) model.on(`change:${name}`, ask);
  // A hidden page draws nothing but is still there.
  model.on("change:frame", () => (document.hidden ? acknowledge() : ask()));
  for (const name of ["palette", "labels", "legend_title", "vacant_label", "words", "unit_palette", "unit_labels", "unit_words"])
    model.on(`change:${name}`, relabel);
  window.addEventListener("boligliv-map", follow);
  const watch = new ResizeObserver(resize);
  watch.observe(stage);
  const theme = new MutationObserver(ask);
  theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  makeButtons();
  readShapes();
  readUnits();
  readClasses();
  resize();
  return () => {
    fade.stop();
    [watch, theme].forEach((one) => one.disconnect());
    window.removeEventListener("boligliv-map", follow);
    el.replaceChildren();
  };
}

export default { render };
