package salesinsights.tracking.verdict;

import java.util.Objects;

/** As much as is kept of who asked; clients that kept everything back are alike. */
record Client(String network, String agent) {
    static Client of(Seen event) {
        return new Client(
                Objects.requireNonNullElse(event.network(), ""), Objects.requireNonNullElse(event.agent(), ""));
    }
}
