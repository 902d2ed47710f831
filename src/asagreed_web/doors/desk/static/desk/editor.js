// From a problem to its place in the text: the caret goes there, and the line comes into view. Where several texts are
// written at once, the problem names the one that it is in.

const textOf = (place) => {
  if (place === undefined) return document.querySelector("[data-editor] textarea");
  const places = [...document.querySelectorAll("[data-editor] [name='place']")].map((each) => each.value);
  return document.getElementById(`text-${places.indexOf(place)}`);
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-jump]");
  const text = link && textOf(link.dataset.place);
  if (!text) return;
  event.preventDefault();
  const [line, column] = link.dataset.jump.split(":").map(Number);
  const lines = text.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  text.focus();
  text.setSelectionRange(start, start + Math.max(1, (lines[line - 1] ?? "").length - column + 1));
  text.scrollTop = (line - 4) * (text.scrollHeight / lines.length);
});
