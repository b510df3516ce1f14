namespace MailAuth.Usernames;

/// <summary>A normalized username, or why a text is none. Made by <see cref="UsernameNormalizer"/> alone; the default value is not a username.</summary>
public readonly struct Username
{
    private readonly int localPartLength;

    internal Username(UsernameForm form, string text, int localPartLength)
    {
        Form = form;
        Text = text;
        this.localPartLength = localPartLength;
    }

    internal Username(UsernameError error, bool looksBare)
    {
        Error = error;
        LooksBareThoughInvalid = looksBare;
    }

    /// <summary>The form; <see cref="UsernameForm.None"/> where this is not a username.</summary>
    public UsernameForm Form { get; }

    /// <summary>Why it is not a username; <see cref="UsernameError.None"/> where it is one.</summary>
    public UsernameError Error { get; }

    /// <summary>The canonical address of a full username, the normalized local-part of a bare one; <see langword="null"/> where this is not a username.</summary>
    public string? Text { get; }

    /// <summary>The normalized local-part; empty where this is not a username.</summary>
    public ReadOnlySpan<char> LocalPart => Text.AsSpan(0, localPartLength);

    /// <summary>The canonical domain (A-labels, lower case); empty where there is none.</summary>
    public ReadOnlySpan<char> Domain => Form == UsernameForm.FullAddress ? Text.AsSpan(localPartLength + 1) : default;

    /// <summary>Whether the text has no domain, also where it is not a username: what a brownout goes by.</summary>
    internal bool LooksBare => Form == UsernameForm.LocalPart || LooksBareThoughInvalid;

    private bool LooksBareThoughInvalid { get; }
}
