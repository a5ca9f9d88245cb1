package salesinsights.tracking.consent;

import java.util.Map;

/**
 * All that a decision depends on.
 *
 * @param standings what the person said, by purpose; silent where absent
 * @param teamLimits how far the team lets tracking go at most; no limit where absent
 * @param sentLimits how far it went when the message was sent; no limit where absent
 */
record Person(
        Residence residence,
        Map<Purpose, Standing> standings,
        Map<Purpose, Mode> teamLimits,
        Map<Purpose, Mode> sentLimits) {
    Standing standing(Purpose purpose) {
        return standings.getOrDefault(purpose, Standing.SILENT);
    }

    Mode teamLimit(Purpose purpose) {
        return teamLimits.getOrDefault(purpose, Mode.NOTICE);
    }

    Mode sentLimit(Purpose purpose) {
        return sentLimits.getOrDefault(purpose, Mode.NOTICE);
    }
}
