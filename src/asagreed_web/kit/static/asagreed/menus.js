// Menus close when one turns elsewhere; buttons open dialogs.

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details[data-closes][open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details[data-closes]"));
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
  if (event.target.matches("dialog[open]")) event.target.close();
});

document.addEventListener("focusin", (event) => closeMenus(event.target.closest("details[data-closes]")));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details[data-closes][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
