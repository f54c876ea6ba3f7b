// A household and whom it knows: a sector for each layer, the estate's border a dashed circle. No library.

function render(view) {
  const { el } = view;

  function draw(data) {
    const width = Math.min(el.clientWidth, 620);
    if (!data.members || !width) return;
    const size = Math.min(width - 120, 400), radius = size / 2, border = radius * 0.66;
    const height = size + 56, cx = width / 2, cy = height / 2;
    const svg = picture(view, width, height);
    const n = data.sectors.length, turn = (2 * Math.PI) / n;
    const at = (angle, r) => [cx + r * Math.sin(angle), cy - r * Math.cos(angle)];
    make("circle", { class: "ego-ground", cx, cy, r: radius }, svg);
    make("circle", { class: "ego-border", cx, cy, r: border }, svg);
    make("text", { class: "ego-side", x: cx, y: cy + border - 6, "text-anchor": "middle" }, svg, data.words.near);
    make("text", { class: "ego-side", x: cx, y: cy + border + 13, "text-anchor": "middle" }, svg, data.words.far);
    data.sectors.forEach((title, k) => {
      const [x1, y1] = at(k * turn - turn / 2, 34), [x2, y2] = at(k * turn - turn / 2, radius);
      make("line", { class: "ego-sector", x1, y1, x2, y2 }, svg);
      const [x, y] = at(k * turn, radius + 9);
      const anchor = Math.abs(x - cx) < 20 ? "middle" : x > cx ? "start" : "end";
      const said = make("text", { class: "ego-title", "text-anchor": anchor }, svg);
      const lines = title.split("\n");
      lines.forEach((line, i) => make("tspan", { x, y: (y < cy ? y - 13 * (lines.length - 1) : y + 8) + 13 * i }, said, line));
    });
    const people = data.members.map((_, i) => {
      const many = data.members.length;
      return many === 1 ? [cx, cy] : at((i / many) * 2 * Math.PI, 13 + many * 1.6);
    });
    const ties = make("g", {}, svg), nodes = make("g", {}, svg);
    for (let k = 0; k < n; k += 1) {
      for (const bridging of [false, true]) {
        const group = data.others.filter((one) => one.sector === k && one.bridging === bridging);
        const [low, high] = bridging ? [border + 16, radius - 8] : [Math.max(52, radius * 0.3), border - 14];
        const rings = Math.max(1, Math.ceil((group.length * 13) / Math.max(1, turn * ((low + high) / 2) - 16)));
        group.forEach((one, i) => {
          const angle = k * turn + turn * 0.86 * ((i + 0.5) / group.length - 0.5);
          const r = rings === 1 ? (low + high) / 2 : low + ((high - low) * (i % rings)) / (rings - 1);
          const [x, y] = at(angle, r);
          for (const [member, strength] of one.ties)
            make("line", {
              class: bridging ? "ego-tie ego-bridge" : "ego-tie",
              x1: people[member][0], y1: people[member][1], x2: x, y2: y, "stroke-width": 0.6 + strength / 70,
            }, ties);
          const node = make("g", { class: bridging ? "ego-other ego-far" : "ego-other" }, nodes);
          make("title", {}, node, one.text);
          if (bridging) make("rect", { x: x - 5, y: y - 5, width: 10, height: 10, transform: `rotate(45 ${x} ${y})` }, node);
          else make("circle", { cx: x, cy: y, r: 5 }, node);
        });
      }
    }
    data.members.forEach((words, i) => {
      const node = make("g", { class: "ego-member" }, nodes);
      make("title", {}, node, words.text);
      make("circle", { cx: people[i][0], cy: people[i][1], r: 9 }, node);
      make("text", { x: people[i][0], y: people[i][1] + 4, "text-anchor": "middle" }, node, words.age);
    });
  }

  return drawn(view, "ego", draw);
}

export default { render };
