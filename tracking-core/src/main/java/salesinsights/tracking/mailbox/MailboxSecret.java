package salesinsights.tracking.mailbox;

/** What a mailbox is opened with; empty texts where there is none. Its text form tells nothing. */
record MailboxSecret(String password, String clientSecret, String refreshToken) {
    boolean isEmpty() {
        return password.isEmpty() && clientSecret.isEmpty() && refreshToken.isEmpty();
    }

    @Override
    public String toString() {
        return "MailboxSecret[...]";
    }
}
