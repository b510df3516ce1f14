using System.Text;
using System.Text.Encodings.Web;
using MailAuth.Usernames;

namespace AspNetCore;

/// <summary>The two pages. Whatever comes from outside is encoded; what was typed into the form is never shown again.</summary>
internal static class Page
{
    /// <summary>The form.</summary>
    /// <param name="sentence">What is said above it; <see langword="null"/> for nothing.</param>
    /// <param name="token">The antiforgery token.</param>
    /// <param name="statusCode">The HTTP status.</param>
    public static IResult Login(string? sentence, string token, int statusCode = StatusCodes.Status200OK) => Html("Log in", $"""
        <h1>Log in</h1>
        {Paragraph("alert", sentence)}<form method="post" action="{LoginEndpoints.LoginPath}" accept-charset="utf-8">
        {Token(token)}
        <p><label>E-mail address <input name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus></label></p>
        <p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
        <p><button>Log in</button></p>
        </form>
        """, statusCode);

    /// <summary>The page behind it.</summary>
    /// <param name="address">Whose mailbox it is: the canonical address.</param>
    /// <param name="notice">What its owner has to change soon; <see langword="null"/> for nothing.</param>
    /// <param name="token">The antiforgery token.</param>
    public static IResult Mailbox(string address, string? notice, string token) => Html("Mailbox", $"""
        <h1>The mailbox of {Encode(UsernameNormalizer.ToDisplay(address))}</h1>
        {Paragraph("status", notice)}<form method="post" action="/logout">
        {Token(token)}
        <p><button>Log out</button></p>
        </form>
        """, StatusCodes.Status200OK);

    private static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    private static string Paragraph(string role, string? text) => text is null ? "" : $"<p role=\"{role}\">{Encode(text)}</p>\n";

    private static string Token(string token) => $"<input type=\"hidden\" name=\"{LoginBody.TokenField}\" value=\"{Encode(token)}\">";

    private static IResult Html(string title, string body, int statusCode) => Results.Content($"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title></head>
        <body>
        {body}
        </body>
        </html>

        """, "text/html", Encoding.UTF8, statusCode);
}
