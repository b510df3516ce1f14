using System.Text.RegularExpressions;
using MailAuth;
using MailAuth.Usernames;

namespace Samples.Tests.Clients;

/// <summary>
/// What every visit is to come to, written by hand from the host's dates and from what each protocol is to say. Nothing of it is computed by what is tested.
/// </summary>
internal static partial class ExpectedAnswers
{
    /// <summary>
    /// The right password. SMTP has no place for the sentence of <see cref="Outcome.Warned"/>. Without TLS nobody learns what needs the password; in a brownout nothing does.
    /// </summary>
    private const string RightPassword = """
                            OnConnect       StartTls        PlainAllowed  PlainClosed
        full  Open          Welcome         Welcome         Welcome       NoLogin
        full  Warn          Welcome         Welcome         Welcome       NoLogin
        full  Brownout      Welcome         Welcome         Welcome       NoLogin
        full  Closed        Welcome         Welcome         Welcome       NoLogin
        bare  Open          Welcome         Welcome         Welcome       NoLogin
        bare  Warn          Warned          Warned          Welcome       NoLogin
        bare  Brownout      NotNow          NotNow          NotNow        NoLogin
        bare  Closed        ChangeUsername  ChangeUsername  Wrong         NoLogin
        """;

    /// <summary>A wrong password. In a brownout a bare username gets the temporary answer, whatever else is wrong.</summary>
    private const string WrongPassword = """
                            OnConnect       StartTls        PlainAllowed  PlainClosed
        full  Open          Wrong           Wrong           Wrong         NoLogin
        full  Warn          Wrong           Wrong           Wrong         NoLogin
        full  Brownout      Wrong           Wrong           Wrong         NoLogin
        full  Closed        Wrong           Wrong           Wrong         NoLogin
        bare  Open          Wrong           Wrong           Wrong         NoLogin
        bare  Warn          Wrong           Wrong           Wrong         NoLogin
        bare  Brownout      NotNow          NotNow          NotNow        NoLogin
        bare  Closed        Wrong           Wrong           Wrong         NoLogin
        """;

    private const string ChangeSoon = "Change your username to your full e-mail address {address}; the short name will soon stop working.";
    private const string ChangeNow = "Log in with your full e-mail address {address} as the username; the short name stopped working.";
    private const string TryLater = "Login is not possible at the moment. Try again later.";
    private const string NotRight = "The username or the password is not right.";
    private const string SwitchOnTls = "Switch on encryption (TLS) before logging in.";

    /// <summary>What a visit is to come to.</summary>
    public static Outcome OutcomeOf(Visit visit)
    {
        string[] lines = (visit.WrongPassword ? WrongPassword : RightPassword).Split('\n');
        string row = $"{(visit.Form == UsernameForm.LocalPart ? "bare" : "full")} {visit.Moment} ";
        string[] columns = Blanks().Split(lines[0].Trim());
        string[] cells = Blanks().Split(lines.Single(line => Blanks().Replace(line, " ").StartsWith(row, StringComparison.Ordinal)));
        return Enum.Parse<Outcome>(cells[2 + Array.IndexOf(columns, visit.Tls.ToString())]);
    }

    /// <summary>The lines that answer the login, without IMAP's tag; <c>…</c> stands for whatever may be there.</summary>
    public static string AnswerOf(MailProtocol protocol, Outcome outcome, Customer customer) => ((protocol, outcome) switch
    {
        (MailProtocol.Pop3, Outcome.Welcome) => "+OK Logged in.",
        (MailProtocol.Pop3, Outcome.Warned) => $"+OK {ChangeSoon}",
        (MailProtocol.Pop3, Outcome.NotNow) => $"-ERR [SYS/TEMP] {TryLater}",
        (MailProtocol.Pop3, Outcome.ChangeUsername) => $"-ERR [AUTH] {ChangeNow}",
        (MailProtocol.Pop3, Outcome.Wrong) => $"-ERR [AUTH] {NotRight}",
        (MailProtocol.Pop3, Outcome.NoLogin) => $"-ERR {SwitchOnTls}", // to USER: no password is ever sent

        (MailProtocol.Imap, Outcome.Welcome) => "OK [CAPABILITY …] Logged in.",
        (MailProtocol.Imap, Outcome.Warned) => $"* OK [ALERT] {ChangeSoon}\nOK [CAPABILITY …] Logged in.",
        (MailProtocol.Imap, Outcome.NotNow) => $"NO [UNAVAILABLE] {TryLater}",
        (MailProtocol.Imap, Outcome.ChangeUsername) => $"NO [CONTACTADMIN] {ChangeNow}",
        (MailProtocol.Imap, Outcome.Wrong) => $"NO [AUTHENTICATIONFAILED] {NotRight}",
        (MailProtocol.Imap, Outcome.NoLogin) => $"NO [PRIVACYREQUIRED] {SwitchOnTls}",

        (MailProtocol.Submission, Outcome.Welcome or Outcome.Warned) => "235 2.7.0 Logged in.",
        (MailProtocol.Submission, Outcome.NotNow) => $"454 4.7.0 {TryLater}",
        (MailProtocol.Submission, Outcome.ChangeUsername) => $"535 5.7.8 {ChangeNow}",
        (MailProtocol.Submission, Outcome.Wrong) => $"535 5.7.8 {NotRight}",
        (MailProtocol.Submission, Outcome.NoLogin) => $"504 5.5.4 {SwitchOnTls}",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    }).Replace("{address}", customer.Address, StringComparison.Ordinal);

    /// <summary>The sentence of the answer, without codes.</summary>
    public static string SentenceOf(MailProtocol protocol, Outcome outcome, Customer customer) => (outcome switch
    {
        Outcome.Warned when protocol != MailProtocol.Submission => ChangeSoon,
        Outcome.Welcome or Outcome.Warned => "Logged in.",
        Outcome.NotNow => TryLater,
        Outcome.ChangeUsername => ChangeNow,
        Outcome.Wrong => NotRight,
        _ => SwitchOnTls,
    }).Replace("{address}", customer.Address, StringComparison.Ordinal);

    /// <summary>What the operator's log says the reason was; <see cref="LoginReason.None"/> where the engine is not asked.</summary>
    public static LoginReason ReasonOf(Visit visit) => OutcomeOf(visit) switch
    {
        Outcome.NoLogin => LoginReason.None,
        _ when visit.WrongPassword => LoginReason.WrongPassword,
        Outcome.NotNow => LoginReason.Brownout,
        Outcome.ChangeUsername or Outcome.Wrong => LoginReason.BareUsernameClosed,
        _ => LoginReason.Accepted,
    };

    /// <summary>Fails unless a text is the answer.</summary>
    public static void AssertAnswer(string expected, string text) =>
        Assert.Matches("^" + string.Join(".*", expected.Split('…').Select(Regex.Escape)) + "$", text);

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
