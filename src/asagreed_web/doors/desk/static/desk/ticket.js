// The page of a ticket: reasons open in a dialog, canned replies go where the cursor is.

const why = document.getElementById("why");

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "why-part" && !why.open) why.showModal();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  event.preventDefault();
  const text = document.getElementById(button.dataset.insert).selectedOptions[0]?.dataset.text;
  const field = document.getElementById(button.dataset.into);
  if (text) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.focus();
});
