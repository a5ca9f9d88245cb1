package salesinsights.tracking.membership;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;

/** Nothing here is about the people whom the product follows. */
@Singleton
class MemberIsNoRecipient implements PersonalData {
    MemberIsNoRecipient() {}

    @Override
    public String name() {
        return "members";
    }

    @Override
    public Turn turn() {
        return Turn.LISTS_AND_NOTICES;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of();
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.of("member_seen.*", "of staff, not of recipients");
    }
}
