package salesinsights.tracking.campaign;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import salesinsights.tracking.erasure.PersonRows;
import salesinsights.tracking.erasure.PersonalData;

/** Lists of recipients that campaigns were made for. */
@Singleton
class ForgetListed implements PersonalData {
    @Override
    public String name() {
        return "campaign-lists";
    }

    @Override
    public Turn turn() {
        return Turn.LISTS_AND_NOTICES;
    }

    @Override
    public List<PersonRows> rows() {
        return List.of(PersonRows.deleted("campaign_recipient", "team_id = :team and address = :address"));
    }

    @Override
    public Map<String, String> impersonal() {
        return Map.ofEntries(
                Map.entry("campaign.*", "of staff, not of recipients"),
                Map.entry("mail_template.*", "texts for everybody"),
                Map.entry("mail_template_version.*", "texts for everybody"));
    }

    @Override
    public List<String> addresses() {
        return List.of("campaign_recipient.address");
    }
}
