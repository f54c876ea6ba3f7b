// Keeps address, language and title of the browser page in step with what is shown.
function render({ model, el }) {
  el.style.display = "none";
  const update = () => {
    document.documentElement.lang = model.get("language");
    document.title = model.get("title");
    history.replaceState(history.state, "", `${location.pathname}?${model.get("query")}`);
  };
  for (const name of ["query", "language", "title"]) model.on(`change:${name}`, update);
  update();
}

export default { render };
