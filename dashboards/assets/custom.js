// What the library's page template lacks: a language from the start, and zooming with two fingers.
document.documentElement.lang = new URLSearchParams(location.search).get("lang") === "da" ? "da" : "en";
document.querySelector("meta[name=viewport]")?.setAttribute("content", "width=device-width, initial-scale=1");
