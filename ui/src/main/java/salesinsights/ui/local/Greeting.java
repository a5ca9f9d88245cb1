package salesinsights.ui.local;

import java.util.ArrayList;
import java.util.List;

/** What a person needs to know once everything runs: where to go, who to be, what to try. */
record Greeting(LocalSettings settings) {
    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("  Sales Insights runs:  " + settings.applicationUrl());
        lines.add("");
        if (settings.runsKeycloak()) {
            lines.addAll(people());
        }
        if (settings.runsMailbox()) {
            lines.add("  Mailbox (nothing leaves this machine): SMTP localhost:" + settings.smtpPort()
                    + ", IMAP localhost:" + settings.imapPort() + ", kept until Ctrl-C");
        }
        lines.add("  Mail relay for mail programs: SMTP localhost:" + settings.relayPort()
                + " with STARTTLS (it signed its certificate itself); make a password at " + settings.applicationUrl()
                + "/settings/passwords");
        lines.add("  Data and logs:        " + settings.folder());
        lines.add("");
        lines.addAll(firstSteps());
        lines.add("");
        lines.add("  Ctrl-C stops all of it.");
        lines.add("");
        return String.join(System.lineSeparator(), lines);
    }

    private static List<String> people() {
        return List.of(
                "  Log in with password demo as",
                "    rita   sales rep           /teams/emea         dario  sales rep  /teams/emea/dach",
                "    mona   sales manager       /teams/emea         sam    sales rep  /teams/us",
                "    ada    administrator       both                mark   sales manager  /teams/us",
                "    pia    privacy officer     both",
                "");
    }

    private List<String> firstSteps() {
        return List.of(
                "  Try first: log in as rita, then look at the same leads as mona; sam sees none of them.",
                "  By REST:   TOKEN=$(curl -s " + settings.realmUrl() + "/protocol/openid-connect/token"
                        + " -d grant_type=password -d client_id=sales-insights-cli -d username=rita -d password=demo"
                        + " | sed 's/.*\"access_token\":\"\\([^\"]*\\).*/\\1/')",
                "             curl -H \"Authorization: Bearer $TOKEN\" " + settings.applicationUrl() + "/api/me");
    }
}
