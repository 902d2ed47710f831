// Select all, and the bar that acts on what is selected: shown as soon as something is.

function boxesOf(form) {
  return [...document.querySelectorAll(`.select-box input[form="${CSS.escape(form)}"]`)];
}

function count(bar) {
  const boxes = boxesOf(bar.dataset.bulkBar);
  const chosen = boxes.filter((box) => box.checked).length;
  bar.hidden = chosen === 0;
  bar.querySelector("[data-bulk-count]").textContent = bar.dataset.wordSelected.replace("{count}", chosen);
  const all = document.querySelector(`[data-select-all="${CSS.escape(bar.dataset.bulkBar)}"]`);
  if (!all) return;
  all.checked = boxes.length > 0 && chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
}

document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-select-all]");
  if (all) for (const box of boxesOf(all.dataset.selectAll)) box.checked = all.checked;
  document.querySelectorAll("[data-bulk-bar]").forEach(count);
});
document.querySelectorAll("[data-bulk-bar]").forEach(count);
