using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Samples.Tests.AspNetCore;

/// <summary>What a browser does: keeps cookies, sends forms with what is in their hidden fields, over TLS with the name of the address bar. It does not follow redirections by itself.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient client;

    public Browser(int port, string serverName, string scheme = "https")
    {
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=MailAuth development" },
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = new Uri($"{scheme}://{serverName}:{port}/"),
            Timeout = TimeSpan.FromSeconds(60),
        };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Browser/1.0");
    }

    /// <summary>The hidden field of the last page.</summary>
    public string? Token { get; set; }

    public async Task<Answer> GetAsync(string path) => await SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Opens the form, fills it in and sends it.</summary>
    public async Task<Answer> LogInAsync(string username, string password)
    {
        if (Token is null)
        {
            await GetAsync("/login");
        }

        return await PostAsync("/login", ("username", username), ("password", password));
    }

    /// <summary>Sends a form with the hidden field of the last page.</summary>
    public Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        List<KeyValuePair<string, string>> sent = [.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))];
        if (Token is not null)
        {
            sent.Add(new("__RequestVerificationToken", Token));
        }

        return PostAsync(path, new FormUrlEncodedContent(sent));
    }

    public async Task<Answer> PostAsync(string path, string body, string type) => await PostAsync(path, new StringContent(body, Encoding.UTF8, type));

    public async Task<Answer> PostAsync(string path, HttpContent content) => await SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using (request)
        using (HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken))
        {
            string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Token = Hidden().Match(body) is { Success: true } match ? match.Groups[1].Value : Token;
            string[] headers = [.. response.Headers.Concat(response.Content.Headers).Where(header => header.Key != "Date").Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal)];
            return new Answer((int)response.StatusCode, body, string.Join('\n', headers), response.Headers.Location?.ToString());
        }
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Hidden();

    /// <summary>An answer, whole but for its date.</summary>
    internal sealed record Answer(int Status, string Body, string Headers, string? Location);
}
