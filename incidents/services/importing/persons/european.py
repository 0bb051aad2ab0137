"""Words for persons in other European languages, without their accents: what they are called, where they come from."""

from __future__ import annotations

import re
import unicodedata

# One of these words among the others is enough; by language, those of several under the first.
WORDS = frozenset({
    # French
    "nom", "noms", "prenom", "prenoms", "patronyme", "surnom", "pseudonyme", "nationalite", "nationalites", "citoyennete",
    "naissance", "sexe", "courriel", "passeport", "profession", "metier", "employeur", "ethnie", "religion", "signature",
    # Spanish
    "nombre", "nombres", "apellido", "apellidos", "apodo", "nacionalidad", "nacionalidades", "ciudadania", "nacimiento",
    "edad", "sexo", "telefono", "telefonos", "celular", "pasaporte", "profesion", "ocupacion", "empleador", "etnia", "raza",
    "idioma", "dni", "nie", "cedula", "domicilio", "correo",
    # Portuguese
    "nome", "nomes", "sobrenome", "apelido", "apelidos", "nacionalidade", "cidadania", "nascimento", "idade", "telefone",
    "telemovel", "morada", "passaporte", "profissao", "raca", "assinatura", "cpf", "nif",
    # Italian
    "cognome", "cognomi", "soprannome", "nazionalita", "cittadinanza", "nascita", "sesso", "cellulare", "passaporto",
    "professione", "razza", "residenza",
    # German
    "vorname", "vornamen", "nachname", "nachnamen", "familienname", "geburtsname", "spitzname", "staatsangehorigkeit",
    "nationalitat", "nationalitaet", "geschlecht", "telefon", "handy", "anschrift", "wohnort", "wohnsitz", "beruf",
    "arbeitgeber", "reisepass", "ausweis", "herkunft", "muttersprache", "unterschrift", "religionszugehorigkeit",
    # Dutch
    "naam", "namen", "voornaam", "achternaam", "bijnaam", "nationaliteit", "geboortedatum", "geboorteplaats", "leeftijd",
    "geslacht", "telefoon", "woonplaats", "paspoort", "beroep", "kenteken", "handtekening",
    # Danish, Norwegian, Swedish
    "navn", "fornavn", "efternavn", "etternavn", "namn", "fornamn", "efternamn", "nationalitet", "nasjonalitet",
    "statsborgerskab", "statsborgerskap", "medborgarskap", "fodselsdato", "fodelsedatum", "personnummer",
    # Polish, Czech, Slovak
    "imie", "imiona", "nazwisko", "nazwiska", "obywatelstwo", "narodowosc", "wiek", "plec", "pesel", "paszport", "zawod",
    "jmeno", "prijmeni", "narodnost", "obcanstvi", "meno", "priezvisko",
    # Hungarian, Romanian, Finnish, Turkish
    "vezeteknev", "keresztnev", "allampolgarsag", "nume", "prenume", "cetatenie", "nimi", "sukunimi", "etunimi",
    "kansalaisuus", "isim", "soyad", "soyadi", "soyisim", "uyruk", "uyrugu",
})  # fmt: skip
# Put together in one word, as German and its neighbours do.
GLUED = re.compile(
    r"staatsangehoe?rig|staatsbue?rger|geburtsdatum|geburtstag|geburtsort|geburtsjahr|telefonn|handynummer|mobilnummer|passnummer"
    r"|ausweisn|personalausweis|personalien|familienname|nachname|vorname|fue?hrerschein|telefoonn|geboorte|nacionalidad|nationalite"
)
# Held against the whole header with anything but letters as one underscore; alone these speak of a person.
WHOLE = re.compile(
    r"alter|nev|adresse|adres|direccion|endereco|indirizzo|langue|lengua|lingua|sprache|taal|jezyk|targa|kennzeichen"
    r"|immatriculation|matricula|(?:telephone|tel)_portable|permis_de_conduire|carte_d_identite|identite|codice_fiscale|pays_d_origine"
    r"|(?:lieu|pays)_de_naissance|pais_de_(?:origen|origem)|paese_di_origine|herkunftsland|land_van_herkomst"
    r"|temoins?|auteurs?|photographes?|plaignants?|declarants?|conducteurs?|suspecte?s?"
    r"|testigos?|denunciantes?|sospechosos?|fotografos?|conductor(?:es)?|autor(?:es)?|testemunhas?|suspeitos?|condutor(?:es)?"
    r"|testimoni?|conducente|fotografo|sospettat[oi]|autore"
    r"|zeugen?|verdachtiger?|beschuldigter?|tater|fotograf(?:en)?|melder|fahrer|halter|sachbearbeiter(?:in)?|bearbeiter(?:in)?"
    r"|getuigen?|verdachten?|bestuurder|melder|swiadek|podejrzany"
)
# The name or the address of a place or a thing.
_OF = r"\W+(?:d[eiou]l?|da|do|des|della?|dell|delle|du|de\W+l[ao]?s?|de\W+l|van(?:\W+de|\W+het)?)?\W*"
THINGS = re.compile(
    rf"\b(?:nom|nombre|nome|naam|adresse|adres|direccion|endereco|indirizzo){_OF}"
    r"(?:sit[eio]+|lieu|luogo|lugar|local|plaats|locatie|base|aeroport[oe]?|aeropuerto|luchthaven|puerto|porto?|haven|instal+ations?|instalacion"
    r"|instalacao|installazione|batiment|edificio|edifici|gebouw|agence|agencia|ente|fichier|archivo|arquivo|file|evenement|evento|incident[eo]?"
    r"|drone|dron|appareil|equipo|equipement|camera|zone|zona|ville|ciudad|cidade|citta|commune|municipio|comune|web|ip)\b"
)
# Words in Cyrillic and Greek letters, found anywhere in a header without blanks and signs.
_OTHER_SCRIPTS = re.compile(
    r"имя|имена|фамили|отчеств|фио|гражданств|национальност|возраст|^пол$|телефон|паспорт|датарожд|рожден|професси|^адрес|прописк|вероисповед"
    r"|прізвищ|побатьков|громадянств|національн|імʼя|імя|іме(?:на)?|гражданств|презиме|држављанств|ονομα|επωνυμο|υπηκοοτητα|εθνικοτητα|ηλικια|διαβατηριο|τηλεφωνο"
)


def names_a_person(letters: str) -> bool:
    """Whether a header in Cyrillic or Greek letters would identify or describe a person."""
    if letters.isascii():
        return False
    plain = "".join(one for one in unicodedata.normalize("NFD", letters) if not unicodedata.combining(one))
    return _OTHER_SCRIPTS.search(unicodedata.normalize("NFC", plain)) is not None
