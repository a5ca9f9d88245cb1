package salesinsights.scoring.sequence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What enrolling leads would do, or did.
 *
 * @param willEnrol how many can be, or were
 */
public record EnrolCheck(int willEnrol, List<Item> items) {
    public EnrolCheck {
        items = List.copyOf(items);
    }

    /**
     * One lead.
     *
     * @param verdict {@code enrols}; or why not: {@code no-address}, {@code refuses} mail, {@code closed}, {@code running}
     *     already, {@code other-team}, {@code not-found}
     * @param why in words, null if it enrols
     * @param opens whether opens are recorded: notice, consent, aggregate or off, as the ledger decides
     *     at this moment
     * @param clicks the same of clicks
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            UUID lead,
            String name,
            String verdict,
            @Nullable String why,
            @Nullable String opens,
            @Nullable String clicks) {
        /** True if nothing speaks against it. */
        public boolean enrols() {
            return verdict.equals("enrols");
        }
    }
}
