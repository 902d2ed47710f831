// Keys. An element says its own: data-key="r" is clicked, data-key-focus="/" is focused; "g q" is g, then q.
// Lists are the .row-link of a page. Nothing fires while one types, and <html data-single-keys="off"> ends single keys.

const typing = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable]";
let begun = "";
let forget = 0;

function move(step) {
  const rows = [...document.querySelectorAll(".row-link")].filter((row) => row.offsetParent);
  const at = rows.findIndex((row) => row === document.activeElement || row.closest("tr, li")?.classList.contains("is-at"));
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))];
  if (!next) return;
  document.querySelector(".is-at")?.classList.remove("is-at");
  next.closest("tr, li")?.classList.add("is-at");
  next.focus();
}

const builtIn = {
  j: () => move(1),
  k: () => move(-1),
  x: () => document.activeElement.closest("tr, li")?.querySelector(".select-box input")?.click(),
  "?": () => document.getElementById("keys")?.showModal(),
};

function act(keys) {
  const focused = document.querySelector(`[data-key-focus="${CSS.escape(keys)}"]`);
  const clicked = [...document.querySelectorAll(`[data-key="${CSS.escape(keys)}"]`)].find((element) => !element.disabled);
  if (focused) focused.focus();
  else if (clicked) clicked.click();
  else if (builtIn[keys]) builtIn[keys]();
  else return false;
  return true;
}

function begins(key) {
  return document.querySelector(`[data-key^="${CSS.escape(key)} "]`) !== null;
}

function remember(key) {
  begun = `${key} `;
  clearTimeout(forget);
  forget = setTimeout(() => { begun = ""; }, 1500);
}

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.matches?.(typing);
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) {
    event.preventDefault();
    event.target.form.requestSubmit(event.target.form.querySelector("[data-main]") ?? undefined);
    return;
  }
  if (event.key === "Escape" && isTyping) event.target.blur();
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (document.documentElement.dataset.singleKeys === "off" || document.querySelector("dialog[open]")) return;
  const keys = begun + event.key;
  begun = "";
  if (act(keys)) event.preventDefault();
  else if (begins(event.key)) remember(event.key);
});
