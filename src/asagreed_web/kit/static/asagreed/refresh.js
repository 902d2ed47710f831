// A list that refreshes without moving under the pointer. Rows that are there already change in place; new ones, gone
// ones and a new order wait behind a button. The list is the element with data-refreshed; its rows carry an id.

const PAUSED = "refresh-paused";
const bar = document.querySelector("[data-refresh]");
const list = document.querySelector("[data-refreshed]");
let waiting = null;

const ids = (rows) => [...rows.querySelectorAll(":scope > [id]")].map((row) => row.id);

function mendInPlace(fresh) {
  for (const row of fresh.querySelectorAll(":scope > [id]")) {
    const old = document.getElementById(row.id);
    const isInUse = old?.contains(document.activeElement) || old?.querySelector(":checked");
    if (!old || isInUse || old.innerHTML === row.innerHTML) continue;
    const copy = row.cloneNode(true);
    old.replaceWith(copy);
    window.htmx?.process(copy);
    copy.dispatchEvent(new Event("fresh", { bubbles: true }));
  }
}

function offer(fresh) {
  const before = ids(list);
  const after = ids(fresh);
  const added = after.filter((id) => !before.includes(id)).length;
  const button = bar.querySelector("[data-refresh-show]");
  waiting = before.join() === after.join() ? null : fresh;
  button.hidden = waiting === null;
  const words = bar.dataset;
  const says = added ? (added === 1 ? words.wordNewOne : words.wordNew.replace("{count}", added)) : words.wordChanged;
  if (waiting && button.textContent !== says) {
    button.textContent = says;
    if (added) document.getElementById("announcer").textContent = says;
  }
}

function show() {
  const chosen = [...list.querySelectorAll(".select-box :checked")].map((box) => box.value);
  list.replaceChildren(...waiting.cloneNode(true).childNodes);
  for (const box of list.querySelectorAll(".select-box input")) box.checked = chosen.includes(box.value);
  list.dispatchEvent(new Event("change", { bubbles: true }));
  window.htmx?.process(list);
  list.dispatchEvent(new Event("fresh", { bubbles: true }));
  waiting = null;
  bar.querySelector("[data-refresh-show]").hidden = true;
  list.querySelector(".row-link")?.focus();
}

async function refresh() {
  if (document.hidden || sessionStorage.getItem(PAUSED)) return;
  const answer = await fetch(bar.dataset.refresh, { headers: { "X-Refresh": "1" } }).catch(() => null);
  const isRight = answer?.ok && !answer.redirected;
  bar.querySelector("[data-refresh-failed]").hidden = isRight;
  if (!isRight) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-refreshed]");
  if (!fresh) return;
  mendInPlace(fresh);
  offer(fresh);
}

function sayPaused() {
  const isPaused = sessionStorage.getItem(PAUSED) !== null;
  bar.querySelector("[data-refresh-pause]").setAttribute("aria-pressed", String(isPaused));
}

if (bar && list) {
  bar.querySelector("[data-refresh-show]").addEventListener("click", show);
  bar.querySelector("[data-refresh-pause]").addEventListener("click", () => {
    if (sessionStorage.getItem(PAUSED)) sessionStorage.removeItem(PAUSED);
    else sessionStorage.setItem(PAUSED, "yes");
    sayPaused();
  });
  sayPaused();
  setInterval(refresh, Number(bar.dataset.refreshEvery) * 1000);
}
