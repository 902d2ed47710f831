// Services of a draft: dragged into another box, or moved by the arrows on their buttons. Both press the button that is there.

const boxes = ["included", "excluded", "by arrangement", ""];
let dragged = null;

const board = () => document.getElementById("draft-boxes");
const cardOf = (element) => element.closest?.(".service-card");
const boxOf = (element) => element.closest?.(".service-box");

function put(card, box) {
  if (!card || boxOf(card).dataset.box === box) return;
  card.querySelector(`button[name="to"][value="${CSS.escape(box)}"]`)?.click();
}

function prepare() {
  board()?.querySelectorAll(".service-card").forEach((card) => { card.draggable = true; });
}

document.addEventListener("dragstart", (event) => {
  dragged = cardOf(event.target);
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.service);
  dragged.classList.add("is-dragged");
});
document.addEventListener("dragover", (event) => {
  const box = boxOf(event.target);
  document.querySelectorAll(".service-box.is-over").forEach((each) => each !== box && each.classList.remove("is-over"));
  if (!dragged || !box) return;
  event.preventDefault();
  box.classList.add("is-over");
});
document.addEventListener("drop", (event) => {
  const box = boxOf(event.target);
  if (!dragged || !box) return;
  event.preventDefault();
  put(dragged, box.dataset.box);
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragged");
  document.querySelectorAll(".service-box.is-over").forEach((each) => each.classList.remove("is-over"));
  dragged = null;
});

document.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const card = event.target.closest?.(".box-buttons") && cardOf(event.target);
  if (!step || !card || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const forward = document.documentElement.dir === "rtl" ? -step : step;
  const next = boxes.indexOf(boxOf(card).dataset.box) + forward;
  if (next in boxes) put(card, boxes[next]);
});

// What was moved keeps the focus where it stands now, and is told to who does not see it.
document.addEventListener("htmx:load", (event) => {
  prepare();
  const moved = event.target.id === "draft-boxes" ? event.target.dataset.moved : "";
  const card = [...(board()?.querySelectorAll(".service-card") ?? [])].find((each) => each.dataset.service === moved);
  if (!moved || !card) return;
  card.querySelector('[aria-pressed="true"]')?.focus();
  const says = board().dataset.wordMoved.replace("{service}", card.querySelector(".service-name").textContent);
  const box = card.querySelector('[aria-pressed="true"]').textContent;
  document.getElementById("announcer").textContent = says.replace("{box}", box);
});
prepare();
