package salesinsights.tracking;

import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.ClaimType;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Called by rita, rep of {@code /teams/emea}. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@TestSecurity(user = "rita", roles = "sales-rep")
@OidcSecurity(
        claims = {
            @Claim(key = "preferred_username", value = "rita"),
            @Claim(key = "email", value = "rita@sales.example"),
            @Claim(key = "groups", value = "[\"/teams/emea\"]", type = ClaimType.JSON_ARRAY)
        })
public @interface AsRita {}
