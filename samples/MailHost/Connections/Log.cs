using System.Net;
using MailAuth;
using MailAuth.Usernames;
using Microsoft.Extensions.Logging;

namespace MailHost.Connections;

/// <summary>What the host logs. Text that a client chose comes here escaped; a secret never does.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "{Protocol} login {Status} ({Reason}): form {Form}, source {Source}, name {Name}, sent as \"{Submitted}\", from {Remote}, {Tls}, server name {ServerName}, client {Client}")]
    public static partial void LoggedIn(
        ILogger logger, MailProtocol protocol, LoginStatus status, LoginReason reason, UsernameForm form, ResolutionSource source,
        string name, string submitted, IPAddress? remote, string tls, string serverName, string client);

    [LoggerMessage(3001, LogLevel.Error, "The engine failed in a login from {Remote}")]
    public static partial void EngineFailed(ILogger logger, IPAddress? remote, Exception fault);

    [LoggerMessage(3002, LogLevel.Error, "A session from {Remote} failed")]
    public static partial void SessionFailed(ILogger logger, IPAddress? remote, Exception fault);

    [LoggerMessage(3003, LogLevel.Information, "No TLS with {Remote}: {Problem}")]
    public static partial void HandshakeFailed(ILogger logger, IPAddress? remote, string problem);

    [LoggerMessage(3004, LogLevel.Debug, "{Remote} is gone: {Problem}")]
    public static partial void ClientGone(ILogger logger, IPAddress? remote, string problem);

    [LoggerMessage(3005, LogLevel.Warning, "{Remote} sent plaintext behind its wish for TLS: thrown away")]
    public static partial void PlaintextBehindStartTls(ILogger logger, IPAddress? remote);

    [LoggerMessage(3006, LogLevel.Information, "Took mail {Id}: {Size} octets from \"{Sender}\" for {Recipients} recipients, by {Account}, from {Remote}, rule {Rule}")]
    public static partial void MailTaken(ILogger logger, string id, long size, string sender, int recipients, string account, IPAddress? remote, string? rule);
}
