// Where those who left went: the municipality by polling district, places beyond it on either side, and at each place
// a disc as large as the number of persons who went there in A and a dashed ring for B.
const SVG = "http://www.w3.org/2000/svg";
const URBAN = 128;
const MARGIN = 178; // room for the names of places beyond on either side
const LARGEST = 19; // radius of the largest disc
const bytesOf = (view) => (view ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength) : new Uint8Array());

function render({ model, el }) {
  el.classList.add("flows");
  const stage = document.createElement("div");
  stage.className = "flows-stage";
  const canvas = document.createElement("canvas");
  canvas.className = "flows-ground";
  const svg = document.createElementNS(SVG, "svg");
  svg.classList.add("flows-picture");
  svg.setAttribute("role", "img");
  stage.append(canvas, svg);
  el.append(stage);
  let asked = false, borders = "";

  function shape(tag, attributes, parent = svg, text = "") {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (text) node.textContent = text;
    parent.appendChild(node);
    return node;
  }

  function ask() {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  }

  // The ground is one pixel a cell, enlarged; borders run where two neighbouring cells are of different districts.
  function readGround() {
    const width = model.get("columns"), height = model.get("rows"), codes = bytesOf(model.get("codes"));
    if (!width || !height || codes.length !== width * height) return;
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext("2d");
    const picture = context.createImageData(width, height);
    const at = (x, y) => (x < 0 || y < 0 || x >= width || y >= height ? 0 : codes[y * width + x] & (URBAN - 1));
    const path = [];
    for (let y = 0; y <= height; y++) {
      for (let x = 0; x <= width; x++) {
        if (x < width && y < height && codes[y * width + x]) {
          const o = (y * width + x) * 4;
          picture.data.set([125, 125, 118, codes[y * width + x] & URBAN ? 78 : 26], o);
        }
        if (at(x, y) !== at(x - 1, y)) path.push(`M${x} ${y}v1`);
        if (at(x, y) !== at(x, y - 1)) path.push(`M${x} ${y}h1`);
      }
    }
    context.putImageData(picture, 0, 0);
    borders = path.join("");
    ask();
  }

  function layout(width, height) {
    const columns = model.get("columns") || 1, rows = model.get("rows") || 1;
    const scale = Math.min((width - 2 * MARGIN) / columns, (height - 16) / rows);
    const left = (width - scale * columns) / 2, top = (height - scale * rows) / 2;
    const spots = model.get("spots").map((spot, k) => ({ ...spot, k }));
    for (const spot of spots) [spot.px, spot.py] = [left + scale * spot.x, top + scale * spot.y];
    for (const side of ["west", "east"]) {
      const column = spots.filter((spot) => spot.side === side).sort((p, q) => p.y - q.y);
      column.forEach((spot, i) => {
        spot.px = side === "west" ? MARGIN - 28 : width - MARGIN + 28;
        spot.py = ((i + 0.5) * height) / column.length;
      });
    }
    const [x, y] = model.get("estate");
    return { scale, left, top, spots, estate: [left + scale * x, top + scale * y] };
  }

  function draw() {
    const width = stage.clientWidth, height = stage.clientHeight;
    if (!width || !height) return;
    const { scale, left, top, spots, estate } = layout(width, height);
    const a = model.get("a"), b = model.get("b"), words = model.get("words");
    const say = (value) => value.toLocaleString(model.get("locale"));
    Object.assign(canvas.style, {
      left: `${left}px`, top: `${top}px`, width: `${scale * canvas.width}px`, height: `${scale * canvas.height}px`,
    });
    svg.replaceChildren();
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const lines = shape("g", { class: "flows-borders", transform: `translate(${left} ${top}) scale(${scale})` });
    shape("path", { d: borders, "vector-effect": "non-scaling-stroke" }, lines);
    const most = Math.max(1, ...a, ...b);
    const radius = (n) => LARGEST * Math.sqrt((n || 0) / most);
    const taken = [[estate[0], estate[1] - 9, 40]];
    const ordered = [...spots].sort((p, q) => a[q.k] + b[q.k] - a[p.k] - b[p.k]);
    for (const { k, px, py } of ordered) {
      const n = ((a[k] || 0) + (b[k] || 0)) / 2;
      if (!n) continue;
      const bend = (px + estate[0]) / 2, lift = (py + estate[1]) / 2 - Math.abs(px - estate[0]) * 0.12;
      const d = `M${estate[0]} ${estate[1]}Q${bend} ${lift} ${px} ${py}`;
      shape("path", { d, class: "flows-line", "stroke-width": Math.max(0.6, (9 * n) / most) });
    }
    for (const { k, px, py, side, name } of ordered) {
      const place = shape("g", { class: "flows-spot" });
      const told = `${name}: A ${say(a[k] || 0)}, B ${say(b[k] || 0)}`;
      shape("title", {}, place, told);
      shape("circle", { cx: px, cy: py, r: Math.max(radius(a[k]), 1.5), class: "flows-a" }, place);
      shape("circle", { cx: px, cy: py, r: Math.max(radius(b[k]), 1.5), class: "flows-b" }, place);
      if (side) {
        const x = side === "west" ? px - LARGEST - 5 : px + LARGEST + 5;
        const anchor = side === "west" ? "end" : "start";
        shape("text", { x, y: py - 1, "text-anchor": anchor, class: "flows-name" }, place, name);
        shape("text", { x, y: py + 12, "text-anchor": anchor }, place, `A ${say(a[k] || 0)} · B ${say(b[k] || 0)}`);
        continue;
      }
      if (!(a[k] || b[k])) continue;
      const reach = Math.max(radius(a[k]), radius(b[k])), half = name.length * 3.1 + 5;
      const free = (x, y) => !taken.some(([p, q, h]) => Math.abs(p - x) < h + half && Math.abs(q - y) < 25);
      const tries = [[px, py + reach + 12], [px, py - reach - 16], [px + reach + half, py], [px - reach - half, py]];
      const found = tries.find(([x, y]) => free(x, y));
      if (!found) continue; // its numbers stand in its title and in the table
      const [x, y] = found;
      taken.push([x, y, half]);
      shape("text", { x, y, "text-anchor": "middle", class: "flows-name" }, place, name);
      shape("text", { x, y: y + 12, "text-anchor": "middle" }, place, `A ${say(a[k])} · B ${say(b[k])}`);
    }
    shape("rect", { x: estate[0] - 4.5, y: estate[1] - 4.5, width: 9, height: 9, class: "flows-estate" });
    const label = { x: estate[0], y: estate[1] - 9, "text-anchor": "middle", class: "flows-name flows-home" };
    shape("text", label, svg, model.get("title"));
    svg.setAttribute("aria-label", words.describe ?? "");
  }

  model.on("change:codes", readGround);
  for (const name of ["columns", "rows"]) model.on(`change:${name}`, readGround);
  for (const name of ["spots", "estate", "a", "b", "words", "locale", "title"]) model.on(`change:${name}`, ask);
  const watch = new ResizeObserver(ask);
  watch.observe(stage);
  readGround();
  ask();
  return () => {
    watch.disconnect();
    el.replaceChildren();
  };
}

export default { render };
