// Large type and theme, kept in this browser. Loaded in the head, before the first paint, so that nothing flickers.
// Without this file the theme follows the system and the buttons stay hidden.
(() => {
  const root = document.documentElement;
  const NAMES = ["type", "theme"];

  const stored = (name) => {
    try {
      return localStorage.getItem(`display.${name}`);
    } catch {
      return null; // storage switched off: the choice lasts as long as the page
    }
  };

  const keep = (name, value) => {
    try {
      localStorage.setItem(`display.${name}`, value);
    } catch {
      // see above
    }
  };

  const systemIsDark = () => window.matchMedia("(prefers-color-scheme: dark)").matches;
  const isOn = (button) => {
    const chosen = root.dataset[button.dataset.displayToggle];
    if (chosen) return chosen === button.dataset.displayOn;
    return button.dataset.displayToggle === "theme" && systemIsDark();
  };

  const show = () => {
    for (const group of document.querySelectorAll("[data-display]")) group.hidden = false;
    for (const button of document.querySelectorAll("[data-display-toggle]")) {
      button.setAttribute("aria-pressed", String(isOn(button)));
    }
  };

  const toggle = (event) => {
    const button = event.target.closest("[data-display-toggle]");
    if (!button) return;
    const value = isOn(button) ? button.dataset.displayOff : button.dataset.displayOn;
    root.dataset[button.dataset.displayToggle] = value;
    keep(button.dataset.displayToggle, value);
    show();
  };

  for (const name of NAMES) {
    const value = stored(name);
    if (value) root.dataset[name] = value;
  }
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("click", toggle);
})();
