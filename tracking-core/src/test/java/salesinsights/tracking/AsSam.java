package salesinsights.tracking;

import io.quarkus.test.security.TestSecurity;
import io.quarkus.test.security.oidc.Claim;
import io.quarkus.test.security.oidc.ClaimType;
import io.quarkus.test.security.oidc.OidcSecurity;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Called by sam, rep of {@code /teams/us}. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@TestSecurity(user = "sam", roles = "sales-rep")
@OidcSecurity(
        claims = {
            @Claim(key = "preferred_username", value = "sam"),
            @Claim(key = "email", value = "sam@sales.example"),
            @Claim(key = "groups", value = "[\"/teams/us\"]", type = ClaimType.JSON_ARRAY)
        })
public @interface AsSam {}
