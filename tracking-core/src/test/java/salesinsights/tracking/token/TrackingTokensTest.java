package salesinsights.tracking.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import salesinsights.tracking.ground.Roles;
import salesinsights.tracking.team.TeamId;

class TrackingTokensTest {
    private static final Tracked SOMEBODY = new Tracked(new TeamId(7), UUID.randomUUID(), UUID.randomUUID());
    private static final Tracked NOBODY = new Tracked(new TeamId(7), UUID.randomUUID(), null);
    private static final String OLD = key(1);
    private static final String NEW = key(2);

    private final TrackingTokens tokens = ring("a", Map.of("a", OLD), Set.of());

    @Property(tries = 500)
    void aDestinationComesBackAsItWasSigned(
            @ForAll("destinations") String destination, @ForAll @IntRange(max = 65535) int position) {
        LinkToken read = tokens.readLink(last(tokens.linkUrl(SOMEBODY, position, destination)))
                .orElseThrow();

        assertThat(read.destination().url()).isEqualTo(destination);
        assertThat(read.position()).isEqualTo(position);
        assertThat(read.tracked()).isEqualTo(SOMEBODY);
        assertThat(read.destination().location()).matches("\\p{ASCII}+");
    }

    @Property(tries = 2000)
    void aTokenWithAnyBitFlippedIsRefused(
            @ForAll @IntRange(max = 100_000) int where, @ForAll @IntRange(max = 7) int bit) {
        String token = last(tokens.linkUrl(SOMEBODY, 3, "https://example.com/price?a=b#c"));
        char[] text = token.toCharArray();
        text[where % text.length] ^= (char) (1 << bit);

        assertThat(tokens.readLink(new String(text))).isEmpty();
    }

    @Property(tries = 1000)
    void whateverIsSentInsteadOfATokenIsRefused(@ForAll String garbage) {
        assertThat(tokens.readLink(garbage)).isEmpty();
        assertThat(tokens.readOpen("1.a." + garbage)).isEmpty();
        assertThat(tokens.readPerson("1.a." + garbage + ".AAAAAAAAAAAAAAAAAAAAAA"))
                .isEmpty();
    }

    @Example
    void aTokenCutAnywhereIsRefused() {
        String token = last(tokens.linkUrl(SOMEBODY, 3, "https://example.com/"));

        for (int length = 0; length < token.length(); length++) {
            assertThat(tokens.readLink(token.substring(0, length))).isEmpty();
        }
    }

    @Example
    void aTokenServesOnlyItsPurpose() {
        String open = last(tokens.openUrl(SOMEBODY)).replace(".gif", "");
        String person = last(tokens.personUrl(SOMEBODY));

        assertThat(tokens.readOpen(open)).contains(SOMEBODY);
        assertThat(tokens.readPerson(person)).contains(SOMEBODY);
        assertThat(tokens.readPerson(open)).isEmpty();
        assertThat(tokens.readOpen(person)).isEmpty();
        assertThat(tokens.readLink(open)).isEmpty();
        assertThat(tokens.readPerson(last(tokens.unsubscribeUrl(SOMEBODY)))).contains(SOMEBODY);
    }

    @Example
    void aCountingTokenNamesNobody() {
        assertThat(tokens.readOpen(last(tokens.openUrl(NOBODY)).replace(".gif", "")))
                .contains(NOBODY);
    }

    @Example
    void anOldKeyKeepsVerifyingAfterRotation() {
        String token = last(tokens.linkUrl(SOMEBODY, 0, "https://example.com/"));
        TrackingTokens rotated = ring("b", Map.of("a", OLD, "b", NEW), Set.of());

        assertThat(rotated.readLink(token)).get().returns(false, LinkToken::retired);
        assertThat(last(rotated.linkUrl(SOMEBODY, 0, "https://example.com/"))).startsWith("1.b.");
    }

    @Example
    void aRetiredKeyStillTellsWhereItsLinksLead() {
        String token = last(tokens.linkUrl(SOMEBODY, 0, "https://Shop.Example.com:8443/x"));
        TrackingTokens rotated = ring("b", Map.of("a", OLD, "b", NEW), Set.of("a"));

        LinkToken read = rotated.readLink(token).orElseThrow();
        assertThat(read.retired()).isTrue();
        assertThat(read.destination().host()).isEqualTo("shop.example.com");
        assertThat(rotated.readOpen(last(tokens.openUrl(SOMEBODY)).replace(".gif", "")))
                .isEmpty();
    }

    @Property
    void whatMayNotBeRedirectedToIsNotSigned(@ForAll("refused") String destination) {
        assertThatIllegalArgumentException().isThrownBy(() -> tokens.linkUrl(SOMEBODY, 0, destination));
    }

    @Example
    void anInternationalAddressTravelsInAsciiInTheHeader() {
        assertThat(new Destination("https://bücher.example/straße?q=ä b#§").location())
                .isEqualTo("https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%A4%20b#%C2%A7");
    }

    @Example
    void aPublicProcessDoesNotStartWithoutAKey() {
        assertThatIllegalStateException()
                .isThrownBy(() -> tokens(Optional.empty(), Map.of(), Set.of()))
                .withMessageContaining("insights.tokens.current");
        assertThatIllegalStateException().isThrownBy(() -> ring("b", Map.of("a", OLD), Set.of()));
        assertThatIllegalStateException().isThrownBy(() -> ring("a", Map.of("a", "c2hvcnQ="), Set.of()));
        assertThatIllegalStateException().isThrownBy(() -> ring("a", Map.of("a", OLD), Set.of("a")));
    }

    @Provide
    Arbitrary<String> destinations() {
        Arbitrary<String> rest = Arbitraries.strings()
                .excludeChars('\u0000')
                .ofMaxLength(300)
                .map(text -> text.codePoints()
                        .filter(point -> !Character.isISOControl(point) && !(point >= 0xD800 && point <= 0xDFFF))
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString());
        return rest.map(text -> "https://example.com/" + text);
    }

    @Provide
    Arbitrary<String> refused() {
        return Arbitraries.of(
                "javascript:alert(1)",
                "data:text/html,x",
                "ftp://example.com/",
                "//example.com/",
                "/relative",
                "",
                "https://",
                "https:///path",
                "https://:80/",
                "https://user@example.com/",
                "https://user:secret@example.com/",
                "https://example.com\\@evil.example/".replace("\\@", "@"),
                "https://example.com/\r\nSet-Cookie: a=b",
                "https://example.com/\u0000",
                "https://example.com/\ud800",
                "https://exa mple.com/",
                "https://example.com/" + "ä".repeat(4096));
    }

    private static TrackingTokens ring(String current, Map<String, String> keys, Set<String> retired) {
        return tokens(Optional.of(current), keys, retired);
    }

    private static TrackingTokens tokens(Optional<String> current, Map<String, String> keys, Set<String> retired) {
        TokenConfig config = new TokenConfig() {
            @Override
            public Optional<String> current() {
                return current;
            }

            @Override
            public Map<String, String> keys() {
                return keys;
            }

            @Override
            public Optional<Set<String>> retired() {
                return Optional.of(retired);
            }
        };
        Roles collector = () -> Set.of(Roles.Role.COLLECTOR);
        return new TrackingTokens(config, collector, "https://t.example/");
    }

    private static String key(long seed) {
        byte[] bytes = new byte[32];
        new Random(seed).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String last(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
