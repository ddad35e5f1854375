// Read points by keyboard: tick themes by their numbers, say a stance, save, skip, go back.
// Without this script the same form works by mouse, and by the keys that every form has.
const form = document.querySelector("[data-coding]");
const boxes = [...form.querySelectorAll("input[data-key]")];
const said = form.querySelector("[data-coding-said]");
const choice = document.querySelector("[data-coding-choice]");
const works = choice.querySelector("[data-coding-keys]");
const STANCES = { f: "for", a: "against", u: "unclear" };
const KEPT = "regard.coding.keys"; // whether the keys work, from one point to the next
const WAIT = 450; // milliseconds in which a second figure may follow
let last = boxes.find((box) => box.checked);
let typed = "";
let timer = 0;

const stanceOf = (box) => box.closest(".rg-code__theme").querySelector("select");
const nameOf = (box) => box.labels[0].textContent.trim().replace(/\s+/g, " ");

const tell = (box) => {
  const stance = stanceOf(box);
  const words = stance.options[stance.selectedIndex].textContent;
  said.textContent = `${nameOf(box)}: ${box.checked ? `ticked. ${words}` : "not ticked"}`;
};

const toggle = (number) => {
  const box = boxes.find((each) => each.dataset.key === number);
  if (!box) return;
  box.checked = !box.checked;
  last = box.checked ? box : boxes.find((each) => each.checked);
  box.scrollIntoView({ block: "nearest" });
  tell(box);
};

const flush = () => {
  toggle(typed);
  typed = "";
};

const type = (figure) => {
  clearTimeout(timer);
  typed += figure;
  const canGoOn = boxes.some((box) => box.dataset.key !== typed && box.dataset.key.startsWith(typed));
  if (canGoOn) timer = setTimeout(flush, WAIT);
  else flush();
};

const stand = (stance) => {
  if (!last) return;
  stanceOf(last).value = stance;
  tell(last);
};

const send = (what) => {
  if (typed) {
    clearTimeout(timer);
    flush();
  }
  form.requestSubmit(form.querySelector(`button[value="${what}"]`));
};

const ACTS = {
  enter: () => send("save"),
  s: () => send("skip"),
  z: () => document.querySelector("[data-coding-back]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (!works.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const key = event.key.toLowerCase();
  const isOnLink = event.target.matches("a, button, summary");
  if (event.target.matches("select, textarea, input:not([type=checkbox])")) return;
  if (isOnLink && key === "enter") return;
  if (/^\d$/.test(key)) type(key);
  else if (key in STANCES) stand(STANCES[key]);
  else if (key in ACTS) ACTS[key]();
  else return;
  event.preventDefault();
});

boxes.forEach((box) =>
  box.addEventListener("change", () => {
    if (box.checked) last = box;
  }),
);

works.checked = localStorage.getItem(KEPT) !== "off";
works.addEventListener("change", () => localStorage.setItem(KEPT, works.checked ? "on" : "off"));
choice.hidden = false;
