package salesinsights.ui.compose;

import salesinsights.tracking.consent.Mode;

/** How far something is recorded, in words that fit into a table. */
final class Modes {
    private Modes() {}

    static String words(Mode mode) {
        return switch (mode) {
            case OFF -> "off";
            case AGGREGATE -> "counted only";
            case CONSENT, NOTICE -> "per person";
        };
    }
}
