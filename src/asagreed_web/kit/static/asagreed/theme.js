// Light and dark at once, without leaving the page; the server remembers the choice.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.hasAttribute("data-theme-choice") || !event.submitter) return;
  event.preventDefault();
  const says = new FormData(form, event.submitter);
  document.documentElement.dataset.bsTheme = says.get("theme");
  for (const button of form.querySelectorAll("button[name=theme]")) {
    button.setAttribute("aria-pressed", String(button === event.submitter));
  }
  fetch(form.action, { method: "POST", body: new URLSearchParams(says), keepalive: true });
}, true);
