// The page works without this file. It keeps the autosave line honest: when saving fails, it says so.
document.addEventListener("DOMContentLoaded", () => {
  const regel = () => document.getElementById("autosave-status");
  const mislukt = (gebeurtenis) => {
    const status = regel();
    const isUitgelogd = gebeurtenis.detail?.xhr?.status === 401;
    const vraagtWieErIs = gebeurtenis.detail?.elt?.id === "samen"; // that saves nothing
    if (vraagtWieErIs && isUitgelogd) gebeurtenis.detail.elt.remove(); // and stops asking
    if (!status || vraagtWieErIs) return;
    status.classList.add("swv-autosave--fout");
    status.textContent = isUitgelogd
      ? "Niet opgeslagen: u bent uitgelogd. Kopieer wat u typte, log opnieuw in en plak het terug."
      : "Niet opgeslagen. Controleer uw internetverbinding. Uw tekst staat nog op het scherm; laat de pagina open.";
  };
  for (const soort of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.body.addEventListener(soort, mislukt);
  }
});

// A page that refused a form is the answer to a POST, and going back to it would ask to send that form again. When
// one leaves by sending, its place in the history becomes an ordinary page.
document.addEventListener("submit", () => history.replaceState(history.state, "", location.href));
