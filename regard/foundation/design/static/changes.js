// Count how often what stands in a form has changed, so that the server can tell which of two
// saves is the newer, whichever arrives first. Without this script a form is saved once a page.
for (const field of document.querySelectorAll("[data-page]")) {
  let changes = 0;
  field.form.addEventListener("input", () => {
    changes += 1;
    field.value = `${field.dataset.page}.${changes}`;
  });
}
