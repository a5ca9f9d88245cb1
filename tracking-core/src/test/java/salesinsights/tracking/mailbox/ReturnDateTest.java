package salesinsights.tracking.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnDateTest {
    // A Tuesday.
    private static final LocalDate SENT = LocalDate.of(2026, 11, 24);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            I am out of the office until December 4, 2026.              | 2026-12-04
            I will be back in the office on 7 December.                 | 2026-12-07
            I'm away and return on Monday, December 7th.                | 2026-12-07
            I will be back on Monday.                                   | 2026-11-30
            Out of office through 12/24/2026                            | 2026-12-24
            I am on leave from Dec 1 to Dec 14, 2026                    | 2026-12-14
            I will be traveling for work on December 10-31.             | 2026-12-31
            I will return on January 4th                                | 2027-01-04
            Back 2026-12-01                                             | 2026-12-01
            Ich bin bis zum 4. Dezember 2026 nicht im Büro.             | 2026-12-04
            Ich bin ab dem 07.12.2026 wieder erreichbar.                | 2026-12-07
            Ich bin vom 1.12. bis 14.12. im Urlaub.                     | 2026-12-14
            Ab Montag, den 7. Dezember, bin ich zurück.                 | 2026-12-07
            Je suis absent jusqu'au 4 décembre 2026.                    | 2026-12-04
            Je serai de retour le lundi 7 décembre.                     | 2026-12-07
            Absent du 1er au 14 décembre                                | 2026-12-14
            Sono fuori ufficio fino al 4 dicembre 2026.                 | 2026-12-04
            Rientrerò il 07/12/2026.                                    | 2026-12-07
            Estaré fuera de la oficina hasta el 4 de diciembre de 2026. | 2026-12-04
            Regreso el 07/12/2026                                       | 2026-12-07
            Ik ben afwezig tot en met 4 december.                       | 2026-12-04
            """)
    void theDayOfReturnIsReadInManyLanguages(String note, LocalDate expected) {
        assertThat(ReturnDate.in(note, SENT)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I am out of the office.",
                "Call +1 555 0100 until further notice.",
                "I will be back on 31 February.",
                "I was back on 3 March 2019.",
                "> I am away until 4 December 2026",
                "Back in 5 minutes",
                "until 99.99.9999"
            })
    void aNoteWithoutADayToComeNamesNone(String note) {
        assertThat(ReturnDate.in(note, SENT)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Automatic reply: Offer",
                "Out of Office: Offer",
                "Abwesenheitsnotiz: Angebot",
                "Automatische Antwort: Angebot",
                "Réponse automatique : Offre",
                "Absence du bureau",
                "Risposta automatica: Offerta",
                "Fuori ufficio",
                "Respuesta automática: Oferta",
                "Fuera de la oficina",
                "Auto: Offer",
                "Autosvar: Tilbud",
                "自動返信: 見積"
            })
    void anAbsenceNoteIsKnownByItsSubjectAndIsNoReply(String subject) {
        String mail = "From: dora@example.com\nSubject: " + subject + "\nIn-Reply-To: <1@sales.example>\n"
                + "Date: Tue, 24 Nov 2026 10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\nI am away until 4 December 2026.\n";

        assertThat(NoticeReader.read(mail.getBytes(StandardCharsets.UTF_8)).what())
                .isEqualTo(new Returned.AutoReply(LocalDate.of(2026, 12, 4)));
    }

    @Test
    void longNotesAreSearchedAtOnce() {
        String note = "until ".repeat(500_000) + "back to the ".repeat(100_000);

        assertThat(ReturnDate.in(note, SENT)).isEmpty();
    }
}
