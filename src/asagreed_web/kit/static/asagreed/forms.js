// Forms: sent once, filters that send themselves, errors that take the focus.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "dialog") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (form.method === "get") return;
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  if (form.hasAttribute("data-signs-out")) sessionStorage.clear();
});

// A page that comes back from the browser's cache, or an answer that left the form in place, may be sent again.
function free(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
}
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(free));
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) free(form);
});

document.addEventListener("change", (event) => {
  event.target.closest("form[data-autosubmit]")?.requestSubmit();
});

document.querySelector("[data-focus-first]")?.focus();
