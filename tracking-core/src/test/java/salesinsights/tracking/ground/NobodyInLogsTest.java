package salesinsights.tracking.ground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Map;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log says of people, however a library words it: nothing. */
class NobodyInLogsTest {
    private static final Map<String, String> LINES = Map.of(
            "Key (team_id, email)=(1, o'neil+x@firm.example) already exists",
            "Key (team_id, email)=(1, <address>) already exists",
            "550 <jürgen@müller.example>: no such user",
            "550 <<address>>: no such user",
            "from /203.0.113.77:51234",
            "from /<ip>:51234",
            "from 2001:db8:1:2:3:4:5:6",
            "from <ip>",
            "from 2001:db8::7 again",
            "from <ip> again");

    @Test
    void aLineNamesNobody() {
        LINES.forEach((said, logged) -> assertThat(NobodyInLogs.without(said)).isEqualTo(logged));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Listening on: http://0.0.0.0:8080",
                "Listening on: http://127.0.0.1:8080",
                "Keycloak 26.7.3, PostgreSQL 18.6.0, Quarkus 3.34.1",
                "2026-11-23 09:05:58,483",
                "Timers$$Lambda/0x000000001d278000@6548aa82",
                "Reader::next at 12:30:45"
            })
    void whatNamesNobodyStays(String said) {
        assertThat(NobodyInLogs.without(said)).isEqualTo(said);
    }

    @Test
    void anExceptionKeepsItsTraceAndLosesItsNames() {
        var driver = new SQLException("Detail: Key (email)=(canary@firm.example) already exists.");
        var outer = new IllegalStateException("could not store canary@firm.example", driver);
        outer.addSuppressed(new IllegalStateException("nor tell 203.0.113.9"));
        var line = new ExtLogRecord(Level.SEVERE, "failed for %s", ExtLogRecord.FormatStyle.PRINTF, "a.b.C");
        line.setParameters(new Object[] {"canary@firm.example"});
        line.setThrown(outer);

        assertThat(new NobodyInLogs().isLoggable(line)).isTrue();

        var written = new StringWriter();
        line.getThrown().printStackTrace(new PrintWriter(written));
        assertThat(line.getFormattedMessage()).isEqualTo("failed for <address>");
        assertThat(written.toString())
                .doesNotContain("canary")
                .doesNotContain("203.0.113.9")
                .contains("java.lang.IllegalStateException: could not store <address>")
                .contains("Caused by: java.sql.SQLException")
                .contains("anExceptionKeepsItsTraceAndLosesItsNames");
    }

    @Test
    void whatNamesNobodyIsLoggedAsItIs() {
        var thrown = new IllegalStateException("plain");
        var line = new ExtLogRecord(Level.INFO, "pushed leads=%d", ExtLogRecord.FormatStyle.PRINTF, "a.b.C");
        line.setParameters(new Object[] {3});
        line.setThrown(thrown);

        new NobodyInLogs().isLoggable(line);

        assertThat(line.getFormattedMessage()).isEqualTo("pushed leads=3");
        assertThat(line.getThrown()).isSameAs(thrown);
    }
}
