package salesinsights.ui.notice;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.notify.NoticeCause;
import salesinsights.scoring.notify.NoticeSetting;

/**
 * What somebody wants to be told, as a form.
 *
 * @param percent how sure it must be that a person did it, as it is typed
 * @param mostADay as it is typed
 * @param digestAt as it is typed, empty for never
 * @param address where the digest goes; empty if Keycloak knows none
 * @param wrong what is wrong, by field
 * @param trouble what is wrong with the whole
 */
record SettingScreen(
        List<Cause> causes,
        String percent,
        String mostADay,
        String digestAt,
        String address,
        int version,
        Map<String, String> wrong,
        @Nullable String trouble) {
    record Cause(String wire, String label, boolean wanted) {}

    SettingScreen {
        causes = List.copyOf(causes);
        wrong = Map.copyOf(wrong);
    }

    static SettingScreen of(NoticeSetting setting, String address) {
        return new SettingScreen(
                causes(setting.causes()),
                Long.toString(Math.round(setting.minimumConfidence() * 100)),
                Integer.toString(setting.mostADay()),
                setting.digestAt() == null ? "" : setting.digestAt().toString(),
                address,
                setting.version(),
                Map.of(),
                null);
    }

    static List<Cause> causes(List<NoticeCause> wanted) {
        return Arrays.stream(NoticeCause.values())
                .map(cause -> new Cause(cause.wire(), cause.label(), wanted.contains(cause)))
                .toList();
    }

    /** What is wrong with a field, null if nothing is. */
    public @Nullable String wrongAt(String field) {
        return wrong.get(field);
    }
}
