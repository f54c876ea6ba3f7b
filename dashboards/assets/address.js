// Keeps address, language, title and theme of the browser page in step with what is shown, and tells where "back" went.
function render({ model, el }) {
  el.style.display = "none";
  const here = () => location.search.replace(/^\?/, "");
  const update = () => {
    document.documentElement.lang = model.get("language");
    document.title = model.get("title");
    window.boligliv?.dress(model.get("theme"));
    const query = model.get("query");
    if (query === here()) return;
    const path = `${location.pathname}?${query}`;
    // The first address is completed in place; every choice after it is a page that "back" returns to.
    if (first) history.replaceState(history.state, "", path);
    else history.pushState(history.state, "", path);
    first = false;
  };
  let first = true;
  let times = 0;
  const back = () => {
    times += 1;
    model.set("went", [times, here()]);
    model.save_changes();
  };
  window.addEventListener("popstate", back);
  for (const name of ["query", "language", "title", "theme"]) model.on(`change:${name}`, update);
  update();
  first = false;
  return () => window.removeEventListener("popstate", back);
}

export default { render };
