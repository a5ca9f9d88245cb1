package salesinsights.tracking.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quarkus.runtime.StartupEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
    private static final List<Cidr> OURS = Stream.of("10.0.0.0/8", "192.168.7.1", "172.16.0.0/12", "fd00::/8", "::1")
            .map(Cidr::of)
            .toList();

    @ParameterizedTest(name = "{0} saying {1} is {2}")
    @CsvSource(nullValues = "nobody", delimiter = '|', textBlock = """
            # the other end itself
            203.0.113.9          | nobody                              | 203.0.113.9
            203.0.113.9          | 198.51.100.1                        | 203.0.113.9
            203.0.113.9          | 10.0.0.1                            | 203.0.113.9
            2001:db8::1          | 198.51.100.1                        | 2001:db8::1
            192.168.7.2          | 198.51.100.1                        | 192.168.7.2
            # one proxy of ours
            10.1.2.3             | nobody                              | 10.1.2.3
            10.1.2.3             | 198.51.100.1                        | 198.51.100.1
            10.1.2.3             | 1.2.3.4, 198.51.100.1               | 198.51.100.1
            10.1.2.3             | 10.9.9.9, 198.51.100.1              | 198.51.100.1
            10.1.2.3             | 127.0.0.1, 198.51.100.1             | 198.51.100.1
            192.168.7.1          | 198.51.100.1                        | 198.51.100.1
            172.31.255.255       | 198.51.100.1                        | 198.51.100.1
            172.32.0.1           | 198.51.100.1                        | 172.32.0.1
            # several of ours in a row
            10.1.2.3             | 198.51.100.1, 10.4.5.6              | 198.51.100.1
            10.1.2.3             | 6.6.6.6, 198.51.100.1, 10.4.5.6, 192.168.7.1 | 198.51.100.1
            10.1.2.3             | 10.7.7.7, 10.4.5.6                  | 10.7.7.7
            # IPv6, in all its clothes
            ::1                  | 2001:db8:1:2::9                     | 2001:db8:1:2::9
            fd12::5              | [2001:db8::9]                       | 2001:db8::9
            fd12::5              | [2001:db8::9]:443                   | 2001:db8::9
            fd12::5%eth0         | 2001:db8::9                         | 2001:db8::9
            ::ffff:10.1.2.3      | 198.51.100.1                        | 198.51.100.1
            10.1.2.3             | ::ffff:198.51.100.1                 | ::ffff:198.51.100.1
            10.1.2.3             | 2001:db8::9, ::ffff:10.0.0.1        | 2001:db8::9
            # ports and spaces
            10.1.2.3             | 198.51.100.1:54321                  | 198.51.100.1
            10.1.2.3             | 6.6.6.6 ,  198.51.100.1             | 198.51.100.1
            # what is no address, where a trusted proxy says it: nobody knows
            10.1.2.3             | unknown                             | nobody
            10.1.2.3             | ''                                  | nobody
            10.1.2.3             | 198.51.100.1,                       | nobody
            10.1.2.3             | 198.51.100.1, _hidden               | nobody
            10.1.2.3             | 198.51.100.999                      | nobody
            10.1.2.3             | 198.51.100                          | nobody
            10.1.2.3             | 3232235777                          | nobody
            10.1.2.3             | 0x7f.0.0.1                          | nobody
            10.1.2.3             | 198.51.100.1:port                   | nobody
            10.1.2.3             | 198.51.100.1:1234567                | nobody
            10.1.2.3             | [198.51.100.1]                      | nobody
            10.1.2.3             | [2001:db8::9                        | nobody
            10.1.2.3             | [2001:db8::9]443                    | nobody
            10.1.2.3             | localhost                           | nobody
            10.1.2.3             | for=198.51.100.1                    | nobody
            10.1.2.3             | <script>, 10.4.5.6                  | nobody
            # garbage that the client wrote itself is behind what our proxy saw
            10.1.2.3             | <script>, 198.51.100.1              | 198.51.100.1
            """)
    void onlyOurProxiesAreBelievedAndFromTheRight(String peer, String said, String client) {
        List<String> headers = said == null ? List.of() : List.of(said);

        assertThat(ClientAddress.of(peer, headers, OURS)).isEqualTo(client);
    }

    @Test
    void withoutProxiesOfOursNobodyIsBelieved() {
        assertThat(ClientAddress.of("10.1.2.3", List.of("198.51.100.1"), List.of()))
                .isEqualTo("10.1.2.3");
    }

    @Test
    void severalHeadersAreOneListInTheirOrder() {
        assertThat(ClientAddress.of("10.1.2.3", Arrays.asList("6.6.6.6", "198.51.100.1, 10.4.5.6"), OURS))
                .isEqualTo("198.51.100.1");
        assertThat(ClientAddress.of("10.1.2.3", Arrays.asList("198.51.100.1", "10.4.5.6"), OURS))
                .isEqualTo("198.51.100.1");
    }

    @Test
    void anEndlessListIsNotWalked() {
        String said = "198.51.100.1," + "10.4.5.6,".repeat(5_000) + "10.4.5.6";

        assertThat(ClientAddress.of("10.1.2.3", List.of(said), OURS)).isEqualTo("10.4.5.6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "fd00::/129", "ours", "10.0.0/8", "[::1]"})
    void whatIsNoNetworkIsRefusedAtStart(String network) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.of(network));
    }

    @Test
    void aProcessBehindAProxyThatNobodyNamedDoesNotStart() {
        TrustedProxies unnamed = new TrustedProxies(Optional.empty(), true, Optional.of(List.of("")));

        assertThatIllegalStateException()
                .isThrownBy(() -> unnamed.start(new StartupEvent()))
                .withMessageContaining("INSIGHTS_TRUSTED_PROXIES");
    }
}
