// allauth's script works the passkey and reports what went wrong as an event; here that becomes a sentence.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const bestaand = document.getElementById("passkey-fout");
  const melding = bestaand ?? document.createElement("p");
  melding.id = "passkey-fout";
  melding.className = "swv-veld__fout";
  melding.setAttribute("role", "alert");
  if (!bestaand) {
    const knop = document.querySelector("#passkey_login, [id^='mfa_webauthn_']");
    (knop?.closest("form") ?? document.querySelector("main")).prepend(melding);
  }
  melding.textContent = "";
  melding.textContent = "Het is niet gelukt met de passkey. Probeer het nog een keer, of kies een andere manier.";
});
