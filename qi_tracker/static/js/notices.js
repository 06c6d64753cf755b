// A live region speaks when its content changes, not when the page opens with it: so the content is put in once more.

const region = document.querySelector("[data-notices]");

if (region?.childElementCount) {
  const content = [...region.childNodes];
  const height = region.offsetHeight;
  region.style.minBlockSize = `${height}px`;
  region.replaceChildren();
  setTimeout(() => {
    region.replaceChildren(...content);
    region.style.minBlockSize = "";
  }, 100);
}
