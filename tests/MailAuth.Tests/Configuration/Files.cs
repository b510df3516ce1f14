namespace MailAuth.Tests.Configuration;

/// <summary>The configuration files of the tests.</summary>
internal static class Files
{
    /// <summary>The running example, as the file that an operator writes.</summary>
    public const string Example = """
        {
          "transition": { "timeZone": "Europe/Stockholm", "warn": "2009-08-24", "closed": "2009-09-07",
            "brownouts": [ { "date": "2009-09-01", "from": "09:00", "to": "10:00" }, { "date": "2009-09-03", "from": "09:00", "to": "10:00" } ],
            "domains":   [ { "domain": "kund.se", "closed": "2009-10-01" }, { "domain": "test.se", "dryRun": true } ],
            "overrides": [ { "network": "192.0.2.10", "bareUsername": "allow", "until": "2010-01-01", "reason": "no other firmware", "owner": "anna" } ] }
        }
        """;

    /// <summary>Every setting that there is, each with a value that is not its default.</summary>
    public const string Everything = """
        {
          // Everything that can be said.
          "usernames": {
            "hostedDomains": [ "domain.se", "räksmörgås.se" ],
            "defaultDomain": "domain.se",
            "separators": "%#",
            "bareUsernames": "localPart",
            "sources": [ "domain", "listener", "serverName", "legacyUsername", "onlyAccount", "defaultDomain" ],
            "serverNames": [ { "name": "mail.{domain}" }, { "name": "mail.kund.se", "domain": "kund.se" } ],
            "listeners": [ { "address": "2001:db8::10", "port": 993, "domain": "kund.se" }, { "port": 1993, "domain": "domain.se" } ],
            "domainAliases": [ { "alias": "domain.nu", "domain": "domain.se" } ],
            "subAddressSeparator": "+",
            "preserveCase": true,
            "serviceIdentities": [ "master" ]
          },
          "transition": {
            "timeZone": "Europe/Stockholm",
            "warn": "2009-08-24T06:00",
            "closed": "2009-09-07T06:00:30",
            "brownouts": [ { "date": "2009-09-01", "from": "09:00", "to": "10:00" } ],
            "ramp": [ { "from": "2009-08-31", "percent": 10 }, { "from": "2009-09-02T12:00", "percent": 37.5 } ],
            "ratchetDays": 30,
            "dryRun": false,
            "domains": [
              { "domain": "kund.se", "timeZone": "Europe/Helsinki", "warn": "2009-09-01", "closed": "2009-10-01", "brownouts": [], "ramp": [], "ratchetDays": 7, "dryRun": true },
              { "domain": "test.se" }
            ],
            "overrides": [
              { "network": "2001:db8::/64", "protocol": "submission", "bareUsername": "refuse", "reason": "r", "owner": "o" },
              { "account": "kalle@domain.se", "domain": "domain.se", "bareUsername": "inherit", "until": "2010-01-01T00:00", "reason": "å", "owner": "o" },
            ],
            "rampSalt": "mail1"
          },
          "passwords": {
            "argon2": { "memoryKiB": 65536, "passes": 3, "lanes": 2 },
            "limits": {
              "argon2MemoryKiB": 131072, "argon2MemoryTimesPassesKiB": 524288, "argon2Lanes": 4, "bcryptCost": 12, "pbkdf2Iterations": 1000000,
              "shaCryptRounds": 500000, "cryptRounds": 250000, "scramIterations": 100000, "scryptMemoryKiB": 65536, "storedLength": 512
            },
            "executor": { "inline": true, "threads": 2, "memoryMiB": 128, "queueLength": 10, "slots": 3, "slotWait": "2s" },
            "cache": { "lifetime": "90m", "entries": 4096 },
            "defaultScheme": "CRYPT",
            "readWindows1252": true,
            "opaqueString": true,
            "rehash": false,
            "noRehashDomains": [ "kund.se" ]
          },
          "submission": {
            "relayNetworks": [ "198.51.100.0/24", "2001:db8::/64" ],
            "authentication": {
              "timeZone": "Europe/Stockholm", "warn": "2009-08-24", "closed": "2009-09-07", "dryRun": false,
              "brownouts": [ { "date": "2009-09-01", "from": "09:00", "to": "10:00" } ], "ramp": [ { "from": "2009-09-02", "percent": 10 } ],
              "domains": [ { "domain": "kund.se", "closed": "2009-10-01", "dryRun": true } ]
            },
            "tls": { "timeZone": "Europe/Stockholm", "warn": "2009-10-01", "closed": "2010-01-01", "dryRun": true, "brownouts": [ { "date": "2009-12-01", "from": "09:00", "to": "10:00" } ],
              "ramp": [ { "from": "2009-12-02", "percent": 5 } ], "domains": [ { "domain": "domain.se", "brownouts": [] } ] },
            "exceptions": [ { "requirement": "authentication", "network": "192.0.2.10", "sender": "skrivare@domain.se", "domain": "domain.se", "until": "2010-01-01", "reason": "r", "owner": "o" },
              { "requirement": "tls", "network": "192.0.2.11", "reason": "r", "owner": "o" } ],
            "senderBinding": "log",
            "senderDomainWide": true
          },
          "throttle": {
            "enabled": false, "nameAndNetwork": { "guesses": 5, "every": "5m" }, "name": { "guesses": 50, "every": "2m" }, "network": { "guesses": 30, "every": "20s" },
            "serviceNetworks": [ "192.0.2.80" ], "knownFor": "60d", "longestDelay": "3s", "events": true, "records": 2048
          },
          "usage": { "capacity": 100, "batchSize": 10, "batchDelay": "500ms" },
          "storeTimeout": "5s",
          "stateDirectory": "/run/mailauth",
        }
        """;
}
