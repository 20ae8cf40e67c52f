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
window.addEventListener("hashchange", () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target && target.closest("[hidden]")) form.reset();
});
window.addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => (one.open = true)));
form.hidden = false;
apply();
