// The phone card: six questions, kept as they are answered, sent once.
import { When, now, tune } from "./clock.js";
import { fill, isTouched, pageName, read } from "./content.js";
import * as device from "./device.js";
import { addressOf, call } from "./link.js";
import * as panels from "./panels.js";
import { Place } from "./place.js";
import { Questions } from "./questions.js";
import { find, say, setup } from "./setup.js";
import { Sites } from "./sites.js";

const PAUSE = 700;
const RETRY = 5_000;

class Card {
  constructor(form) {
    this.form = form;
    this.sites = new Sites(() => this.changed(), () => form.elements.when.value === "unknown" ? now().on : form.elements.on.value || now().on);
    this.when = new When(form, () => this.changed());
    this.place = new Place(form, { changed: () => this.changed(), sites: this.sites });
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => (event.preventDefault(), this.submit(event.submitter)));
    this.questions = new Questions({ answered: () => this.answered(), same: (href) => this.isTheSame(href) });
    for (const moment of ["online", "focus"]) addEventListener(moment, () => this.retry());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.flush() : this.retry()));
    addEventListener("pagehide", () => this.flush());
    addEventListener("beforeunload", (event) => (this.isUnsent() || (this.isDirty && !this.isKeptHere)) && event.preventDefault());
    setInterval(() => this.retry(), RETRY);
  }

  async open() {
    device.sweep();
    const kept = setup.content.corrects || Object.keys(setup.content).length ? null : await device.recall(setup.key);
    this.begin(kept?.card || setup.key || crypto.randomUUID(), kept?.content ?? setup.content, setup.seen);
    // A sealed copy goes on as the page that wrote it: the server knows its last words by that name.
    if (kept?.content.page) Object.assign(this, { page: kept.content.page, turn: Number(kept.content.turn) || 0 });
    if (kept) this.changed();
  }

  begin(key, content, seen = "") {
    Object.assign(this, { key, seen, page: pageName(), turn: 0, attempts: [], isDirty: false, isSending: false, wants: null, isForAnother: false, saved: "", leftOut: "", isHeld: false, isKeptHere: false });
    this.fixed = content.corrects ? { corrects: content.corrects, version: content.version } : {};
    this.when.start();
    fill(this.form, { unit: setup.unit, ...content });
    this.sites.restore(content.site ?? (setup.site || ""));
    this.when.show();
    this.place.begin();
    this.questions.begin(content.confirmed);
    panels.problems(this.form, {});
  }

  content() {
    return read(this.form, { ...this.fixed, confirmed: this.questions.confirmed });
  }

  // What is typed, and where it comes from: words that another page wrote are never written over.
  spoken() {
    this.turn += 1;
    return { ...this.content(), page: this.page, turn: String(this.turn) };
  }

  isUnsent() {
    return this.isSending || Boolean(this.wants);
  }

  changed() {
    this.sites.lookAtDay();
    const content = this.content();
    if (!isTouched(content) && !this.saved) return;
    this.isDirty = true;
    this.isHeld = false;
    panels.done("");
    device.keep(this.key, { ...content, page: this.page, turn: String(this.turn) }).then((isKept) => (this.isKeptHere = isKept));
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.save(), PAUSE);
  }

  retry() {
    if (this.wants) this.send();
    else if (this.isDirty) this.save();
  }

  // A page that is being left says its last word without waiting for the answer.
  flush() {
    if (!(this.isDirty || this.isSaving) || this.isSending) return;
    this.isDirty = false;
    const key = this.key;
    call(addressOf.draft(key), "PUT", this.spoken(), { keepalive: true, seen: this.seen }).then((answer) => {
      if (key !== this.key) return;
      if (answer.kind === "ok") this.seen = answer.data.seen;
      else this.isDirty = true;
    });
  }

  async save() {
    if (this.isSaving || this.isSending) return;
    this.isSaving = true;
    this.isDirty = false;
    const key = this.key;
    const spoken = this.content();
    const answer = await call(addressOf.draft(key), "PUT", this.spoken(), { seen: this.seen });
    this.isSaving = false;
    if (key !== this.key || this.isSending) return;
    if (answer.kind === "ok") return this.wasSaved(answer.data);
    if (answer.data?.number) return this.wasSent(answer.data, "sent_elsewhere", spoken);
    if (answer.data?.changed_elsewhere) return this.goOn("kept_apart");
    if (answer.kind !== "refused") this.isDirty = true;
    this.fail(answer, "not_saved");
  }

  // What stands here goes on as a draft of its own, under words that say why.
  goOn(sentence, values = {}) {
    device.forget(this.key);
    Object.assign(this, { key: crypto.randomUUID(), seen: "", wants: null, attempts: [], isHeld: true, isDirty: true, saved: this.saved || "-" });
    if (values.number) this.fixed = {};
    panels.status(say(sentence, values));
    this.save();
  }

  wasSaved({ seen, now: moment, saved_at: time, left_out: leftOut, near, ...place }) {
    Object.assign(this, { saved: time, seen, isKeptHere: false });
    tune(moment);
    this.remember();
    panels.signIn(false);
    const sentence = Object.keys(leftOut).length ? "saved_but" : device.isAllowed ? "saved_here" : "saved";
    if (!this.isHeld) panels.status(say(sentence, { time }));
    this.mark(leftOut);
    this.place.echo(place);
    this.questions.ask("near", near, { isLoud: false });
  }

  // What a sending found wrong stays marked while the same card is only saved.
  mark(leftOut) {
    const names = Object.keys(leftOut).join();
    if (names !== this.leftOut) panels.problems(this.form, leftOut, { isLoud: false });
    this.leftOut = names;
  }

  // The address names the draft, so that a reload or another language opens it again.
  remember() {
    const address = `${setup.card}?draft=${this.key}`;
    history.replaceState(null, "", address);
    for (const field of document.querySelectorAll("input[name=next]")) field.value = address;
  }

  submit(button) {
    this.isForAnother = Boolean(button?.hasAttribute("data-another"));
    this.answered();
  }

  // Pressed while a sending is on its way, it is heard when that one's answer is there.
  answered() {
    this.wants = { another: this.isForAnother };
    this.send();
  }

  async send() {
    if (this.isSending) return;
    this.isSending = true;
    clearTimeout(this.pause);
    this.busy(true);
    if (!find("[data-status]").textContent.startsWith(say("not_sent"))) panels.status(say("sending"));
    const { key } = this;
    const spoken = this.content();
    this.attempts.push(told(spoken));
    const answer = await call(addressOf.send(key), "POST", this.spoken(), { keepalive: true, seen: this.seen });
    this.isSending = false;
    this.busy(false);
    if (key !== this.key) return;
    if (answer.kind === "ok") return this.wasSent(answer.data, "sent", spoken);
    this.isDirty = true;
    if (answer.data?.changed_elsewhere) return this.goOn("kept_apart");
    if (answer.kind === "refused") return this.wasRefused(answer.data, spoken);
    this.fail(answer, "not_sent");
  }

  busy(isBusy) {
    for (const button of document.querySelectorAll("[data-send]")) button.toggleAttribute("aria-disabled", isBusy);
  }

  // Words typed while the sending was on its way, or on a page that did not send, are not in what was filed.
  isAllSent(isWhole, spoken) {
    const here = told(this.content());
    const onlyThis = this.attempts.length > 1 && this.attempts.every((attempt) => attempt === here);
    return (isWhole && told(spoken) === here) || onlyThis;
  }

  wasSent({ number, sent_at: time, is_whole: isWhole }, sentence, spoken) {
    if (!this.isAllSent(isWhole, spoken)) return this.goOn("sent_before", { time, number });
    const another = this.wants?.another;
    device.forget(this.key);
    const words = say(sentence, { time, number });
    setup.unit = this.form.elements.unit.value;
    setup.site = this.sites.chosen;
    if (this.sites.chosen) setup.recent = [this.sites.chosen, ...setup.recent.filter((code) => code !== this.sites.chosen)];
    this.form.reset();
    history.replaceState(null, "", setup.card);
    this.begin(crypto.randomUUID(), {});
    panels.signIn(false);
    panels.status(words);
    this.form.hidden = !another;
    if (another) find("#main").focus();
    else panels.done(words);
    scrollTo({ top: 0 });
  }

  wasRefused({ problems = {}, doubts = [], near = [] }, { confirmed }) {
    if (this.questions.isAnsweredSince(confirmed, { doubts, near })) return this.send();
    Object.assign(this, { wants: null, isHeld: true });
    panels.problems(this.form, problems);
    this.questions.ask("near", near, { isLoud: true });
    this.questions.ask("doubts", doubts, { isLoud: true });
    panels.status(say(Object.keys(problems).length ? "refused" : "check"));
    this.save();
  }

  fail({ kind, data }, offline) {
    const time = `${now().at}`;
    panels.signIn(kind === "signed_out" || kind === "other_person");
    if (kind === "refused") panels.problems(this.form, data.problems ?? {}, { isLoud: false });
    if (kind === "offline") panels.status(this.wants || !this.isKeptHere ? say(offline) : say("kept_here", { time }));
    else panels.status(say(kind));
  }

  async isTheSame(href) {
    const answer = await call(addressOf.draft(this.key), "DELETE");
    if (answer.kind !== "ok") return this.fail(answer, "not_saved");
    device.forget(this.key);
    Object.assign(this, { key: crypto.randomUUID(), isDirty: false, wants: null });
    location.assign(href);
  }
}

// What counts as a change of the card; answers to questions do not.
function told({ confirmed, ...content }) {
  return JSON.stringify(content);
}

new Card(find("[data-card]")).open();
