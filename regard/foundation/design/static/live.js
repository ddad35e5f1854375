// Ask again and again, while the page is in sight, whether it has changed, and show what is new:
// so often that what changed is on the page within two seconds, the server's answer with it.
// The server says "nothing new" (204) unless it has. Without this script there is a link.
const EVERY = 1500;
const box = document.querySelector("[data-live]");

const isInUse = () =>
  box.contains(document.activeElement) || box.querySelector("details[open]") !== null;

const look = async () => {
  if (document.hidden || isInUse()) return;
  const answer = await fetch(box.dataset.live, { headers: { "X-Votes-State": box.dataset.state } });
  if (answer.status !== 200 || isInUse()) return;
  box.innerHTML = await answer.text();
  box.dataset.state = answer.headers.get("X-Votes-State");
};

const again = async () => {
  try {
    await look();
  } catch {
    // the network is away: the next try may find it
  }
  setTimeout(again, EVERY);
};

if (box) setTimeout(again, EVERY);
