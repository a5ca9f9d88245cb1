package salesinsights.tracking.consent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What may be recorded about one recipient, decided when a message is instrumented and again when an event arrives.
 *
 * @param modes a purpose that is not in it is OFF
 * @param reasons codes, such as {@code COUNTRY:DE} and {@code OPEN:CONSENT_MISSING}; {@link Reason#wordsFor} says them
 * @param policyVersion of the country table that it was taken from
 */
public record TrackingDecision(Map<Purpose, Mode> modes, List<String> reasons, String policyVersion) {
    public TrackingDecision {
        Map<Purpose, Mode> all = new EnumMap<>(Purpose.class);
        for (Purpose purpose : Purpose.values()) {
            all.put(purpose, modes.getOrDefault(purpose, Mode.OFF));
        }
        modes = Collections.unmodifiableMap(all);
        reasons = List.copyOf(reasons);
    }

    /** How far this purpose goes. CONSENT means that a valid consent record is there. */
    public Mode mode(Purpose purpose) {
        return modes.getOrDefault(purpose, Mode.OFF);
    }

    /** True if what arrives for this purpose may be stored with the recipient. */
    public boolean identifies(Purpose purpose) {
        return mode(purpose).identifies();
    }

    /** False if not even the shortened network of the client may be kept (US-CA and its like, unknown countries). */
    public boolean keepsNetwork() {
        return !reasons.contains(Reason.NO_NETWORK.name());
    }

    /**
     * The same under {@code Sec-GPC: 1} or {@code DNT: 1} of the request: what is recorded without the person doing
     * anything (open, web) is off. A click stays as it was, because a link has to lead somewhere.
     */
    public TrackingDecision underOptOutSignal() {
        Map<Purpose, Mode> stricter = new EnumMap<>(modes);
        stricter.put(Purpose.OPEN, Mode.OFF);
        stricter.put(Purpose.WEB, Mode.OFF);
        List<String> why = new ArrayList<>(reasons);
        why.add(Reason.OPT_OUT_SIGNAL.name());
        return new TrackingDecision(stricter, why, policyVersion);
    }

    /** The stricter of two decisions about the same person for each purpose, with the reasons of both. */
    public TrackingDecision butNoMoreThan(TrackingDecision other) {
        Map<Purpose, Mode> stricter = new EnumMap<>(Purpose.class);
        modes.forEach((purpose, mode) -> stricter.put(purpose, mode.strictest(other.mode(purpose))));
        List<String> why = new ArrayList<>(reasons);
        other.reasons.stream().filter(reason -> !why.contains(reason)).forEach(why::add);
        return new TrackingDecision(stricter, why, other.policyVersion);
    }

    /** Everything off, for one reason: how a decision fails. */
    static TrackingDecision nothing(Reason why, String policyVersion) {
        return new TrackingDecision(Map.of(), List.of(why.name()), policyVersion);
    }
}
