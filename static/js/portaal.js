// The page works without this file. It only keeps the autosave line honest: when saving fails, it says so.
document.addEventListener("DOMContentLoaded", () => {
  const regel = () => document.getElementById("autosave-status");
  const mislukt = () => {
    const status = regel();
    if (!status) return;
    status.classList.add("swv-autosave--fout");
    status.textContent =
      "Niet opgeslagen. Controleer uw internetverbinding. Uw tekst staat nog op het scherm; laat de pagina open.";
  };
  for (const soort of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.body.addEventListener(soort, mislukt);
  }
});
