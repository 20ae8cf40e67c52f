"use strict";
// Shows the findings that the chosen filters name. Without this script the page shows all of them.
const form = document.querySelector(".filters");
const cards = [...document.querySelectorAll(".card")];
const places = [...document.querySelectorAll("main > section.findings")];
const told = form.querySelector("output");
function apply() {
  const wanted = Object.fromEntries(["verdict", "state", "subject", "source"].map((name) => [name, form.elements[name].value]));
  let shown = 0;
  for (const card of cards) {
    const fits =
      (!wanted.verdict || card.dataset.verdict === wanted.verdict) &&
      (!wanted.state || card.dataset.state === wanted.state) &&
      (!wanted.subject || card.dataset.subject === wanted.subject) &&
      (!wanted.source || card.dataset.sources.split(" ").includes(wanted.source));
    card.hidden = !fits;
    shown += fits;
  }
  const all = shown === cards.length;
  for (const place of places) {
    place.hidden = !all && !place.querySelector(".card:not([hidden])");
  }
  told.textContent = all ? `All ${cards.length} findings are shown.` : `${shown} of ${cards.length} findings are shown.`;
  form.elements.clear.hidden = all;
}
form.addEventListener("change", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(apply));
// Words that a link leads to: opened if folded away, shown if filtered out, and marked in full where they are a quote.
function arrive() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  document.querySelectorAll("mark.now").forEach((one) => one.classList.remove("now"));
  if (!target) return;
  if (target.closest("[hidden]")) {
    form.reset();
    apply();
  }
  for (let one = target.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
  const quote = /^q\d+-(\d+)$/.exec(target.id);
  if (quote) target.closest(".words").querySelectorAll(`mark[data-q~="${quote[1]}"]`).forEach((one) => one.classList.add("now"));
  target.scrollIntoView();
}
window.addEventListener("hashchange", arrive);
// On paper nothing can be unfolded. Tables that say what a drawing shows and the texts of the sources stay as they are.
const unfolded = [];
window.addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll("details.paper:not([open])")) {
    one.open = true;
    unfolded.push(one);
  }
});
window.addEventListener("afterprint", () => {
  while (unfolded.length) unfolded.pop().open = false;
});
form.hidden = false;
apply();
if (location.hash) arrive();
