// Words that are not saved yet stay in this browser, so that a lost connection or a closed page
// loses none. They come back with what they were written from: if somebody saved other words
// meanwhile, both are put together. Without this script the form still comes back with both.
const BEGINNING = "regard.draft:";
const DAYS = 30;
const FIELDS = ["heading", "text", "because"];
const CARRIED = ["key", "revision", "base_heading", "base_text"];

const form = document.querySelector("form.rg-form");
const box = form?.querySelector("[name=text]");
const key = form?.querySelector("[name=key]")?.value || "new";
const place = `${BEGINNING}${location.pathname.replace(/write\/.*/, "write/")}${key}`;

const read = (name) => {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
};

const keep = (draft) => {
  try {
    localStorage.setItem(place, JSON.stringify(draft));
    return true;
  } catch {
    return false; // no room, or a browser that keeps nothing
  }
};

const values = (names) =>
  Object.fromEntries(names.map((name) => [name, form.querySelector(`[name=${name}]`)?.value ?? ""]));

const put = (given) => {
  for (const [name, value] of Object.entries(given)) {
    const field = form.querySelector(`[name=${name}]`);
    if (field) field.value = value;
  }
};

const same = (one, other) => FIELDS.every((name) => (one[name] ?? "").trim() === (other[name] ?? "").trim());

// What was just saved is no draft any more; what nobody came back to in a month is gone.
const saved = new URLSearchParams(location.search).get("saved");
const tidy = () => {
  for (const name of Object.keys(localStorage).filter((each) => each.startsWith(BEGINNING))) {
    const isOld = Date.now() - (read(name)?.at ?? 0) > DAYS * 86400000;
    const isSaved = saved && name.startsWith(`${BEGINNING}${location.pathname}`) && /:.*\/(new|p\d+)$/.test(name)
      && (name.endsWith(`/${saved}`) || (name.endsWith("/new") && read(name)?.sent));
    if (isOld || isSaved) localStorage.removeItem(name);
  }
};

const show = (name, isShown) => {
  const found = document.querySelector(`[data-draft-${name}]`);
  if (found) found.hidden = !isShown;
};

const offer = (draft) => {
  const words = document.querySelector("[data-draft-words]");
  if (!words) return;
  words.textContent = `On ${new Date(draft.at).toLocaleString("en-GB")}: ${draft.text.slice(0, 300)}`;
  show("offer", true);
  document.querySelector("[data-draft-take]").addEventListener("click", () => {
    put(draft);
    show("offer", false);
    box.focus();
  });
  document.querySelector("[data-draft-drop]").addEventListener("click", () => {
    localStorage.removeItem(place);
    show("offer", false);
  });
};

const begin = () => {
  const first = values(FIELDS);
  const draft = read(place);
  if (draft && same(draft, first)) localStorage.removeItem(place);
  else if (draft) offer(draft);
  form.addEventListener("input", () => {
    const now = values([...FIELDS, ...CARRIED]);
    show("kept", !same(now, first) && keep({ ...now, at: Date.now() }));
  });
  form.addEventListener("submit", (event) => {
    const now = values([...FIELDS, ...CARRIED]);
    if (!same(now, first)) keep({ ...now, at: Date.now(), sent: true });
    if (navigator.onLine) return;
    event.preventDefault();
    show("offline", true);
  });
  addEventListener("online", () => show("offline", false));
};

try {
  tidy();
  if (box) begin();
} catch {
  // A browser that keeps nothing: the form works as without this script.
}
