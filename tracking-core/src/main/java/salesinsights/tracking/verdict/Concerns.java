package salesinsights.tracking.verdict;

import java.util.Locale;
import salesinsights.tracking.event.EventKind;

/** What a network says something about: the same one may load images for machines and carry people who surf. */
enum Concerns {
    OPEN,
    /** Links, and the pages behind them. */
    CLICK,
    ANY;

    boolean covers(EventKind kind) {
        return this == ANY || (kind == EventKind.OPENED) == (this == OPEN);
    }

    /** As written in the catalogue and in JSON. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
