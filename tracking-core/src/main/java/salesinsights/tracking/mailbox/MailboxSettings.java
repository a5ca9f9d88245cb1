package salesinsights.tracking.mailbox;

/**
 * Where a mailbox is and how one signs in; no secret.
 *
 * @param tokenUrl endpoint that gives access tokens, empty with a password
 * @param scope asked for there, may be empty
 */
record MailboxSettings(
        String host,
        int port,
        Security security,
        String username,
        SignIn signIn,
        String folder,
        String tokenUrl,
        String clientId,
        String scope) {
    /** How the connection is protected. */
    enum Security {
        NONE,
        STARTTLS,
        TLS
    }

    /** How one signs in. */
    enum SignIn {
        PASSWORD,
        OAUTH2
    }

    /** For an address that mail is relayed to: there is nothing to read. */
    static final MailboxSettings NOWHERE =
            new MailboxSettings("", 0, Security.NONE, "", SignIn.PASSWORD, "", "", "", "");
}
