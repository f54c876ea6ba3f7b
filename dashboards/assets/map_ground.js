// Part of the live map: what lies under and over homes and units. A pen has context, px, py, scale, colour and stage.
function drawGround(pen, ground, width, height) {
  const { context, px, py, colour } = pen;
  context.fillStyle = colour("--ground");
  context.fillRect(0, 0, width, height);
  const side = 100 * pen.scale;
  for (const [x, y, urban] of ground.cells) {
    context.fillStyle = colour(urban ? "--ground-town" : "--ground-green");
    context.fillRect(px(x), py(y) - side, side - 0.5, side - 0.5);
  }
  context.fillStyle = colour("--ground-estate");
  context.strokeStyle = colour("--edge");
  context.lineWidth = 1;
  context.setLineDash([5, 4]);
  for (const points of ground.outline) {
    context.beginPath();
    traceRing(pen, points);
    context.fill();
    context.stroke();
  }
  context.setLineDash([]);
}

function traceRing({ context, px, py }, points) {
  points.forEach(([x, y], i) => (i ? context.lineTo(px(x), py(y)) : context.moveTo(px(x), py(y))));
  context.closePath();
}

function drawBlocks(pen, ground, fill) {
  pen.context.beginPath();
  for (const points of ground.blocks) traceRing(pen, points);
  pen.context.fillStyle = fill;
  if (fill) pen.context.fill();
  pen.context.strokeStyle = pen.colour("--edge");
  pen.context.lineWidth = fill ? 1.6 : 1;
  pen.context.stroke();
}

// Homes by class, so that the colour changes a few times and not a thousand.
function drawHomes(pen, homes, classes, palette) {
  const { context, px, py } = pen, tiles = homes.tiles;
  const byClass = new Map();
  for (let i = 0; i < homes.count; i++) {
    const code = classes[i] ?? HIDDEN;
    if (!byClass.has(code)) byClass.set(code, []);
    byClass.get(code).push(i);
  }
  for (const [code, rows] of byClass) {
    if (code === HIDDEN) continue;
    context.beginPath();
    for (const i of rows) traceOpen(pen, tiles, i * 4, 4);
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

// The first unit lies on top: among areas it is the estate.
function drawUnits(pen, units, codes, palette) {
  const { context, colour } = pen;
  for (let i = units.count - 1; i >= 0; i--) {
    const tint = palette[codes[i]];
    context.beginPath();
    units.trace(pen, i);
    context.fillStyle = tint ?? colour("--ground-town");
    context.fill("evenodd");
    context.setLineDash(tint ? [] : [3, 3]);
    context.strokeStyle = colour("--edge");
    context.lineWidth = 1;
    context.stroke();
  }
  context.setLineDash([]);
}

// Writes with a halo, and only where nothing stands yet.
function writer(pen) {
  const { context, colour } = pen, taken = [];
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  const write = (text, x, y, font, tint) => {
    context.font = font;
    context.lineWidth = 3.5;
    context.strokeStyle = colour("--halo");
    context.strokeText(text, x, y);
    context.fillStyle = tint;
    context.fillText(text, x, y);
  };
  const free = (x, y, text) => {
    const half = text.length * 3.2 + 4;
    if (taken.some(([a, b, h]) => Math.abs(a - x) < h + half && Math.abs(b - y) < 14)) return false;
    taken.push([x, y, half]);
    return true;
  };
  return { write, free };
}

// `values` are added to the names of the departments, where there are any; `called` has the names of centres and schools
// in the reader's language.
function drawNames(pen, ground, values, called) {
  const { context, px, py, colour, stage } = pen, { write, free } = writer(pen), small = "11px Roboto, sans-serif";
  if (ground.departments.length > 1)
    ground.departments.forEach(([name, x, y], i) => {
      const text = values[i] ? `${name} ${values[i]}` : name;
      if (free(px(x), py(y) - 9, text)) write(text, px(x), py(y) - 9, "600 12px Roboto, sans-serif", colour("--ink"));
    });
  for (const [kind, title, x, y] of ground.facilities) {
    if (px(x) < 0 || py(y) < 0 || px(x) > stage.clientWidth || py(y) > stage.clientHeight) continue;
    context.beginPath();
    if (kind === "school") context.rect(px(x) - 4, py(y) - 4, 8, 8);
    else context.arc(px(x), py(y), 4.5, 0, 2 * Math.PI);
    context.fillStyle = colour("--paper");
    context.strokeStyle = colour("--ink");
    context.lineWidth = 1.5;
    context.fill();
    context.stroke();
    // What stands in brackets is a remark and no name. A name near the edge is moved in, so that no part of it is cut off or lies
    // under the buttons at the upper left.
    const text = (called[title] ?? title).split(" (")[0];
    context.font = small;
    const half = context.measureText(text).width / 2 + 4, middle = Math.max(half + (py(y) < 150 ? 44 : 0), Math.min(stage.clientWidth - half, px(x)));
    if (free(middle, py(y) + 13, text)) write(text, middle, py(y) + 13, small, colour("--soft"));
  }
}

// What each unit says, written on it where it is large enough for the longest of them: were short values alone written,
// only the low ones could be read.
function drawValues(pen, units, values) {
  const { write, free } = writer(pen), font = "600 11px Roboto, sans-serif";
  const longest = Math.max(0, ...values.map((text) => text.length));
  for (let i = 0; i < units.count; i++) {
    const [west, , east] = units.boxes[i], text = values[i];
    const x = pen.px(units.centres[2 * i]), y = pen.py(units.centres[2 * i + 1]);
    if (text && (east - west) * pen.scale > longest * 6.4 + 4 && free(x, y, text)) write(text, x, y, font, pen.colour("--ink"));
  }
}

// The areas of the municipality by name, the estate first and marked, with what each says under its name.
function drawAreas(pen, units, names, values) {
  const { context, colour } = pen, { write, free } = writer(pen);
  context.beginPath();
  if (units.count) units.trace(pen, 0);
  for (const [width, tint] of [[6, colour("--halo")], [3, colour("--ink")]]) {
    context.lineWidth = width;
    context.strokeStyle = tint;
    context.stroke();
  }
  for (let i = 0; i < units.count; i++) {
    const east = units.centres[2 * i], north = units.centres[2 * i + 1], x = pen.px(east);
    // The estate is named above itself, and a district whose middle it covers below it.
    const covered = i && units.holds(0, east, north), [, low, , high] = units.boxes[0];
    const y = covered ? pen.py(low) + 14 : i ? pen.py(north) : pen.py(high) - 22;
    if (!free(x, y, names[i]) || !free(x, y + 14, names[i])) continue;
    write(names[i], x, y, `${i ? "" : "600 "}${i ? 11 : 13}px Roboto, sans-serif`, colour("--ink"));
    if (values[i]) write(values[i], x, y + 14, "600 11px Roboto, sans-serif", colour("--ink"));
  }
}

function drawTrail(pen, homes, stays) {
  // A negative number is a stay elsewhere: it has no place on the map but keeps its number.
  const { context, px, py } = pen;
  const numbers = stays.map((_, k) => k).filter((k) => stays[k] >= 0 && stays[k] < homes.count);
  const at = (k) => [px(homes.centres[stays[k] * 2]), py(homes.centres[stays[k] * 2 + 1])];
  for (const [width, tint] of [[5, "#ffffff"], [2, "#882255"]]) {
    context.beginPath();
    numbers.forEach((k, order) => (order ? context.lineTo(...at(k)) : context.moveTo(...at(k))));
    context.lineWidth = width;
    context.strokeStyle = tint;
    context.stroke();
  }
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.font = "600 11px Roboto, sans-serif";
  for (const k of numbers) {
    const [x, y] = at(k), last = k === stays.length - 1;
    context.beginPath();
    context.arc(x, y, 8.5, 0, 2 * Math.PI);
    context.fillStyle = last ? "#882255" : "#ffffff";
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = last ? "#ffffff" : "#882255";
    context.stroke();
    context.fillStyle = last ? "#ffffff" : "#882255";
    context.fillText(String(k + 1), x, y + 0.5);
  }
}

function drawScaleBar(pen, height) {
  const { context, colour } = pen;
  const metres = [20, 50, 100, 200, 500, 1000, 2000, 5000].find((m) => m * pen.scale > 60) ?? 10000;
  const x = 12, y = height - 14, length = metres * pen.scale;
  context.fillStyle = colour("--halo");
  context.fillRect(x - 6, y - 18, length + 12, 26);
  context.strokeStyle = colour("--ink");
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, y - 4);
  context.lineTo(x, y);
  context.lineTo(x + length, y);
  context.lineTo(x + length, y - 4);
  context.stroke();
  context.fillStyle = colour("--ink");
  context.font = "11px Roboto, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "bottom";
  context.fillText(metres < 1000 ? `${metres} m` : `${metres / 1000} km`, x + length / 2, y - 2);
}

function outline(pen, shapes, i, tint, width) {
  if (i < 0 || i >= shapes.count) return;
  const { context } = pen;
  context.beginPath();
  shapes.trace(pen, i);
  for (const [wide, colour] of [[width + 2, "#ffffff"], [width, tint]]) {
    context.lineWidth = wide;
    context.strokeStyle = colour;
    context.stroke();
  }
}
