package salesinsights.tracking.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
    static final Policy POLICY = PolicyTable.shipped();
    private static final Standing GRANTED = new Standing(1, 0, 0, 0);

    @ParameterizedTest(name = "{0} / {1}")
    @CsvSource({
        // country, address, open, click, web, read receipt: without any record
        "DE, a@firm.com, OFF, OFF, OFF, OFF",
        "NO, a@firm.com, OFF, OFF, OFF, OFF",
        "CH, a@firm.com, OFF, OFF, OFF, OFF",
        "GB, a@firm.com, OFF, OFF, OFF, OFF",
        "uk, a@firm.com, OFF, OFF, OFF, OFF",
        "CA-QC, a@firm.com, OFF, OFF, OFF, OFF",
        "FR, a@firm.com, AGGREGATE, AGGREGATE, AGGREGATE, OFF",
        "IT, a@firm.com, AGGREGATE, AGGREGATE, AGGREGATE, OFF",
        "US, a@firm.com, NOTICE, NOTICE, NOTICE, OFF",
        "US-NY, a@firm.com, NOTICE, NOTICE, NOTICE, OFF",
        "US-CA, a@firm.com, NOTICE, NOTICE, NOTICE, OFF",
        "CA, a@firm.com, NOTICE, NOTICE, NOTICE, OFF",
        "CA-ON, a@firm.com, NOTICE, NOTICE, NOTICE, OFF",
        "BR, a@firm.com, NOTICE, NOTICE, NOTICE, OFF",
        "JP, a@firm.com, OFF, OFF, OFF, OFF",
        "??, a@firm.com, OFF, OFF, OFF, OFF",
        ", a@firm.com, OFF, OFF, OFF, OFF",
        ", a@firm.io, OFF, OFF, OFF, OFF",
        ", a@firm.de, OFF, OFF, OFF, OFF",
        ", a@firm.fr, AGGREGATE, AGGREGATE, AGGREGATE, OFF",
        ", a@firm.us, NOTICE, NOTICE, NOTICE, OFF",
        // hints that disagree
        "US, a@firm.de, OFF, OFF, OFF, OFF",
        "US, a@firm.fr, OFF, OFF, OFF, OFF",
        "US, a@firm.com.br, OFF, OFF, OFF, OFF",
        "FR, a@firm.co.uk, OFF, OFF, OFF, OFF",
        // hints that do not
        "US, a@firm.io, NOTICE, NOTICE, NOTICE, OFF",
        "US-CA, a@firm.us, NOTICE, NOTICE, NOTICE, OFF",
        "FR, a@firm.fr, AGGREGATE, AGGREGATE, AGGREGATE, OFF",
    })
    void whatThePersonNeverSaidIsDecidedByTheCountry(
            @Nullable String country, String address, Mode open, Mode click, Mode web, Mode receipt) {
        TrackingDecision decision = decide(country, address, Standing.SILENT);

        assertThat(decision.mode(Purpose.OPEN)).isEqualTo(open);
        assertThat(decision.mode(Purpose.CLICK)).isEqualTo(click);
        assertThat(decision.mode(Purpose.WEB)).isEqualTo(web);
        assertThat(decision.mode(Purpose.READ_RECEIPT)).isEqualTo(receipt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE", "FR", "CH", "GB", "CA-QC"})
    void aConsentIdentifiesWhereConsentIsTheRule(String country) {
        TrackingDecision decision = decide(country, "a@firm.com", GRANTED);

        assertThat(decision.mode(Purpose.OPEN)).isEqualTo(Mode.CONSENT);
        assertThat(decision.reasons()).contains("COUNTRY:" + country, "OPEN:CONSENT_GIVEN");
    }

    @Test
    void aConsentHoldsWhereTwoCountriesMayApply() {
        assertThat(decide("US", "a@firm.de", GRANTED).mode(Purpose.OPEN)).isEqualTo(Mode.CONSENT);
    }

    @Test
    void anUnknownCountryIsNotTrackedWhateverIsRecorded() {
        assertThat(decide(null, "a@firm.com", GRANTED).mode(Purpose.OPEN)).isEqualTo(Mode.OFF);
    }

    @Test
    void aRefusalIsHeardWhereANoticeWouldDo() {
        TrackingDecision decision = decide("US", "a@firm.com", new Standing(0, 1, 0, 0));

        assertThat(decision.mode(Purpose.CLICK)).isEqualTo(Mode.OFF);
        assertThat(decision.reasons()).contains("CLICK:CONSENT_REFUSED");
    }

    @Test
    void anObjectionTakenBackLeavesTheCountrysDefaultAndNotTheOldConsent() {
        Standing grantedObjectedLifted = new Standing(1, 0, 2, 3);

        assertThat(decide("DE", "a@firm.com", grantedObjectedLifted).mode(Purpose.OPEN))
                .isEqualTo(Mode.OFF);
        assertThat(decide("US", "a@firm.com", grantedObjectedLifted).mode(Purpose.OPEN))
                .isEqualTo(Mode.NOTICE);
    }

    @Test
    void aTeamsLimitOfConsentAsksThoseWhomTheLawOnlyNotifies() {
        Residence us = POLICY.residence("US", "a@firm.com");
        Map<Purpose, Mode> limit = Map.of(Purpose.OPEN, Mode.CONSENT);

        TrackingDecision silent = POLICY.decide(new Person(us, Map.of(), limit, Map.of()));
        TrackingDecision granted = POLICY.decide(new Person(us, Map.of(Purpose.OPEN, GRANTED), limit, Map.of()));

        assertThat(silent.mode(Purpose.OPEN)).isEqualTo(Mode.OFF);
        assertThat(silent.reasons()).contains("OPEN:TEAM_POLICY");
        assertThat(granted.mode(Purpose.OPEN)).isEqualTo(Mode.CONSENT);
    }

    @Test
    void aLimitOfCountsOnlyDoesNotLetGermansBeCounted() {
        Residence germany = POLICY.residence("DE", "a@firm.com");
        Map<Purpose, Mode> limit = Map.of(Purpose.OPEN, Mode.AGGREGATE);

        assertThat(POLICY.decide(new Person(germany, Map.of(), limit, Map.of())).mode(Purpose.OPEN))
                .isEqualTo(Mode.OFF);
    }

    @Test
    void noNetworkIsKeptInCaliforniaNorWhereTheCountryIsUnknown() {
        assertThat(decide("US", "a@firm.com", Standing.SILENT).keepsNetwork()).isTrue();
        assertThat(decide("US-CA", "a@firm.com", Standing.SILENT).keepsNetwork())
                .isFalse();
        assertThat(decide(null, "a@firm.com", Standing.SILENT).keepsNetwork()).isFalse();
    }

    @Test
    void anOptOutSignalStopsWhatNeedsNoActionAndLeavesLinksAlone() {
        TrackingDecision decision = decide("US", "a@firm.com", Standing.SILENT).underOptOutSignal();

        assertThat(decision.identifies(Purpose.OPEN)).isFalse();
        assertThat(decision.identifies(Purpose.WEB)).isFalse();
        assertThat(decision.identifies(Purpose.CLICK)).isTrue();
        assertThat(decision.reasons()).contains("OPT_OUT_SIGNAL");
    }

    @Test
    void whatADecisionDoesNotNameIsOff() {
        TrackingDecision decision = new TrackingDecision(Map.of(Purpose.OPEN, Mode.NOTICE), List.of(), "1");

        assertThat(decision.modes()).hasSize(Purpose.values().length).containsEntry(Purpose.CLICK, Mode.OFF);
    }

    @Test
    void everyReasonHasWords() {
        for (Reason reason : Reason.values()) {
            assertThat(Reason.wordsFor(reason.name())).isNotEqualTo(reason.name());
            assertThat(Reason.wordsFor(reason.of(Purpose.OPEN))).startsWith("Opening: ");
        }
        assertThat(Reason.wordsFor("COUNTRY:DE")).isEqualTo("The rules of DE apply.");
    }

    @Test
    void everyRowHasItsSourceAndTheDayOfItsReview() {
        assertThat(POLICY.rules()).hasSizeGreaterThanOrEqualTo(49).allSatisfy(rule -> {
            assertThat(rule.source()).isNotBlank();
            assertThat(rule.reviewedOn()).isNotNull();
        });
        assertThat(POLICY.version()).matches("\\d{4}-\\d\\d-\\d\\d\\.[0-9a-f]{8}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DE,Germany", "US-CA,", "ZZ,"})
    void aTableWithoutARequiredRowIsRefused(String row) {
        String table = lines(line -> !line.startsWith(row));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyTable.read(table))
                .withMessageContaining(row.substring(0, row.indexOf(',')));
    }

    @Test
    void aTableThatTracksInTheEeaOnANoticeIsRefused() {
        String table = shipped().replace("SE,Sweden,CONSENT", "SE,Sweden,NOTICE");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PolicyTable.read(table))
                .withMessageContaining("OPEN");
    }

    @Test
    void twoTablesNeverShareAVersion() {
        String edited = shipped().replace("PIPEDA", "Pipeda");

        assertThat(PolicyTable.read(edited).version()).isNotEqualTo(POLICY.version());
    }

    private static TrackingDecision decide(@Nullable String country, String address, Standing everywhere) {
        Map<Purpose, Standing> standings = new EnumMap<>(Purpose.class);
        Arrays.stream(Purpose.values()).forEach(purpose -> standings.put(purpose, everywhere));
        return POLICY.decide(new Person(POLICY.residence(country, address), standings, Map.of(), Map.of()));
    }

    private static String lines(Predicate<String> kept) {
        return shipped().lines().filter(kept).collect(Collectors.joining("\n"));
    }

    private static String shipped() {
        try (InputStream file = Objects.requireNonNull(PolicyTest.class.getResourceAsStream("/consent/policy.csv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
