package salesinsights.crm.spi;

import java.util.List;

/** A kind of CRM that connections can be made to. A connector brings one as a bean; the engine finds it by its name. */
public interface CrmKind {
    /** Lower case, stored with every connection: {@code webhook}. */
    String name();

    /** What a person has to state, in the order of the form. */
    List<Setting> settings();

    /**
     * How the connection logs in or signs.
     */
    default SecretUse secretUse() {
        return SecretUse.NONE;
    }

    /**
     * A connection with these settings. Opens nothing yet: the same connection may be opened often and by several nodes.
     *
     * @throws IllegalArgumentException with a sentence if a setting cannot be taken
     */
    Crm open(CrmSettings settings);

    /** Whether a connection has a secret, and who makes it. */
    enum SecretUse {
        NONE,
        /** The CRM gave it: a token, a password. */
        GIVEN,
        /** Made here if none is stated, and shown once, for the other side to verify with. */
        MADE
    }
}
