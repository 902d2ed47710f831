// The draft page: what the guided form changed comes back as text.

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
