"""Which passwords are refused: Django's checks, in words that say what to do."""

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)


class LangGenoeg(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort. Kies minstens {self.min_length} tekens."

    def get_help_text(self) -> str:
        return f"Kies minstens {self.min_length} tekens."


class NietVeelGebruikt(CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Dit wachtwoord gebruiken veel mensen. Kies iets dat niemand raadt."

    def get_help_text(self) -> str:
        return "Kies een wachtwoord dat niemand raadt."


class NietUwNaam(UserAttributeSimilarityValidator):
    def __init__(self) -> None:
        super().__init__(user_attributes=("naam", "email", "functie"))

    def get_error_message(self) -> str:
        return "Dit wachtwoord lijkt te veel op uw naam, e-mailadres of functie. Kies iets anders."

    def get_help_text(self) -> str:
        return "Gebruik niet uw naam of e-mailadres."
