package salesinsights.tracking.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.tracking.outgoing.LocalOutgoing;

/** A mailbox that a person states is no probe of the network that the server stands in. */
class GuardedMailboxTest {
    @ParameterizedTest
    @CsvSource({"NONE, 127.0.0.1", "STARTTLS, localhost", "TLS, 127.0.0.1", "TLS, localhost", "NONE, ::ffff:127.0.0.1"})
    void aHostInsideIsNeverCalled(MailboxSettings.Security security, String host) throws Exception {
        try (ServerSocket inside = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            MailboxSettings settings = new MailboxSettings(
                    host,
                    inside.getLocalPort(),
                    security,
                    "rita",
                    MailboxSettings.SignIn.PASSWORD,
                    "INBOX",
                    "",
                    "",
                    "");

            Throwable refused = catchThrowable(
                    () -> OpenMailbox.open(settings, "secret", LocalOutgoing.sockets(false), Duration.ofSeconds(2)));

            assertThat(MailboxTrouble.sentence(refused)).contains("private network");
            inside.setSoTimeout(300);
            assertThatThrownBy(inside::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }
}
