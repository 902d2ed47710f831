// Times that pass: what is left of a promise, how long ago something was, how long a timer runs. Once a minute, as
// plain text. Only the crossing into «at risk» or «missed» is announced, politely and once.

const words = document.getElementById("announcer").dataset;
const seen = new WeakMap(); // element → the browser's clock when it came; the server's clock is what counts

function nowOf(element, asOf) {
  return asOf + Math.floor((Date.now() - seen.get(element)) / 1000);
}

function length(seconds, withDays) {
  const days = withDays ? Math.floor(seconds / 86400) : 0;
  const hours = Math.floor((seconds - days * 86400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const parts = [];
  if (days) parts.push(words.wordDays.replace("{count}", days));
  if (hours) parts.push(words.wordHours.replace("{count}", hours));
  if (!days && (minutes || !hours)) parts.push(words.wordMinutes.replace("{count}", minutes));
  return parts.join(" ");
}

// Open time passes until the hours end, and stands still until the last stretch before the due moment.
function left(promise, now) {
  const asOf = Number(promise.dataset.asOf);
  const counts = Math.min(now, Number(promise.dataset.countsUntil || asOf));
  return Math.min(Number(promise.dataset.countdown) - Math.max(0, counts - asOf), Number(promise.dataset.dueAt) - now);
}

function turn(promise, tone, icon, word) {
  promise.classList.remove("tone-ok", "tone-soon", "tone-late");
  promise.classList.add(`tone-${tone}`);
  const use = promise.querySelector(".icon use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${icon}`));
  promise.querySelector("[data-part=state]").textContent = word;
}

function miss(promise, by) {
  turn(promise, "late", "x-octagon-fill", words.wordMissedState);
  promise.querySelector("[data-part=lead]").textContent = words.wordMissedBy.replace("{length}", length(by));
  promise.querySelector(".promise-rest")?.remove();
  promise.querySelector(".bar-used")?.setAttribute("width", "100");
}

function tell(promise, crossing, said) {
  if (!promise.dataset.ticket || promise.dataset.told === crossing) return;
  promise.dataset.told = crossing;
  said.push(words[crossing].replace("{ticket}", promise.dataset.ticket));
}

function countDown(promise, said) {
  const now = nowOf(promise, Number(promise.dataset.asOf));
  const rest = left(promise, now);
  if (rest < 0) {
    miss(promise, -rest);
    tell(promise, "wordMissed", said);
    return;
  }
  promise.querySelector("[data-part=left]").textContent = words.wordLeft.replace("{length}", length(rest));
  if (promise.classList.contains("tone-ok") && now >= Number(promise.dataset.atRiskAt || Infinity)) {
    turn(promise, "soon", "hourglass-split", words.wordAtRiskState);
    tell(promise, "wordAtRisk", said);
  }
}

function sayHowFar(element) {
  const at = Number(element.dataset.relative);
  const now = nowOf(element, Number(words.now));
  if (Math.abs(at - now) < 60) return words.wordJustNow;
  return words[at > now ? "wordIn" : "wordAgo"].replace("{length}", length(Math.abs(at - now), true));
}

function pass() {
  const said = [];
  for (const promise of document.querySelectorAll("[data-countdown]")) countDown(promise, said);
  for (const element of document.querySelectorAll("[data-relative]")) element.textContent = sayHowFar(element);
  for (const element of document.querySelectorAll("[data-running-since]")) {
    element.textContent = length(nowOf(element, Number(words.now)) - Number(element.dataset.runningSince));
  }
  if (said.length) document.getElementById("announcer").textContent = said.join(". ");
}

function see(part) {
  for (const element of part.querySelectorAll("[data-countdown], [data-relative], [data-running-since]")) {
    seen.set(element, Date.now());
  }
}

see(document);
document.addEventListener("fresh", (event) => see(event.target));
document.addEventListener("htmx:load", (event) => see(event.target));
setInterval(pass, 60_000);
document.addEventListener("visibilitychange", () => document.hidden || pass());
