// Copies what the page shows: a text, such as a one-use link, or a picture. The buttons are hidden until this runs.

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

const copiesPictures = Boolean(navigator.clipboard?.write && window.ClipboardItem);

for (const button of copiesPictures ? document.querySelectorAll("[data-copy-image]") : []) {
  const status = button.closest(".copy-field").querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    status.textContent = "";
    try {
      // Handed over while it is fetched: some browsers let nothing be copied later than the click.
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture(button.dataset.copyImage) })]);
      status.textContent = button.dataset.textCopied;
    } catch {
      status.textContent = button.dataset.textFailed;
    }
  });
}

async function picture(address) {
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(`${answer.status}`);
  }
  return answer.blob();
}
