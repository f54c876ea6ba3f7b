// Part of the live map: what is drawn on it, homes as tiles or units of homes as polygons, both with the same face.
const HIDDEN = 254; // not built yet
const VACANT = 255; // an empty home; of units, too few homes to say anything
const HOMES = "homes";
const AREAS = "areas";

const bytesOf = (view) => (view ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength) : new Uint8Array());
const floatsOf = (view) => new Float32Array(bytesOf(view).slice().buffer);
const intsOf = (view) => new Int32Array(bytesOf(view).slice().buffer);

function element(tag, className, parent, text) {
  const node = document.createElement(tag);
  node.className = className;
  if (text !== undefined) node.textContent = text;
  parent.appendChild(node);
  return node;
}

const NOWHERE = [Infinity, Infinity, -Infinity, -Infinity];
const reach = ([west, south, east, north], x, y) => [
  Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y),
];

// A point is inside when a ray from it crosses the ring an odd number of times.
function crosses(points, start, length, x, y) {
  let inside = false;
  for (let a = 0, b = length - 1; a < length; b = a++) {
    const ax = points[2 * (start + a)], ay = points[2 * (start + a) + 1];
    const bx = points[2 * (start + b)], by = points[2 * (start + b) + 1];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

// The last point is not joined to the first: who fills has no need of it, and joining thousands of parts of one path takes
// the browser longer with each.
function traceOpen(pen, points, start, length) {
  pen.context.moveTo(pen.px(points[2 * start]), pen.py(points[2 * start + 1]));
  for (let k = start + 1; k < start + length; k++) pen.context.lineTo(pen.px(points[2 * k]), pen.py(points[2 * k + 1]));
}

function tracePart(pen, points, start, length) {
  traceOpen(pen, points, start, length);
  pen.context.closePath();
}

// Homes: four corners each, so that thousands are drawn without a list of rings.
function homeShapes(view) {
  const tiles = floatsOf(view), count = tiles.length / 8, centres = new Float32Array(count * 2);
  let bounds = NOWHERE;
  for (let i = 0; i < count; i++) {
    for (let c = 0; c < 4; c++) {
      const x = tiles[i * 8 + c * 2], y = tiles[i * 8 + c * 2 + 1];
      centres[i * 2] += x / 4;
      centres[i * 2 + 1] += y / 4;
      bounds = reach(bounds, x, y);
    }
  }
  const near = (i, x, y) => Math.abs(centres[i * 2] - x) < 40 && Math.abs(centres[i * 2 + 1] - y) < 40;
  return {
    count,
    centres,
    bounds: count ? bounds : [0, 0, 1, 1],
    tiles,
    trace: (pen, i) => tracePart(pen, tiles, i * 4, 4),
    holds: (i, x, y) => near(i, x, y) && crosses(tiles, i * 4, 4, x, y),
  };
}

// Units: any number of rings each; the middle is that of the largest ring.
function unitShapes(pointsView, ringsView, count) {
  const points = floatsOf(pointsView), table = intsOf(ringsView), centres = new Float32Array(count * 2);
  const parts = Array.from({ length: count }, () => []), boxes = Array(count).fill(NOWHERE), widest = new Float32Array(count);
  let bounds = NOWHERE;
  for (let r = 0, start = 0; r < table.length / 2; r++) {
    const unit = table[2 * r], length = table[2 * r + 1];
    if (unit >= count) break;
    parts[unit].push([start, length]);
    let twice = 0, cx = 0, cy = 0;
    const x0 = points[2 * start], y0 = points[2 * start + 1];
    for (let k = start; k < start + length; k++) {
      const x = points[2 * k], y = points[2 * k + 1], next = k + 1 < start + length ? k + 1 : start;
      const cross = (x - x0) * (points[2 * next + 1] - y0) - (points[2 * next] - x0) * (y - y0);
      twice += cross;
      cx += (x + points[2 * next] - 2 * x0) * cross;
      cy += (y + points[2 * next + 1] - 2 * y0) * cross;
      boxes[unit] = reach(boxes[unit], x, y);
      bounds = reach(bounds, x, y);
    }
    if (Math.abs(twice) > widest[unit]) {
      widest[unit] = Math.abs(twice);
      centres[2 * unit] = x0 + cx / (3 * twice);
      centres[2 * unit + 1] = y0 + cy / (3 * twice);
    }
    start += length;
  }
  const inBox = ([west, south, east, north], x, y) => x >= west && x <= east && y >= south && y <= north;
  return {
    count,
    centres,
    boxes,
    bounds: count ? bounds : [0, 0, 1, 1],
    trace: (pen, i) => parts[i].forEach(([start, length]) => tracePart(pen, points, start, length)),
    holds: (i, x, y) =>
      inBox(boxes[i], x, y) && parts[i].reduce((odd, [start, length]) => odd !== crosses(points, start, length, x, y), false),
  };
}
