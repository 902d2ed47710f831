// What is being written stays in this tab until the server has taken it: <textarea data-draft="reply-1042">.

const PREFIX = "draft:";
const announcer = document.getElementById("announcer");
const [navigation] = performance.getEntriesByType("navigation");

function keep(field, sent) {
  const key = PREFIX + field.dataset.draft;
  if (field.value) sessionStorage.setItem(key, JSON.stringify({ text: field.value, sent }));
  else sessionStorage.removeItem(key);
}

function restore(field) {
  const key = PREFIX + field.dataset.draft;
  const draft = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (!draft || field.value) return;
  // Sent, and answered by a redirect to here: taken. Any other way here means that it was not.
  if (draft.sent && navigation?.redirectCount) {
    sessionStorage.removeItem(key);
    return;
  }
  field.value = draft.text;
  const note = document.createElement("p");
  note.className = "draft-note";
  note.textContent = announcer.dataset.wordDraft;
  field.after(note);
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-draft]")) keep(event.target, false);
});
document.addEventListener("submit", (event) => {
  for (const field of event.target.querySelectorAll("[data-draft]")) keep(field, true);
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (!form || !event.detail.successful) return;
  for (const field of form.querySelectorAll("[data-draft]")) sessionStorage.removeItem(PREFIX + field.dataset.draft);
});
document.addEventListener("htmx:load", (event) => event.target.querySelectorAll("[data-draft]").forEach(restore));
document.querySelectorAll("[data-draft]").forEach(restore);
