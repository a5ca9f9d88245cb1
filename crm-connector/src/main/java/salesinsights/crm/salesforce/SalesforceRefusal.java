package salesinsights.crm.salesforce;

/** Salesforce understood a request and does not carry it out; trying again will not help. */
final class SalesforceRefusal extends RuntimeException {
    SalesforceRefusal(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
