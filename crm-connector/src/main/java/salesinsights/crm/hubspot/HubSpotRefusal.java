package salesinsights.crm.hubspot;

/** HubSpot understood a request and does not carry it out; trying again will not help. */
final class HubSpotRefusal extends RuntimeException {
    private final String field;

    HubSpotRefusal(String field, String sentence) {
        super(sentence);
        this.field = field;
    }

    /** The property to blame, empty if it did not say. */
    String field() {
        return field;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
