// Words that are selected within a sentence go into the box for words, so that nobody has to copy
// them. Without this script they are pasted by hand.
const box = document.getElementById("id_words");

// The end of a selection is a click too, and a click within a label ticks its box.
document.addEventListener("click", (event) => {
  const label = event.target.closest("[data-choose]");
  const words = document.getSelection().toString().trim();
  if (!box || !label || !words) return;
  event.preventDefault();
  box.value = words;
});
