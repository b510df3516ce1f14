namespace SmtpServer.ComponentModel;

/// <summary>Makes something for a session.</summary>
/// <typeparam name="TInstance">What it makes.</typeparam>
public interface ISessionContextInstanceFactory<out TInstance>
{
    /// <summary>Makes it.</summary>
    /// <param name="context">The session.</param>
    /// <returns>What was made.</returns>
    TInstance CreateInstance(ISessionContext context);
}
