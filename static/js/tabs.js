// Links to panels become tabs; without script they stay links to parts of one page.

export class Tabs {
  #tabs;

  constructor(list) {
    this.#tabs = [...list.querySelectorAll('a[href^="#"]')];
    list.setAttribute("role", "tablist");
    for (const tab of this.#tabs) this.#prepare(tab);
    list.addEventListener("keydown", (event) => this.#move(event));
    this.open(this.#tabs.find((tab) => tab.hasAttribute("data-open")) ?? this.#tabs[0]);
  }

  #prepare(tab) {
    const panel = panelOf(tab);
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    tab.id ||= `tab-${panel.id}`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    panel.tabIndex = 0;
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      this.open(tab);
    });
  }

  openPanel(id) {
    this.open(this.#tabs.find((tab) => panelOf(tab).id === id));
  }

  open(chosen) {
    if (!chosen) return;
    for (const tab of this.#tabs) {
      const open = tab === chosen;
      tab.setAttribute("aria-selected", open);
      tab.tabIndex = open ? 0 : -1;
      panelOf(tab).hidden = !open;
    }
  }

  #move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const edge = { Home: 0, End: this.#tabs.length - 1 }[event.key];
    if (step === undefined && edge === undefined) return;
    event.preventDefault();
    const now = this.#tabs.indexOf(document.activeElement);
    const next = this.#tabs[edge ?? (now + step + this.#tabs.length) % this.#tabs.length];
    next.focus();
    this.open(next);
  }
}

function panelOf(tab) {
  return document.getElementById(tab.hash.slice(1));
}
