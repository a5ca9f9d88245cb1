package salesinsights.tracking.campaign;

import java.util.List;
import salesinsights.tracking.consent.Mode;

/**
 * What one recipient would get now.
 *
 * @param mailed false if nothing would be sent; {@code why} says so
 * @param why in words
 */
public record CampaignPreview(
        String address, Letter letter, boolean mailed, Mode open, Mode link, Mode readReceipt, List<String> why) {
    public CampaignPreview {
        why = List.copyOf(why);
    }
}
