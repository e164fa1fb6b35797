// Copy buttons, where the browser lets a page write to the clipboard. Nothing else here needs a script.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    const label = button.firstElementChild;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
        label.textContent = "Copied";
      } catch {
        label.textContent = "Not allowed";
      }
      setTimeout(() => { label.textContent = "Copy"; }, 2000);
    });
  }
}
