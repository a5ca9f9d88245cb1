package salesinsights.tracking.message;

/** What became of handing one copy to the SMTP server. */
sealed interface HandOver {
    /** The server has taken responsibility. */
    record Accepted() implements HandOver {}

    /** The server said no; {@code code} is its reply, 400 to 599. */
    record Refused(int code, String reply) implements HandOver {
        boolean forGood() {
            return code >= 500;
        }
    }

    /** There was no server to hand it to: surely not sent. */
    record Unreachable(String why) implements HandOver {}

    /** The connection ended in the middle: may or may not have been sent. */
    record Unknown(String why) implements HandOver {}

    /** Not even tried: the person has come to not want mail from the team. */
    record Unwanted() implements HandOver {}
}
