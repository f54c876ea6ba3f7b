// Part of the live map: legend and table, which say in words what the colours say.

// How a unit's value is written; `short` leaves out the unit of measure.
function valueOf(model, value, short = false) {
  const say = model.get("unit_words"), digits = say.digits ?? 0;
  if (value === undefined || Number.isNaN(value)) return "–";
  const locale = model.get("words").locale;
  const number = (value * say.factor).toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${number}${short && say.factor === 1 ? "" : say.suffix}`;
}

// What is told of one unit: its name, what its colour says, and how many homes that is of.
function unitTold(model, units, i) {
  const say = model.get("unit_words"), name = model.get("unit_names")[i] ?? "", code = units.codes[i];
  const homes = (say.homes ?? "{}").replace("{}", (units.homes[i] ?? 0).toLocaleString(model.get("words").locale));
  if (code === VACANT) return `${name}: ${homes}; ${say.few}`;
  const label = say.named ? `${model.get("unit_labels")[code]}, ` : "";
  return `${name}: ${label}${valueOf(model, units.values[i])}; ${homes}`;
}

function legendEntries(model, codes, byUnit) {
  const counts = new Array(256).fill(0);
  for (const code of codes) counts[code] += 1;
  const labels = model.get(byUnit ? "unit_labels" : "labels"), palette = model.get(byUnit ? "unit_palette" : "palette");
  const entries = labels.map((label, code) => [label, palette[code], counts[code], ""]);
  const empty = byUnit ? model.get("unit_words").few : model.get("vacant_label");
  if (counts[VACANT] || (empty && !byUnit)) entries.push([empty, "", counts[VACANT], byUnit ? "few" : "vacant"]);
  return { entries, whole: Math.max(1, codes.length - counts[HIDDEN]) };
}

function drawLegend(model, legend, canvas, codes, byUnit) {
  const say = model.get("words"), of = model.get("unit_words"), ground = model.get("ground");
  const { entries, whole } = legendEntries(model, codes, byUnit);
  const title = byUnit ? of.title : model.get("legend_title");
  legend.replaceChildren();
  element("div", "map-legend-title", legend, title);
  const list = element("ul", "map-legend-list", legend);
  for (const [label, tint, number, style] of entries) {
    const item = element("li", "", list);
    const swatch = element("span", `swatch ${style}`, item);
    if (tint) swatch.style.background = tint;
    element("span", "", item, label);
    const share = ((100 * number) / whole).toLocaleString(say.locale, { maximumFractionDigits: 1 });
    const count = number.toLocaleString(say.locale);
    element("span", "map-legend-count", item, byUnit ? `(${count})` : `${count} (${share} %)`);
  }
  const deeper = ground.deeper > 1 && (!byUnit || of.deep) ? say.deeper.replace("{}", ground.deeper.toLocaleString(say.locale)) : "";
  const notes = byUnit ? [deeper, of.note] : [say.tiles, deeper, ground.schematic === false ? "" : say.schematic, say.synthetic];
  element("div", "map-legend-note", legend, notes.filter(Boolean).join(" "));
  const told = entries.map(([label, , n]) => `${label}: ${n}`).join("; ");
  canvas.setAttribute("aria-label", `${byUnit ? of.describe : say.describe} ${title}. ${told}`);
}

// Every number of the map: of homes, which are many, how many there are in each class.
function drawTable(model, table, codes, units, byUnit) {
  const say = model.get("words"), of = model.get("unit_words"), write = (n) => n.toLocaleString(say.locale);
  let head, rows;
  if (byUnit) {
    head = of.columns;
    rows = model.get("unit_names").flatMap((name, i) => {
      if (codes[i] === HIDDEN) return [];
      const label = codes[i] === VACANT ? of.few : model.get("unit_labels")[codes[i]];
      return [[name, codes[i] === VACANT ? "–" : valueOf(model, units.values[i]), label, write(units.homes[i] ?? 0)]];
    });
  } else {
    const { entries, whole } = legendEntries(model, codes, false);
    head = say.columns ?? [];
    rows = entries.map(([label, , n]) => [label, write(n), `${((100 * n) / whole).toLocaleString(say.locale, { maximumFractionDigits: 1 })} %`]);
  }
  table.replaceChildren();
  element("caption", "", table, `${byUnit ? of.title : model.get("legend_title")}, ${model.get("month")}`);
  const top = element("tr", "", element("thead", "", table));
  for (const words of head) element("th", "", top, words).scope = "col";
  const body = element("tbody", "", table);
  for (const cells of rows) {
    const row = element("tr", "", body);
    cells.forEach((cell, k) => {
      const node = element(k ? "td" : "th", "", row, cell);
      if (!k) node.scope = "row";
    });
  }
}
