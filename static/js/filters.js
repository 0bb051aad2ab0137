// The filter form sends itself: the address is the query, and the page keeps its content until new counts are here.

import { showCount } from "./table.js";

const PAGE_KEYS = ["layers"];

export class Filters {
  #form;
  #source;
  #onData;
  #current = null;
  #shown = "";

  constructor(form, source, onData) {
    this.#form = form;
    this.#source = source;
    this.#onData = onData;
    // Dates beside the timeline belong to the form without lying in it.
    document.addEventListener("change", ({ target }) => target.form === form && this.#send());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#shown = location.search;
    // Moving along the history changes the query; a link inside the page does not.
    addEventListener("popstate", () => location.search !== this.#shown && location.reload());
  }

  load() {
    const query = new URLSearchParams(location.search);
    for (const key of PAGE_KEYS) query.delete(key);
    return this.#fetch(query);
  }

  query() {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(this.#form)) if (value !== "") query.append(name, value);
    return query;
  }

  #send() {
    const query = this.query();
    const address = new URL(location.href);
    const kept = PAGE_KEYS.map((key) => [key, address.searchParams.get(key)]).filter(([, value]) => value !== null);
    address.search = new URLSearchParams([...query, ...kept]).toString();
    history.pushState(null, "", address);
    this.#shown = location.search;
    return this.#fetch(query);
  }

  async #fetch(query) {
    this.#current?.abort();
    const controller = new AbortController();
    this.#current = controller;
    document.getElementById("workspace")?.setAttribute("aria-busy", "true");
    const data = await this.#ask(query, controller.signal);
    if (this.#current !== controller) return;
    document.getElementById("workspace")?.removeAttribute("aria-busy");
    this.#sayFailed(!data);
    if (data) this.#show(data);
  }

  // No answer is said on the page alone: the browser's console notes a lost request by itself, and rightly not one
  // that was cut off because the page is left.
  async #ask(query, signal) {
    try {
      const response = await fetch(`${this.#source}?${query}`, { headers: { Accept: "application/json" }, signal });
      return response.ok ? await response.json() : null;
    } catch {
      return null;
    }
  }

  #show(data) {
    this.#showFacets(data.facets ?? {});
    this.#showChips(data.chips);
    this.#onData(data);
  }

  // Zero rows stay where they are.
  #showFacets(facets) {
    for (const pair of document.querySelectorAll("[data-facet]")) {
      const counts = facets[pair.dataset.facet]?.[pair.dataset.value] ?? [0, 0];
      showCount(pair, counts);
      pair.closest("li")?.classList.toggle("zero", counts[0] === 0);
    }
  }

  // Chips in the server's words: [{text, label, url}], url without that filter.
  #showChips(chips) {
    const list = document.querySelector("[data-chips]");
    const pattern = document.getElementById("chip-template");
    if (!list || !pattern || !chips) return;
    list.replaceChildren(
      ...chips.map(({ text, label, url }) => {
        const chip = pattern.content.firstElementChild.cloneNode(true);
        chip.querySelector("[data-text]").textContent = text;
        const link = chip.querySelector("a");
        link.setAttribute("aria-label", label);
        link.href = url;
        return chip;
      }),
    );
  }

  #sayFailed(failed) {
    const box = document.querySelector("[data-failed]");
    if (box) box.hidden = !failed;
  }
}
