package salesinsights.tracking.consent;

/** What a person can agree or object to: being written to, or one purpose of tracking. */
enum Matter {
    MAIL,
    OPEN,
    CLICK,
    WEB,
    READ_RECEIPT,
    SCORE,
    DELIVERABILITY;

    static Matter of(Purpose purpose) {
        return valueOf(purpose.name());
    }
}
