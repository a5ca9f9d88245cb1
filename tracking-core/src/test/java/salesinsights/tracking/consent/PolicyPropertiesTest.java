package salesinsights.tracking.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PolicyPropertiesTest {
    private static final Policy POLICY = PolicyTable.shipped();
    private static final Purpose[] PURPOSES = Purpose.values();
    private static final List<String> REGIONS = Stream.concat(
                    POLICY.rules().stream().map(Rule::region),
                    Stream.of("", "JP", "US-NY", "CA-ON", "DE-BY", "rubbish"))
            .toList();

    /** The input of one decision, before the country is resolved. */
    record Case(
            String country,
            String address,
            Map<Purpose, Standing> standings,
            Map<Purpose, Mode> teamLimits,
            Map<Purpose, Mode> sentLimits) {
        Residence residence() {
            return POLICY.residence(country, address);
        }

        TrackingDecision decide() {
            return decide(standings);
        }

        TrackingDecision decide(Map<Purpose, Standing> said) {
            return POLICY.decide(new Person(residence(), said, teamLimits, sentLimits));
        }

        Map<Purpose, Standing> with(Purpose purpose, Standing standing) {
            Map<Purpose, Standing> changed = new HashMap<>(standings);
            changed.put(purpose, standing);
            return changed;
        }

        Case withTeamLimits(Map<Purpose, Mode> limits) {
            return new Case(country, address, standings, limits, sentLimits);
        }

        Standing standing(Purpose purpose) {
            return standings.getOrDefault(purpose, Standing.SILENT);
        }
    }

    @Property(tries = 3000)
    void anObjectionIsNeverOutweighed(
            @ForAll("cases") Case any, @ForAll Purpose purpose, @ForAll("standing") Standing s) {
        Standing objecting = new Standing(s.granted(), s.refused(), s.lifted() + 1, s.lifted());

        assertThat(any.decide(any.with(purpose, objecting)).mode(purpose)).isEqualTo(Mode.OFF);
    }

    @Property(tries = 3000)
    void noDeviceInTheEeaIsReadWithoutAConsentThatStillHolds(@ForAll("cases") Case any) {
        boolean eea = any.residence().rules().stream().anyMatch(rule -> Policy.EEA.contains(rule.region()));
        TrackingDecision decision = any.decide();
        for (Purpose purpose : PURPOSES) {
            if (eea && purpose.readsDevice() && decision.identifies(purpose)) {
                assertThat(any.standing(purpose).consents()).isTrue();
                assertThat(decision.mode(purpose)).isEqualTo(Mode.CONSENT);
            }
        }
    }

    @Property(tries = 3000)
    void whereTheCountryIsUnknownNeitherOpensNorClicksAreStored(@ForAll("cases") Case any) {
        boolean unknown =
                any.residence().rules().stream().anyMatch(rule -> rule.region().equals(Rule.UNKNOWN));
        if (unknown) {
            assertThat(any.decide().mode(Purpose.OPEN)).isEqualTo(Mode.OFF);
            assertThat(any.decide().mode(Purpose.CLICK)).isEqualTo(Mode.OFF);
        }
    }

    @Property(tries = 3000)
    void objectingRefusingOrLimitingNeverLoosens(
            @ForAll("cases") Case any, @ForAll Purpose purpose, @ForAll Mode limit) {
        Standing was = any.standing(purpose);
        Standing objecting = new Standing(was.granted(), was.refused(), 9, was.lifted());
        Standing refusing = new Standing(was.granted(), 9, was.objected(), was.lifted());
        Case limited = any.withTeamLimits(Map.of(purpose, limit));
        Case unlimited = any.withTeamLimits(Map.of());

        Mode before = any.decide().mode(purpose);

        assertThat(any.decide(any.with(purpose, objecting)).mode(purpose)).isLessThanOrEqualTo(before);
        assertThat(any.decide(any.with(purpose, refusing)).mode(purpose)).isLessThanOrEqualTo(before);
        assertThat(limited.decide().mode(purpose))
                .isLessThanOrEqualTo(unlimited.decide().mode(purpose));
    }

    @Property(tries = 3000)
    void aSecondHintAboutTheCountryNeverLoosens(@ForAll("cases") Case any) {
        Case oneHint = new Case(any.country(), "a@firm.com", any.standings(), any.teamLimits(), any.sentLimits());
        if (!any.country().isEmpty()) {
            for (Purpose purpose : PURPOSES) {
                assertThat(any.decide().mode(purpose))
                        .isLessThanOrEqualTo(oneHint.decide().mode(purpose));
            }
        }
    }

    @Property(tries = 1000)
    void onePurposeSaysNothingAboutAnother(
            @ForAll("cases") Case any, @ForAll Purpose changed, @ForAll("standing") Standing standing) {
        TrackingDecision before = any.decide();
        TrackingDecision after = any.decide(any.with(changed, standing));
        for (Purpose other : PURPOSES) {
            if (other != changed) {
                assertThat(after.mode(other)).isEqualTo(before.mode(other));
            }
        }
    }

    @Property(tries = 1000)
    void everyDecisionSaysWhyForEachPurpose(@ForAll("cases") Case any) {
        List<String> reasons = any.decide().reasons();
        for (Purpose purpose : PURPOSES) {
            assertThat(reasons).anyMatch(reason -> reason.startsWith(purpose + ":"));
        }
    }

    @Provide
    Arbitrary<Standing> standing() {
        Arbitrary<Long> position = Arbitraries.longs().between(0, 6);
        return Combinators.combine(position, position, position, position).as(Standing::new);
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<String> address = Arbitraries.of(
                "a@firm.com",
                "a@firm.de",
                "a@firm.co.uk",
                "a@firm.fr",
                "a@firm.io",
                "a@firm.br",
                "a@firm.ca",
                "a@host");
        Arbitrary<Map<Purpose, Mode>> limits = Arbitraries.maps(
                        Arbitraries.of(Purpose.class), Arbitraries.of(Mode.class))
                .ofMaxSize(6);
        Arbitrary<Map<Purpose, Standing>> standings =
                Arbitraries.maps(Arbitraries.of(Purpose.class), standing()).ofMaxSize(6);
        return Combinators.combine(Arbitraries.of(REGIONS), address, standings, limits, limits)
                .as(Case::new);
    }
}
