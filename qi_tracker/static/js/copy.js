// Copies a text the page shows, such as a one-use link. The button is hidden until this runs.

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  const status = button.closest(".copy-field").querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    source.select();
    try {
      await navigator.clipboard.writeText(source.value);
      status.textContent = button.dataset.textCopied;
    } catch {
      // Without the right to the clipboard the text stays marked, ready for Ctrl+C.
      source.focus();
    }
  });
}
