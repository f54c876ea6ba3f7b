// A life along the catalogue's timeline: lanes of bars and marks over age. No library, nothing loaded by URL.
const LEFT = 92, RIGHT = 10, THEME = 14, ROW = 24, AXIS = 18;

function render(view) {
  const { el } = view;
  const measure = document.createElement("canvas").getContext("2d");
  const widthOf = (words, font) => {
    measure.font = font;
    return measure.measureText(words).width;
  };
  const cut = (words, room, font) => {
    if (widthOf(words, font) <= room) return words;
    let n = words.length;
    while (n > 2 && widthOf(`${words.slice(0, n)}…`, font) > room) n -= 1;
    return n > 2 ? `${words.slice(0, n)}…` : "";
  };

  function draw(data) {
    const width = el.clientWidth;
    if (!data.lanes || !width) return;
    const heights = data.lanes.map((lane) => (lane.bars[0]?.kind === "theme" ? THEME : ROW));
    const height = AXIS + heights.reduce((sum, h) => sum + h, 0) + 4;
    const svg = picture(view, width, height);
    const inner = width - LEFT - RIGHT;
    const x = (age) => LEFT + ((Math.min(Math.max(age, data.from), data.to) - data.from) / (data.to - data.from)) * inner;
    if (data.known > data.from)
      make("rect", { class: "life-before", x: LEFT, y: AXIS, width: x(data.known) - LEFT, height: height - AXIS }, svg);
    for (let year = 0; year * 12 <= data.to; year += 1) {
      const big = [0, 3, 6, 10, 13, 16, 18, 21, 25].includes(year) || (year > 25 && year % 5 === 0);
      if (!big) continue;
      make("line", { class: "life-grid", x1: x(year * 12), x2: x(year * 12), y1: AXIS - 3, y2: height }, svg);
      make("text", { class: "life-tick", x: x(year * 12), y: 11, "text-anchor": "middle" }, svg, String(year));
    }
    make("text", { class: "life-tick", x: LEFT - 14, y: 11, "text-anchor": "end" }, svg, data.words.age);
    let y = AXIS;
    data.lanes.forEach((lane, k) => {
      if (lane.title) make("text", { class: "life-title", x: 2, y: y + 16 }, svg, lane.title);
      for (const bar of lane.bars) {
        const x1 = x(bar.from), room = Math.max(2, x(bar.to) - x1);
        const group = make("g", { class: `life-bar life-${bar.kind}` }, svg);
        make("title", {}, group, bar.when ? `${bar.text} (${bar.when})` : bar.text);
        make("rect", { x: x1, y: y + 2, width: Math.max(2, room - 1), height: heights[k] - 4, rx: 2 }, group);
        const font = bar.kind === "theme" ? "10px Roboto" : "11px Roboto";
        make("text", { x: x1 + 4, y: y + heights[k] / 2 + 4 }, group, cut(bar.text, room - 8, font));
      }
      let taken = -1;
      lane.marks.forEach((mark, i) => {
        const at = x(mark.at), middle = y + ROW / 2;
        const group = make("g", { class: `life-mark life-${mark.kind}` }, svg);
        make("title", {}, group, `${mark.text}: ${mark.when}`);
        if (mark.kind === "ties") {
          if (at - 11 < taken) return;
          make("text", { x: at, y: middle + 4, "text-anchor": "middle" }, group, mark.text);
          taken = at + widthOf(mark.text, "11px Roboto");
          return;
        }
        const shift = i && Math.abs(lane.marks[i - 1].at - mark.at) < 2 ? 13 : 0;
        const sign = mark.kind === "yes" ? "✓" : "✗";
        if (mark.kind === "yes") make("circle", { cx: at + shift, cy: middle, r: 7.5 }, group);
        else make("rect", { x: at + shift - 7, y: middle - 7, width: 14, height: 14 }, group);
        make("text", { x: at + shift, y: middle + 4, "text-anchor": "middle" }, group, sign);
        const next = lane.marks[i + 1] ? x(lane.marks[i + 1].at) - 10 : width;
        const said = cut(mark.text, next - at - shift - 14, "11px Roboto");
        if (said) make("text", { class: "life-said", x: at + shift + 11, y: middle + 4 }, group, said);
      });
      y += heights[k];
      if (lane.title || lane.bars[0]?.kind !== "theme") make("line", { class: "life-rule", x1: 0, x2: width, y1: y, y2: y }, svg);
    });
    make("line", { class: "life-now", x1: x(data.now), x2: x(data.now), y1: AXIS - 3, y2: height }, svg);
  }

  return drawn(view, "life", draw);
}

export default { render };
