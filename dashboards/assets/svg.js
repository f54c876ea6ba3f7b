// What pictures drawn as SVG share: their parts, and that they are drawn anew when what they tell or their room changes.
const SPACE = "http://www.w3.org/2000/svg";

function make(tag, attributes, parent, words) {
  const node = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (words !== undefined) node.textContent = words;
  parent.appendChild(node);
  return node;
}

function picture({ model, el }, width, height) {
  return make("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": model.get("label") }, el);
}

// `draw(data)` with the drawing that the model has; gives what ends it.
function drawn({ model, el }, name, draw) {
  el.classList.add(name);
  const again = () => {
    el.replaceChildren();
    draw(model.get("drawing"));
  };
  for (const one of ["drawing", "label"]) model.on(`change:${one}`, again);
  const watch = new ResizeObserver(again);
  watch.observe(el);
  again();
  return () => {
    watch.disconnect();
    el.replaceChildren();
  };
}
