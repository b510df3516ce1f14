using MailAuth;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;

namespace AspNetCore;

/// <summary>The pages, and the endpoint that scripts use.</summary>
internal static class LoginEndpoints
{
    /// <summary>Where the form is.</summary>
    public const string LoginPath = "/login";

    /// <summary>Maps them.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet("/", Mailbox).RequireAuthorization();
        app.MapGet(LoginPath, Form);
        app.MapPost(LoginPath, SendFormAsync);
        app.MapPost("/logout", LogOutAsync);
        app.MapPost("/api/login", SendJsonAsync);
    }

    private static IResult Mailbox(HttpContext http, IAntiforgery antiforgery) =>
        Page.Mailbox(http.User.Identity!.Name!, http.User.FindFirst(WebLogin.NoticeClaim)?.Value, antiforgery.GetAndStoreTokens(http).RequestToken!);

    private static IResult Form(HttpContext http, IAntiforgery antiforgery) =>
        http.User.Identity?.IsAuthenticated == true ? Results.Redirect("/") : Page.Login(null, antiforgery.GetAndStoreTokens(http).RequestToken!);

    private static async Task<IResult> SendFormAsync(HttpContext http, IAntiforgery antiforgery, WebLogin login)
    {
        using LoginBody body = await LoginBody.ReadAsync(http.Request).ConfigureAwait(false);
        if (body.IsTooLong)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        if (!IsForm(http.Request) || !body.TryReadForm())
        {
            return Results.BadRequest();
        }

        // The token comes in the header then: reading the form in the usual way would leave the password in strings, which nobody can zero.
        http.Request.Headers[LoginBody.TokenHeader] = body.Token;
        if (body.Token is null || !await antiforgery.IsRequestValidAsync(http).ConfigureAwait(false))
        {
            return Results.BadRequest();
        }

        LoginResult result = await login.TryAsync(http, body).ConfigureAwait(false);
        if (result.IsAccepted)
        {
            http.Response.Headers.Location = "/";
            return Results.StatusCode(StatusCodes.Status303SeeOther);
        }

        // The form's token is good for another try.
        return Page.Login(WebReply.Sentence(result), body.Token, WebReply.StatusCode(result));
    }

    /// <summary>Takes <c>{ "username": …, "password": … }</c>. Another site's page can't send this type without asking first, so no token is needed.</summary>
    private static async Task<IResult> SendJsonAsync(HttpContext http, WebLogin login)
    {
        if (!http.Request.HasJsonContentType())
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        using LoginBody body = await LoginBody.ReadAsync(http.Request).ConfigureAwait(false);
        if (body.IsTooLong)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        if (!body.TryReadJson())
        {
            return Results.BadRequest();
        }

        LoginResult result = await login.TryAsync(http, body).ConfigureAwait(false);
        return Results.Json(
            result.IsAccepted
                ? new { status = WebReply.Name(result), address = result.Account!.Address, notice = WebReply.IsNotice(result) ? WebReply.Sentence(result) : null }
                : (object)new { status = WebReply.Name(result), message = WebReply.Sentence(result) },
            statusCode: WebReply.StatusCode(result));
    }

    private static async Task<IResult> LogOutAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http).ConfigureAwait(false))
        {
            return Results.BadRequest();
        }

        await http.SignOutAsync().ConfigureAwait(false);
        http.Response.Headers.Location = LoginPath;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static bool IsForm(HttpRequest request) =>
        request.ContentType?.Split(';')[0].Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
}
