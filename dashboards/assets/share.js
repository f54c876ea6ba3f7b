// Copies, saves and opens: everything is made on the page's own server and handed over the page's own line.
const MOST_BYTES = 64 * 1024;

function element(tag, className, parent, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  parent.appendChild(node);
  return node;
}

function save(blob, name) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  document.body.appendChild(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
}

function drawn(svg, name) {
  const picture = new Image();
  picture.onload = () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width * 2, picture.height * 2];
    const context = canvas.getContext("2d");
    context.scale(2, 2);
    context.drawImage(picture, 0, 0);
    canvas.toBlob((blob) => save(blob, name), "image/png");
  };
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

function printed(html) {
  document.querySelector(".share-paper")?.remove();
  const frame = element("iframe", "share-paper", document.body);
  frame.title = "print";
  frame.onload = () => frame.contentWindow.print();
  frame.srcdoc = html;
}

async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    field.select(); // on a room's network without https the clipboard is only reached like this
    document.execCommand("copy");
  }
}

function render({ model, el }) {
  el.classList.add("share");
  const say = (key) => model.get("words")[key] ?? key;
  const status = element("p", "share-said", el);
  status.setAttribute("role", "status");
  const body = element("div", "share-body", el);
  const address = () => `${location.origin}${location.pathname}`;

  const button = (parent, words, name, act) => {
    const node = element("button", `share-button share-${name}`, parent, words);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  };
  const wish = (name) => {
    status.textContent = say("working");
    model.send({ want: name, address: address() });
  };

  function copyable({ name, label, text, file }) {
    const block = element("div", `share-text share-text-${name}`, body);
    const field = document.createElement(text.includes("\n") || text.length > 300 ? "textarea" : "input");
    field.id = `share-${name}`;
    field.readOnly = true;
    field.value = text;
    field.spellcheck = false;
    if (field.tagName === "TEXTAREA") field.rows = Math.min(9, text.split("\n").length + 1);
    const title = element("label", "", block, label);
    title.htmlFor = field.id;
    block.appendChild(field);
    const row = element("div", "share-row", block);
    const words = button(row, say("copy"), "copy", async () => {
      await copied(field);
      words.textContent = say("copied");
      setTimeout(() => (words.textContent = say("copy")), 2000);
    });
    words.setAttribute("aria-label", `${say("copy")}: ${label}`);
    if (file)
      button(row, say("download"), "download", () => save(new Blob([text], { type: "application/toml" }), file)).setAttribute(
        "aria-label",
        `${say("download")}: ${label}`,
      );
  }

  function draw() {
    body.replaceChildren();
    element("h2", "", body, say("scenario"));
    copyable({ name: "link", label: say("link"), text: `${address()}?${model.get("query")}`, file: "" });
    for (const part of model.get("parts")) copyable(part);

    const opening = element("div", "share-open", body);
    const label = element("label", "", opening, say("open"));
    label.htmlFor = "share-file";
    const field = element("input", "", opening);
    field.type = "file";
    field.id = "share-file";
    field.accept = ".toml,text/plain,application/toml";
    const row = element("label", "share-check", opening);
    const second = element("input", "", row);
    second.type = "checkbox";
    row.append(say("open_as_b"));
    element("p", "note", opening, say("open_note"));
    field.addEventListener("change", async () => {
      const [file] = field.files;
      if (!file) return;
      const [large, name] = [file.size > MOST_BYTES, file.name];
      const content = large ? new ArrayBuffer(MOST_BYTES + 1) : await file.arrayBuffer();
      field.value = "";
      model.send({ open: name, second: second.checked }, undefined, [content]);
    });

    for (const [name, note, wishes] of [
      ["data", say("data_note"), [["csv", "CSV"], ["parquet", "Parquet"]]],
      ["pictures", "", [["map-png", `${say("map")}, PNG`], ["map-svg", `${say("map")}, SVG`], ["curves-png", `${say("curves")}, PNG`], ["curves-svg", `${say("curves")}, SVG`]]],
      ["report", say("report_note"), [["html", `${say("download")} (HTML)`], ["print", say("print")]]],
    ]) {
      const part = element("section", `share-part share-part-${name}`, body);
      element("h2", "", part, say(name));
      if (note) element("p", "note", part, note);
      const row = element("div", "share-row", part);
      for (const [key, words] of wishes) button(row, words, key, () => wish(key));
    }
  }

  const said = () => (status.textContent = model.get("said"));
  const given = ({ how, name }, buffers) => {
    status.textContent = model.get("said");
    const text = () => new TextDecoder().decode(buffers[0]);
    if (how === "png") drawn(text(), name);
    else if (how === "print") printed(text());
    else save(new Blob([buffers[0]]), name);
  };
  for (const name of ["parts", "query", "words"]) model.on(`change:${name}`, draw);
  model.on("change:said", said);
  model.on("msg:custom", given);
  draw();
  said();
  return () => {
    document.querySelector(".share-paper")?.remove();
    el.replaceChildren();
  };
}

export default { render };
