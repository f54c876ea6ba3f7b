// What the library's page template lacks: a language from the start, and zooming with two fingers.
document.documentElement.lang = new URLSearchParams(location.search).get("lang") === "da" ? "da" : "en";
document.querySelector("meta[name=viewport]")?.setAttribute("content", "width=device-width, initial-scale=1");

// Light or dark: as the link says, else as the system does. Runs before the page is built, so that it never flashes.
{
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    const dark = window.boligliv.theme === "system" ? system.matches : window.boligliv.theme === "dark";
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    // The library's own buttons and fields: it reads the first, and holds the second once it has begun.
    if (window.theme) window.theme.variant = dark ? "dark" : "light";
    if (window.app?.$vuetify) window.app.$vuetify.theme.dark = dark;
  };
  window.boligliv = {
    theme: "system",
    // A line's colour as it can be seen on this page: in the dark it is made lighter until it stands out.
    seen: (colour) => {
      if (document.documentElement.dataset.theme !== "dark" || !/^#[0-9a-f]{6}$/i.test(colour)) return colour;
      let parts = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16) / 255);
      const light = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
      const bright = () => 0.2126 * light(parts[0]) + 0.7152 * light(parts[1]) + 0.0722 * light(parts[2]);
      while (bright() < 0.24) parts = parts.map((c) => c + (1 - c) * 0.06);
      return `rgb(${parts.map((c) => Math.round(c * 255)).join(", ")})`;
    },
    dress: (theme) => {
      window.boligliv.theme = theme;
      show();
    },
  };
  const asked = new URLSearchParams(location.search).get("theme");
  window.boligliv.dress(["light", "dark"].includes(asked) ? asked : "system");
  system.addEventListener("change", show);
}

// The scripts of the page's widgets come together and once (scripts.py); every widget waits for its own.
{
  const asked = {};
  const wanted = (name) => {
    if (!asked[name]) {
      asked[name] = {};
      asked[name].script = new Promise((come) => (asked[name].come = come));
    }
    return asked[name];
  };
  window.boligliv.script = (name) => wanted(name).script;
  // The library keeps every view that was removed, by a listener on its model and by the view of its layout: both go.
  const forgetViews = ({ WidgetView }) => {
    const { initialize, handle_message: hears } = WidgetView.prototype;
    if (!hears || initialize.forgets) return;
    WidgetView.prototype.initialize = function (...given) {
      const hear = this.handle_message.bind(this);
      this.handle_message = { bind: () => hear };
      initialize.apply(this, given);
      delete this.handle_message;
      this.once("remove", () => {
        this.model.off("msg:custom", hear);
        for (const dress of [this.layoutPromise, this.stylePromise]) dress?.then((view) => view?.remove());
      });
    };
    WidgetView.prototype.initialize.forgets = true;
  };
  window.boligliv.bring = (texts) => {
    window.requirejs(["@jupyter-widgets/base"], forgetViews);
    for (const [name, text] of Object.entries(texts)) {
      const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
      wanted(name).come(import(url).then((script) => script.default));
    }
  };
}

// The library's own line of progress at the top has no name and says nothing that the status line does not.
{
  const mend = () => {
    for (const bar of document.querySelectorAll(".v-progress-linear:not([aria-label], [aria-hidden])")) bar.setAttribute("aria-hidden", "true");
  };
  new MutationObserver(mend).observe(document.documentElement, { subtree: true, childList: true });
}
