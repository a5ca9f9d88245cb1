package salesinsights.scoring.notify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Stage;

/**
 * What was last told about leads. A lead gets a new version with every judged event, also of a machine; that is for the
 * CRM's timeline, and no news to a person while nothing that is shown has changed.
 */
final class Told {
    private static final int AT_MOST = 10_000;

    private record Shown(String title, @Nullable String owner, Stage stage, int score) {
        static Shown of(LiveEvent.LeadChanged lead) {
            return new Shown(lead.title(), lead.owner(), lead.stage(), lead.score());
        }
    }

    private final Map<LeadId, Shown> last = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<LeadId, Shown> eldest) {
            return size() > AT_MOST;
        }
    };

    /** True unless the same was told before; of a lead not told of yet, if something about it moved lately. */
    boolean isNews(LiveEvent event) {
        if (!(event instanceof LiveEvent.LeadChanged lead)) {
            return true;
        }
        Shown now = Shown.of(lead);
        Shown before = last.put(lead.lead(), now);
        return before == null ? lead.moved() : !Objects.equals(before, now);
    }
}
