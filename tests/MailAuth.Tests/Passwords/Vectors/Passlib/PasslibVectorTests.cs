using MailAuth.Passwords;

namespace MailAuth.Tests.Passwords.Vectors.Passlib;

/// <summary>
/// Values from passlib 1.7.4 (BSD licence), passlib/tests/test_handlers*.py: its known correct hashes of the ldap_* and pbkdf2_* families, of Django, and of
/// bcrypt and Argon2. Each verified with passlib first (bcrypt with libxcrypt's crypt(3), Argon2 with the reference command).
/// </summary>
public class PasslibVectorTests
{
    private const string Table = "t\u00E1\u0411\u2113\u0259";
    private const string Wave = "\u0399\u03C9\u03B1\u03BD\u03BD\u03B7\u03C2";

    [Theory]
    [InlineData("MD5", "{MD5}/F4DjTilcDIIVEHn/nAQsA==", "helloworld")]
    [InlineData("MD5", "{MD5}BUc/ihn2aBXnN7MyZKDQsA==", Table)]
    [InlineData("SHA", "{SHA}at+xg6SiyUovktq1redipHiJpaE=", "helloworld")]
    [InlineData("SHA", "{SHA}4FmyYo46Pi3glWed6YIsHRRm4PA=", Table)]
    [InlineData("SMD5", "{SMD5}UjFY34os/pnZQ3oQOzjqGu4yeXE=", "testing1234")]
    [InlineData("SMD5", "{SMD5}Z0ioJ58LlzUeRxm3K6JPGAvBGIM=", Table)]
    [InlineData("SMD5", "{SMD5}XRlncfRzvGi0FDzgR98tUgBg7B3jXOs9p9S615qTkg==", "test")]
    [InlineData("SSHA", "{SSHA}0c0blFTXXNuAMHECS4uxrj3ZieMoWImr", "testing123")]
    [InlineData("SSHA", "{SSHA}3yCSD1nLZXznra4N8XzZgAL+s1sQYsx5", Table)]
    [InlineData("SSHA", "{SSHA}Pfx6Vf48AT9x3FVv8znbo8WQkEVSipHSWovxXmvNWUvp/d/7", "test")]
    [InlineData("SSHA256", "{SSHA256}x1tymSTVjozxQ2PtT46ysrzhZxbcskK0o2f8hEFx7fAQQmhtDSEkJA==", "password")]
    [InlineData("SSHA256", "{SSHA256}km7UjUTBZN8a+gf1ND2/qn15N7LsO/jmGYJXvyTfJKAbI0RoLWWslQ==", "letm\u00E8\u00EFn")]
    [InlineData("SSHA512", "{SSHA512}f/lFQskkl7PdMsTGJxHZq8LDt/l+UqRMm6/pj4pV7/xZkcOaKCgvQqp+KCeXc/Vd4RY6vEHWn4y0DnFcQ6wgyv9fyxk=", "password")]
    [InlineData("SSHA512", "{SSHA512}6FQv5W47HGg2MFBFZofoiIbO8KRW75Pm51NKoInpthYQQ5ujazHGhVGzrj3JXgA7j0k+UNmkHdbJjdY5xcUHPzynFEII4fwfIySEcG5NKSU=", "test")]
    [InlineData("PBKDF2", "$pbkdf2$1212$OB.dtnSEXZK8U5cgxU/GYQ$y5LKPOplRmok7CZp/aqVDVg8zGI", "password")]
    [InlineData("PBKDF2", "$pbkdf2$1212$THDqatpidANpadlLeTeOEg$HV3oi1k5C5LQCgG1BMOL.BX4YZc", Wave)]
    [InlineData("PBKDF2-SHA256", "$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ", "password")]
    [InlineData("PBKDF2-SHA256", "$pbkdf2-sha256$1212$3SABFJGDtyhrQMVt1uABPw$WyaUoqCLgvz97s523nF4iuOqZNbp5Nt8do/cuaa7AiI", Wave)]
    [InlineData("PBKDF2-SHA512", "$pbkdf2-sha512$1212$RHY0Fr3IDMSVO/RSZyb5ow$eNLfBK.eVozomMr.1gYa17k9B7KIK25NOEshvhrSX.esqY3s.FvWZViXz4KoLlQI.BzY/YTNJOiKc5gBYFYGww", "password")]
    [InlineData("PBKDF2-SHA512", "$pbkdf2-sha512$1212$KkbvoKGsAIcF8IslDR6skQ$8be/PRmd88Ps8fmPowCJttH9G3vgxpG.Krjt3KT.NP6cKJ0V4Prarqf.HBwz0dCkJ6xgWnSj2ynXSV7MlvMa8Q", Wave)]
    [InlineData("PBKDF2", "{PBKDF2}1212$OB.dtnSEXZK8U5cgxU/GYQ$y5LKPOplRmok7CZp/aqVDVg8zGI", "password")]
    [InlineData("PBKDF2-SHA256", "{PBKDF2-SHA256}1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ", "password")]
    [InlineData("PBKDF2-SHA512", "{PBKDF2-SHA512}1212$RHY0Fr3IDMSVO/RSZyb5ow$eNLfBK.eVozomMr.1gYa17k9B7KIK25NOEshvhrSX.esqY3s.FvWZViXz4KoLlQI.BzY/YTNJOiKc5gBYFYGww", "password")]
    [InlineData("PBKDF2-SHA256", "pbkdf2_sha256$10000$kjVJaVz6qsnJ$5yPHw3rwJGECpUf70daLGhOrQ5+AMxIJdz1c3bqK1Rs=", "not a password")]
    [InlineData("PBKDF2-SHA256", "pbkdf2_sha256$10000$bEwAfNrH1TlQ$OgYUblFNUX1B8GfMqaCYUK/iHyO0pa7STTDdaEJBuY0=", Table)]
    [InlineData("PBKDF2", "pbkdf2_sha1$10000$wz5B6WkasRoF$atJmJ1o+XfJxKq1+Nu1f1i57Z5I=", "not a password")]
    [InlineData("PBKDF2", "pbkdf2_sha1$10000$KZKWwvqb8BfL$rw5pWsxJEU4JrZAQhHTCO+u0f5Y=", Table)]
    [InlineData("BLF-CRYPT", "$2a$05$Z17AXnnlpzddNUvnC6cZNOSwMA/8oNiKnHTHTwLlBijfucQQlHjaG", Table)]
    [InlineData("BLF-CRYPT", "$2b$05$Z17AXnnlpzddNUvnC6cZNOSwMA/8oNiKnHTHTwLlBijfucQQlHjaG", Table)]
    [InlineData("BLF-CRYPT", "$2y$05$6bNw2HLQYeqHYyBfLMsv/OUcZd0LKP39b87nBw3.S2tVZSqiQX6eu", "\u0451")]
    [InlineData("ARGON2I", "$argon2i$v=19$m=256,t=1,p=1$c29tZXNhbHQ$AJFIsNZTMKTAewB4+ETN1A", "password")]
    [InlineData("ARGON2I", "$argon2i$v=19$m=380,t=2,p=2$c29tZXNhbHQ$SrssP8n7m/12VWPM8dvNrw", "password")]
    [InlineData("ARGON2I", "$argon2i$v=19$m=512,t=2,p=2$1sV0O4PWLtc12Ypv1f7oGw$z+yqzlKtrq3SaNfXDfIDnQ", Table)]
    public void Passlib_verifies_it_and_so_do_we(string scheme, string stored, string password) =>
        StoredValue.AssertVector(scheme, stored, password, shortenedToo: !stored.Contains("argon2", StringComparison.Ordinal));

    /// <summary>A name that passlib doesn't write, which says what it is.</summary>
    [Fact]
    public void Pbkdf2_may_name_its_sha1() =>
        StoredValue.AssertVector("PBKDF2", "$pbkdf2-sha1$1212$OB.dtnSEXZK8U5cgxU/GYQ$y5LKPOplRmok7CZp/aqVDVg8zGI", "password");

    [Theory]
    [InlineData("{SMD5}LnuZPJhiaY95/4lmVFpg548xBsD4P4c")]
    [InlineData("{SMD5}LnuZPJhiaY95/4lmV=pg548xBsD4P4cw")]
    [InlineData("{SMD5}LnuZPJhiaY95/4lmVFpg548xBsD4P===")]
    [InlineData("{SSHA}P90+qijSp8MJ1tN25j5o1PflUvlqjXHOGeOck===")]
    [InlineData("{SSHA256}TFv2RpwyO0U9mA0Hk8FsXRa1I+4dNUtv27Qa8dzGVLinlDI@")]
    [InlineData("$pbkdf2$01212$THDqatpidANpadlLeTeOEg$HV3oi1k5C5LQCgG1BMOL.BX4YZc")]
    [InlineData("$pbkdf2$$THDqatpidANpadlLeTeOEg$HV3oi1k5C5LQCgG1BMOL.BX4YZc")]
    [InlineData("$pbkdf2$1212$THDqatpidANpadlLeTeOEg$HV3oi1k5C5LQCgG1BMOL.BX4YZc$")]
    [InlineData("$argon2qq$v=19$t=2,p=4$c29tZXNhbHQAAAAAAAAAAA$QWLzI4TY9HkL2ZTLc8g6SinwdhZewYrzz9zxCo0bkGY")]
    [InlineData("$argon2i$v=19$t=2,p=4$c29tZXNhbHQAAAAAAAAAAA$QWLzI4TY9HkL2ZTLc8g6SinwdhZewYrzz9zxCo0bkGY")]
    [InlineData("$argon2i$v=19$m=65536,t=8589934592,p=4$c29tZXNhbHQAAAAAAAAAAA$QWLzI4TY9HkL2ZTLc8g6SinwdhZewYrzz9zxCo0bkGY")]
    [InlineData("$argon2i$v=19$m=65536,t=2,p=4,q=5$c29tZXNhbHQAAAAAAAAAAA$QWLzI4TY9HkL2ZTLc8g6SinwdhZewYrzz9zxCo0bkGY")]
    [InlineData("$argon2i$v=19$t=2,m=65536,p=4,q=5$c29tZXNhbHQAAAAAAAAAAA$QWLzI4TY9HkL2ZTLc8g6SinwdhZewYrzz9zxCo0bkGY")]
    [InlineData("$argon2i$v=19$m=127,t=2,p=16$c29tZXNhbHQ$IMit9qkFULCMA/ViizL57cnTLOa5DiVM9eMwpAvPwr4")]
    [InlineData("$argon2i$v=19$m=512,t=2,p=2,data=c29tZWRhdGE$c29tZXNhbHQ$uEeXt1dxN1iFKGhklseW4w")]
    public void What_passlib_calls_malformed_is_unusable(string stored) =>
        Assert.Equal(PasswordCheckResult.Unusable, StoredValue.Check(stored, "password").Result);
}
