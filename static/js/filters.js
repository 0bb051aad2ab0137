// The filter form sends itself: the address is the query, and the page keeps its content until new counts are here.

import { asFailure } from "./leaving.js";
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
    try {
      const headers = { Accept: "application/json" };
      const response = await fetch(`${this.#source}?${query}`, { headers, signal: controller.signal });
      if (!response.ok) throw new Error(`The server answered ${response.status}.`);
      const data = await response.json();
      this.#showFacets(data.facets ?? {});
      this.#showChips(data.chips);
      this.#onData(data);
      this.#sayFailed(false);
    } catch (error) {
      const failure = await asFailure(error);
      if (this.#current === controller && failure.name !== "AbortError") this.#fail(failure);
    } finally {
      if (this.#current === controller) document.getElementById("workspace")?.removeAttribute("aria-busy");
    }
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

  #fail(error) {
    console.error(error);
    this.#sayFailed(true);
  }

  #sayFailed(failed) {
    const box = document.querySelector("[data-failed]");
    if (box) box.hidden = !failed;
  }
}
