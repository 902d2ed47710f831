// The draft page: what the guided form changed comes back as text, and a finding leads to its line.

document.addEventListener("htmx:afterSwap", () => {
  const now = document.getElementById("draft-text-now");
  const text = now && document.getElementById(now.dataset.for);
  if (!text) return;
  text.value = now.value;
  text.dispatchEvent(new Event("input", { bubbles: false }));
  now.remove();
  for (const field of document.querySelectorAll("[name^='is-']")) {
    const was = document.querySelector(`[name='was-${field.name.slice(3)}']`);
    if (was) was.value = field.value;
  }
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-jump]");
  if (!link) return;
  const places = [...document.querySelectorAll("[name='place']")].map((each) => each.value);
  const text = document.getElementById(`text-${places.indexOf(link.dataset.place)}`);
  if (!text) return;
  event.preventDefault();
  const [line, column] = link.dataset.jump.split(":").map(Number);
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  text.focus();
  text.setSelectionRange(start, start + Math.max(1, (lines[line - 1] ?? "").length - column + 1));
  text.scrollTop = (line - 4) * (text.scrollHeight / lines.length);
});
