using MailAuth.Replies;

namespace AspNetCore;

/// <summary>What holds for every answer: nothing is kept, embedded or sniffed, and without TLS there is no page to type a password into.</summary>
internal sealed class PrivateAnswers(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        IHeaderDictionary headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return http.Request.IsHttps
            ? next(http)
            : Results.Text(WebReply.Sentence(ReplyKind.TlsRequired), statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(http);
    }
}
